/** Slots on the days on which clocks change, written out by hand. Local times are the wall clock's. */
import { describe, expect, test } from 'vitest';
import { LocalTime } from '../../../src/core/schedule/document/names.ts';
import type { Plan } from '../../../src/core/schedule/document/schedule-document.ts';
import { dueSlots, nextSlot } from '../../../src/core/schedule/timeline/next-slot.ts';
import { epochMs, epochMsToIso, isoToEpochMs, LocalDate, TimeZone } from '../../../src/core/time/time.ts';
import { cron, fixedRate } from '../../support/core-samples.ts';

/** All slots from one instant to another, with the offset of the zone. */
function slots(zone: string, schedule: Plan['schedule'], from: string, to: string, more: Partial<Plan> = {}) {
  const plan: Plan = { schedule, timeZone: TimeZone.parse(zone), ...more };
  const found: string[] = [];
  let history = { notBefore: isoToEpochMs(from) };
  for (;;) {
    const slot = nextSlot(plan, history);
    if (slot === undefined || slot.at > isoToEpochMs(to)) break;
    found.push(epochMsToIso(slot.at, plan.timeZone).replace(':00.000', ''));
    history = { notBefore: epochMs(slot.at + 1) };
  }
  const due = dueSlots(plan, { notBefore: isoToEpochMs(from) }, isoToEpochMs(to));
  expect(due === undefined ? 0 : due.missed + 1).toBe(found.length);
  return found;
}

const longAgo = isoToEpochMs('2026-01-01T00:00:00Z');
const window = (from: string, to: string) => ({ from: LocalTime.parse(from), to: LocalTime.parse(to) });

describe('Asia/Jakarta, whose clocks never change', () => {
  test('a night at half past two is one slot a day', () => {
    const found = slots(
      'Asia/Jakarta',
      cron('30 2 * * *'),
      '2026-03-28T00:00:00+07:00',
      '2026-03-30T23:00:00+07:00',
    );
    expect(found).toEqual(['2026-03-28T02:30+07:00', '2026-03-29T02:30+07:00', '2026-03-30T02:30+07:00']);
  });
});

const spring = (schedule: Plan['schedule'], more?: Partial<Plan>) =>
  slots('Europe/Berlin', schedule, '2026-03-29T00:00:00+01:00', '2026-03-29T06:00:00+02:00', more);
const autumn = (schedule: Plan['schedule'], more?: Partial<Plan>) =>
  slots('Europe/Berlin', schedule, '2026-10-25T00:00:00+02:00', '2026-10-25T06:00:00+01:00', more);

describe('Europe/Berlin', () => {
  test('a time that is skipped comes right after the gap', () => {
    expect(spring(cron('30 2 * * *'))).toEqual(['2026-03-29T03:00+02:00']);
  });

  test('times that are skipped are one slot, also together with one after the gap', () => {
    expect(spring(cron('*/20 1-3 * * *'))).toEqual([
      '2026-03-29T01:00+01:00',
      '2026-03-29T01:20+01:00',
      '2026-03-29T01:40+01:00',
      '2026-03-29T03:00+02:00',
      '2026-03-29T03:20+02:00',
      '2026-03-29T03:40+02:00',
    ]);
  });

  test('a time that comes twice is one slot, the first time', () => {
    expect(autumn(cron('30 2 * * *'))).toEqual(['2026-10-25T02:30+02:00']);
    expect(autumn(cron('0,30 1-3 * * *'))).toEqual([
      '2026-10-25T01:00+02:00',
      '2026-10-25T01:30+02:00',
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:30+02:00',
      '2026-10-25T03:00+01:00',
      '2026-10-25T03:30+01:00',
    ]);
  });

  test('a fixed rate counts elapsed time: the hour that comes twice has both of its slots', () => {
    const anchor = isoToEpochMs('2026-10-25T00:00:00+02:00');
    expect(autumn(fixedRate(1, anchor))).toEqual([
      '2026-10-25T00:00+02:00',
      '2026-10-25T01:00+02:00',
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:00+01:00',
      '2026-10-25T03:00+01:00',
      '2026-10-25T04:00+01:00',
      '2026-10-25T05:00+01:00',
      '2026-10-25T06:00+01:00',
    ]);
  });

  test('a paused window holds both passes through the hour that comes twice', () => {
    const anchor = isoToEpochMs('2026-10-25T00:00:00+02:00');
    const profiles = [
      { name: 'backup', window: window('02:00', '03:00'), rule: { kind: 'paused' as const } },
    ];
    expect(autumn(fixedRate(1, anchor), { profiles })).toEqual([
      '2026-10-25T00:00+02:00',
      '2026-10-25T01:00+02:00',
      '2026-10-25T03:00+01:00',
      '2026-10-25T04:00+01:00',
      '2026-10-25T05:00+01:00',
      '2026-10-25T06:00+01:00',
    ]);
  });

  test('a window within that hour comes twice, and between the two its rule is not in force', () => {
    const anchor = isoToEpochMs('2026-10-25T01:30:00+02:00');
    const profiles = [
      { name: 'backup', window: window('02:00', '02:30'), rule: { kind: 'paused' as const } },
    ];
    const found = autumn(fixedRate(0.5, anchor), { profiles });
    expect(found.slice(3, 7)).toEqual([
      '2026-10-25T01:30+02:00',
      '2026-10-25T02:30+02:00',
      '2026-10-25T02:30+01:00',
      '2026-10-25T03:00+01:00',
    ]);
  });

  test('a time that is skipped comes only by the rule to which it belongs', () => {
    const noon = { name: 'noon', window: window('12:00', '14:00'), rule: cron('30 2,12 * * *') };
    expect(spring(cron('0 5 * * *'), { profiles: [noon] })).toEqual(['2026-03-29T05:00+02:00']);
  });

  test('a slot is not lost when its window ends with the gap, or is all of it', () => {
    const night = { name: 'night', window: window('22:00', '03:00'), rule: cron('30 2 * * *') };
    expect(spring({ kind: 'paused' }, { profiles: [night] })).toEqual([]);
    const day = { name: 'day', window: window('04:00', '22:00'), rule: cron('0 12 * * *') };
    expect(spring({ kind: 'paused' }, { profiles: [night, day] })).toEqual(['2026-03-29T04:00+02:00']);
    const inGap = { name: 'in the gap', window: window('02:00', '03:00'), rule: cron('30 2 * * *') };
    expect(spring(cron('0 23 * * *'), { profiles: [inGap] })).toEqual(['2026-03-29T03:00+02:00']);
  });

  test('a day without a window has 23 and 25 hours', () => {
    const sunday = { name: 'sunday', weekdays: ['sun' as const], rule: fixedRate(0.5, longAgo) };
    const count = (from: string, to: string) =>
      slots('Europe/Berlin', { kind: 'paused' }, from, to, { profiles: [sunday] }).length;
    expect(count('2026-03-28T00:00:00+01:00', '2026-03-30T23:00:00+02:00')).toBe(46);
    expect(count('2026-10-24T00:00:00+02:00', '2026-10-26T23:00:00+01:00')).toBe(50);
  });
});

describe('America/New_York', () => {
  test('a time that is skipped comes right after the gap, one that comes twice the first time', () => {
    const rule = cron('15 2 * * *');
    expect(slots('America/New_York', rule, '2026-03-08T00:00:00-05:00', '2026-03-08T12:00:00-04:00')).toEqual(
      ['2026-03-08T03:00-04:00'],
    );
    expect(
      slots('America/New_York', cron('15 1 * * *'), '2026-11-01T00:00:00-04:00', '2026-11-01T12:00:00-05:00'),
    ).toEqual(['2026-11-01T01:15-04:00']);
  });
});

describe('America/St_Johns, whose clocks went back from one minute past midnight until 2011', () => {
  test('midnight is one slot, the first time, also for whoever asks in the minute after it', () => {
    const midnight = '2010-11-07T00:00:00-02:30';
    const found = ['2010-11-07T00:00-02:30'];
    expect(slots('America/St_Johns', cron('0 0 * * *'), midnight, '2010-11-06T23:01:00-03:30')).toEqual(
      found,
    );
    expect(slots('America/St_Johns', cron('0 0 * * *'), midnight, '2010-11-07T12:00:00-03:30')).toEqual(
      found,
    );
  });
});

describe('Australia/Lord_Howe, whose clocks change by half an hour', () => {
  test('the half hour that is skipped, and the one that comes twice', () => {
    const quarters = cron('*/15 1-2 * * *');
    expect(
      slots('Australia/Lord_Howe', quarters, '2026-10-04T01:30:00+10:30', '2026-10-04T04:00:00+11:00'),
    ).toEqual([
      '2026-10-04T01:30+10:30',
      '2026-10-04T01:45+10:30',
      '2026-10-04T02:30+11:00',
      '2026-10-04T02:45+11:00',
    ]);
    expect(
      slots('Australia/Lord_Howe', quarters, '2026-04-05T01:15:00+11:00', '2026-04-05T03:00:00+10:30'),
    ).toEqual([
      '2026-04-05T01:15+11:00',
      '2026-04-05T01:30+11:00',
      '2026-04-05T01:45+11:00',
      '2026-04-05T02:00+10:30',
      '2026-04-05T02:15+10:30',
      '2026-04-05T02:30+10:30',
      '2026-04-05T02:45+10:30',
    ]);
  });
});

describe('Africa/Casablanca, whose clocks go back for Ramadan', () => {
  test('an hour comes twice in February 2026 and is skipped in March', () => {
    const rule = cron('30 2 * * *');
    expect(slots('Africa/Casablanca', rule, '2026-02-14T00:00:00+01:00', '2026-02-16T00:00:00Z')).toEqual([
      '2026-02-14T02:30+01:00',
      '2026-02-15T02:30+01:00',
    ]);
    expect(slots('Africa/Casablanca', rule, '2026-03-21T00:00:00Z', '2026-03-23T00:00:00+01:00')).toEqual([
      '2026-03-21T02:30+00:00',
      '2026-03-22T03:00+01:00',
    ]);
  });
});

describe('Pacific/Apia, where the 30th of December 2011 does not exist', () => {
  const days = ['2011-12-29T00:00:00-10:00', '2012-01-01T00:00:00+14:00'] as const;

  test('its slot comes with the next day', () => {
    expect(slots('Pacific/Apia', cron('0 7 * * *'), ...days)).toEqual([
      '2011-12-29T07:00-10:00',
      '2011-12-31T00:00+14:00',
      '2011-12-31T07:00+14:00',
    ]);
  });

  test('and is one with a slot of that day at midnight', () => {
    expect(slots('Pacific/Apia', cron('0 0 * * *'), ...days)).toEqual([
      '2011-12-29T00:00-10:00',
      '2011-12-31T00:00+14:00',
      '2012-01-01T00:00+14:00',
    ]);
    const midnight = '2011-12-31T00:00:00+14:00';
    expect(slots('Pacific/Apia', cron('0 7 * * *'), midnight, midnight)).toEqual(['2011-12-31T00:00+14:00']);
  });

  test('and so does that of a profile that is over then, also for whoever asks at that very instant', () => {
    const thursday = { name: 'thursday', weekdays: ['thu' as const], window: window('06:30', '02:30') };
    const profiles = [{ ...thursday, rule: cron('0 2 * * *') }];
    const midnight = '2011-12-31T00:00:00+14:00';
    expect(slots('Pacific/Apia', cron('0 12 * * *'), midnight, days[1], { profiles })).toEqual([
      '2011-12-31T00:00+14:00',
      '2011-12-31T12:00+14:00',
    ]);
  });

  test('and so does that of a profile for this day alone', () => {
    const payday = LocalDate.parse('2011-12-30');
    const profiles = [{ name: 'payday', dates: [{ from: payday, to: payday }], rule: cron('0 7 * * *') }];
    expect(slots('Pacific/Apia', cron('0 12 * * *'), ...days, { profiles })).toEqual([
      '2011-12-29T12:00-10:00',
      '2011-12-31T00:00+14:00',
      '2011-12-31T12:00+14:00',
    ]);
  });
});

test('a blackout of days holds while the clocks show them again, after they have gone back past midnight', () => {
  const day = LocalDate.parse('2010-11-06');
  const blackouts = [{ time: { dates: { from: day, to: day } }, label: 'closing', by: 'siti', at: longAgo }];
  const closed = { name: 'first hour', window: window('00:00', '01:00'), rule: { kind: 'paused' as const } };
  // At 00:01 of the 7th it is 23:01 of the 6th again.
  const found = slots(
    'America/St_Johns',
    cron('0 * * * *'),
    '2010-11-06T21:00:00-02:30',
    '2010-11-07T02:30:00-03:30',
    { blackouts, profiles: [closed] },
  );
  expect(found).toEqual(['2010-11-07T01:00-03:30', '2010-11-07T02:00-03:30']);
});
