import { describe, expect, test } from 'vitest';
import {
  calculateDay,
  type DayResult,
  type Workday,
} from '../../../local/sql-server/attendance/calculate-day.ts';
import { dateToDay } from '../../../local/sql-server/attendance/calendar.ts';
import {
  dayShift,
  nightShift,
  punchWindow,
  saturdayShift,
  shiftOf,
} from '../../../local/sql-server/attendance/shifts.ts';

/** 'HH:MM' or 'HH:MM:SS'; hours from 24 on belong to the next day. */
const at = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
};

function calculate(times: readonly string[], changed: Partial<Workday> = {}): DayResult {
  return calculateDay({ shift: dayShift, dayOff: false, onLeave: false, punches: times.map(at), ...changed });
}

describe('a day with both punches', () => {
  test('counts from the start of the shift, not from an early arrival, and deducts the break', () => {
    expect(calculate(['07:41:10', '17:05:59'])).toEqual({
      firstIn: at('07:41:10'),
      lastOut: at('17:05:59'),
      minutesWorked: 9 * 60 + 5 - 60,
      minutesLate: 0,
      minutesOvertime: 0,
      status: 'HADIR',
    });
  });

  test('five minutes late are tolerated, six count in full', () => {
    expect(calculate(['08:05:59', '17:00'])).toMatchObject({ minutesLate: 0, status: 'HADIR' });
    expect(calculate(['08:06:00', '17:00'])).toMatchObject({ minutesLate: 6, status: 'TERLAMBAT' });
  });

  test('overtime counts from thirty minutes after the shift, then in full', () => {
    expect(calculate(['08:00', '17:29:59']).minutesOvertime).toBe(0);
    expect(calculate(['08:00', '17:30']).minutesOvertime).toBe(30);
  });

  test('no break is deducted for five hours or less', () => {
    expect(calculate(['08:00', '13:00']).minutesWorked).toBe(300);
    expect(calculate(['08:00', '13:01']).minutesWorked).toBe(241);
  });

  test('punches between the first and the last do not matter', () => {
    expect(calculate(['08:00', '12:00', '13:00', '17:00'])).toEqual({
      ...calculate(['08:00', '17:00']),
    });
  });

  test('a Saturday is short and has no break', () => {
    expect(calculate(['07:59', '13:02'], { shift: saturdayShift })).toMatchObject({
      minutesWorked: 302,
      minutesOvertime: 0,
    });
  });

  test('leaving before the shift starts counts as no time worked', () => {
    expect(calculate(['07:00', '07:40'])).toMatchObject({ minutesWorked: 0, status: 'HADIR' });
  });
});

describe('a night shift', () => {
  test('ends on the next day', () => {
    expect(calculate(['21:50', '30:10'], { shift: nightShift })).toMatchObject({
      minutesWorked: 8 * 60 + 10 - 60,
      minutesLate: 0,
      minutesOvertime: 0,
      status: 'HADIR',
    });
  });

  test('can be late before midnight and overtime after it', () => {
    expect(calculate(['22:20', '31:00'], { shift: nightShift })).toMatchObject({
      minutesLate: 20,
      minutesOvertime: 60,
      status: 'TERLAMBAT',
    });
  });

  test('can start after midnight', () => {
    expect(calculate(['24:15', '30:00'], { shift: nightShift })).toMatchObject({ minutesLate: 135 });
  });
});

describe('a missing punch', () => {
  test('a lone morning punch is an arrival, and its lateness still counts', () => {
    expect(calculate(['08:30'])).toEqual({
      firstIn: at('08:30'),
      lastOut: undefined,
      minutesWorked: 0,
      minutesLate: 30,
      minutesOvertime: 0,
      status: 'TIDAK_LENGKAP',
    });
  });

  test('a lone evening punch is a departure', () => {
    expect(calculate(['19:30'])).toMatchObject({
      firstIn: undefined,
      lastOut: at('19:30'),
      minutesOvertime: 0,
      status: 'TIDAK_LENGKAP',
    });
  });

  test('a double punch at the door is one punch', () => {
    expect(calculate(['07:55', '07:56:30'])).toMatchObject({ lastOut: undefined, status: 'TIDAK_LENGKAP' });
    expect(calculate(['17:01', '17:15:59'])).toMatchObject({ firstIn: undefined, lastOut: at('17:15:59') });
  });

  test('fifteen minutes apart are two punches', () => {
    expect(calculate(['17:00', '17:15'])).toMatchObject({ firstIn: at('17:00'), lastOut: at('17:15') });
  });
});

describe('a day without punches', () => {
  test.each([
    [{}, 'ALPA'],
    [{ onLeave: true }, 'CUTI'],
    [{ dayOff: true }, 'LIBUR'],
    [{ dayOff: true, onLeave: true }, 'LIBUR'],
  ])('%o is %s', (changed, status) => {
    expect(calculate([], changed)).toMatchObject({ status, minutesWorked: 0, firstIn: undefined });
  });
});

describe('work on a Sunday or holiday', () => {
  test('is overtime from the first minute, and never late', () => {
    expect(calculate(['08:40', '15:00'], { dayOff: true })).toMatchObject({
      minutesWorked: 380 - 60,
      minutesOvertime: 380 - 60,
      minutesLate: 0,
      status: 'LEMBUR_LIBUR',
    });
  });

  test('with only one punch is incomplete', () => {
    expect(calculate(['09:00'], { dayOff: true })).toMatchObject({ minutesLate: 0, status: 'TIDAK_LENGKAP' });
  });
});

describe('which day a punch belongs to', () => {
  test('the window of a day ends where the next one begins, for every group and weekday', () => {
    for (const group of ['PAGI', 'MALAM', 'ROTASI_0', 'ROTASI_1'] as const) {
      for (let day = dateToDay('2026-11-16'); day < dateToDay('2026-12-07'); day++) {
        expect(punchWindow(group, day).closes - 1440).toBe(punchWindow(group, day + 1).opens);
      }
    }
  });

  test('a rotating employee changes shift on Monday', () => {
    const sunday = dateToDay('2026-11-22');
    expect(shiftOf('ROTASI_0', sunday)).not.toBe(shiftOf('ROTASI_0', sunday + 1));
    expect(shiftOf('ROTASI_1', sunday)).toBe(shiftOf('ROTASI_0', sunday + 1));
  });
});
