/** New Year, a leap day, another time zone, and ranges of one date and of 32: ledger, missing dates, chunks, closing. */
import { describe, expect, test } from 'vitest';
import { type Closing, openPart } from '../../../src/core/coverage/closing.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { decideBackfill, workOf } from '../../../src/core/coverage/decide-backfill.ts';
import { decideClosing } from '../../../src/core/coverage/decide-closing.ts';
import { byMonth, type Computed, monthsAfter } from '../../../src/core/coverage/ledger.ts';
import { settledThrough } from '../../../src/core/coverage/missing-dates.ts';
import { decide } from '../../../src/core/job/decide.ts';
import { DateRange, daysBackFrom } from '../../../src/core/run/date-range.ts';
import {
  addDays,
  epochMsToLocalDate,
  hours,
  LocalDate,
  minus,
  minutes,
  type TimeZone,
} from '../../../src/core/time/time.ts';
import {
  at,
  berlin,
  configWith,
  jakarta,
  runIdOf,
  settingsWith,
  snapshotWith,
} from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const computed = (number: number, awal: string, akhir: string, begun: string): Computed => ({
  ...range(awal, akhir),
  at: at(begun),
  runId: runIdOf(number),
});
/** What the ledger has of a run from 28 February to 1 March. */
function aroundLeapDay(year: number): readonly Computed[] {
  const run = computed(1, `${year}-02-28`, `${year}-03-01`, `${year}-03-03T07:00:00+07:00`);
  return monthsAfter([], run).flatMap((each) => each.computed);
}
const signed = { by: 'budi', byId: 'id-budi', reason: 'paid', at: at('2026-11-02T09:00:00+07:00') };
const closedOn = (through: string): Closing => ({ ...signed, through: date(through) });

interface Given {
  readonly since: string;
  readonly settled: readonly DateRange[];
  readonly daysBack?: number;
  readonly zone?: TimeZone;
  readonly closing?: Closing;
}

/** A run of the schedule has just ended; the next one follows in three hours. */
function backfillAt(instant: string, { since, settled, daysBack = 1, zone = jakarta, ...more }: Given) {
  const now = at(instant);
  const using = settingsWith();
  const config = configWith({ daysBack, timeZone: zone, notBefore: at(`${since}T00:00:00+07:00`) });
  const none = coveredDays([], date(since), { zone, settlesAfterHours: 12 });
  const coverage = { ...none, settled };
  const snapshot = snapshotWith({ config, state: { coverage, lastEnd: minus(now, minutes(1)), ...more } });
  const waiting = decide(snapshot, now, using.startDelay);
  if (waiting.kind !== 'wait') throw new Error(`expected to wait, got ${waiting.kind}`);
  const work = workOf(snapshot, waiting.until, now, using);
  const decided = decideBackfill(snapshot, work, waiting, minutes(1), now, using);
  return {
    missing: work.missing,
    chunk: decided.kind === 'start' ? decided.chunk : decided.kind,
    through: settledThrough({ coverage, ...more }, now),
  };
}

describe('around New Year', () => {
  const given: Given = {
    since: '2026-12-20',
    settled: [range('2026-12-20', '2026-12-30'), range('2027-01-02', '2027-01-04')],
  };

  test('a run changes the months of both years, and keeps what others computed in them', () => {
    const before = byMonth([
      computed(1, '2026-12-30', '2026-12-31', '2026-12-31T23:00:00+07:00'),
      computed(2, '2027-01-02', '2027-01-03', '2027-01-03T23:00:00+07:00'),
    ]);
    const after = monthsAfter(before, computed(3, '2026-12-31', '2027-01-02', '2027-01-05T07:00:00+07:00'));
    expect(
      after.map(({ month, computed: dates }) => [
        month,
        ...dates.map(({ awal, akhir, runId }) => `${awal} ${akhir} ${runId.slice(-1)}`),
      ]),
    ).toEqual([
      ['2026-12', '2026-12-30 2026-12-30 1', '2026-12-31 2026-12-31 3'],
      ['2027-01', '2027-01-01 2027-01-02 3', '2027-01-03 2027-01-03 2'],
    ]);
  });

  test('the last day of a year and the first of the next are missing together, and are one chunk', () => {
    const missing = range('2026-12-31', '2027-01-01');
    expect(backfillAt('2027-01-05T13:00:00+07:00', given)).toEqual({
      missing: [missing],
      chunk: missing,
      through: '2026-12-30',
    });
  });

  test('a year that is closed leaves the first day of the next', () => {
    const closing = closedOn('2026-12-31');
    expect(backfillAt('2027-01-05T13:00:00+07:00', { ...given, closing })).toEqual({
      missing: [range('2027-01-01', '2027-01-01')],
      chunk: range('2027-01-01', '2027-01-01'),
      through: '2026-12-31',
    });
  });
});

describe('a leap day', () => {
  const leapYear: Given = {
    since: '2028-02-20',
    settled: [range('2028-02-20', '2028-02-28'), range('2028-03-02', '2028-03-04')],
  };

  test('is a date of the ledger in a year that has one, and of no other', () => {
    expect(aroundLeapDay(2028)).toMatchObject([
      range('2028-02-28', '2028-02-29'),
      range('2028-03-01', '2028-03-01'),
    ]);
    expect(aroundLeapDay(2027)).toMatchObject([
      range('2027-02-28', '2027-02-28'),
      range('2027-03-01', '2027-03-01'),
    ]);
  });

  test('is missing, and is computed in one chunk with the first of March', () => {
    expect(backfillAt('2028-03-05T13:00:00+07:00', leapYear)).toEqual({
      missing: [range('2028-02-29', '2028-03-01')],
      chunk: range('2028-02-29', '2028-03-01'),
      through: '2028-02-28',
    });
    const settled = [range('2027-02-20', '2027-02-28'), range('2027-03-01', '2027-03-04')];
    const other = backfillAt('2027-03-05T13:00:00+07:00', { since: '2027-02-20', settled });
    expect(other).toEqual({ missing: [], chunk: 'nothing', through: '2027-03-04' });
  });

  test('belongs to a February that is closed', () => {
    const closing = closedOn('2028-02-29');
    const { missing } = backfillAt('2028-03-05T13:00:00+07:00', { ...leapYear, closing });
    expect(missing).toEqual([range('2028-03-01', '2028-03-01')]);
  });
});

describe('with 0 days back', () => {
  const given: Given = { since: '2026-11-16', settled: [range('2026-11-16', '2026-11-17')], daysBack: 0 };

  test('yesterday is missing when its input has come, and chunks are of one date', () => {
    expect(backfillAt('2026-11-25T13:00:00+07:00', given)).toMatchObject({
      missing: [range('2026-11-18', '2026-11-24')],
      chunk: range('2026-11-18', '2026-11-18'),
    });
    expect(backfillAt('2026-11-25T11:00:00+07:00', given).missing).toEqual([
      range('2026-11-18', '2026-11-23'),
    ]);
  });

  test('a run has one date, which a closed period takes or leaves', () => {
    const today = range('2026-11-25', '2026-11-25');
    expect(openPart(today, closedOn('2026-11-24'), today24)).toEqual(today);
    expect(openPart(today, closedOn('2026-11-25'), today24)).toBeUndefined();
  });

  test('a day is settled by no run of the schedule, because each begins before the day is over', () => {
    const runs = [24, 25, 26].map((day) =>
      computed(day, `2026-11-${day}`, `2026-11-${day}`, `2026-11-${day}T23:59:00+07:00`),
    );
    const { settled, open } = coveredDays(runs, date('2026-11-24'), { zone: jakarta, settlesAfterHours: 0 });
    expect([settled, open]).toEqual([[], runs]);
  });
});

const today24 = at('2026-11-24T13:00:00+07:00');

describe('with 31 days back', () => {
  test('chunks are of 32 dates, and only older dates are missing', () => {
    const given: Given = { since: '2026-01-01', settled: [range('2026-01-01', '2026-01-30')], daysBack: 31 };
    const { missing, chunk } = backfillAt('2026-11-25T13:00:00+07:00', given);
    expect(daysBackFrom(at('2026-11-25T16:00:00+07:00'), configWith({ daysBack: 31 }))).toBe('2026-10-25');
    expect(missing).toEqual([range('2026-01-31', '2026-10-24')]);
    expect(chunk).toEqual(range('2026-01-31', '2026-03-03'));
  });

  test('a run changes two months, and settles all of its dates whose input has come', () => {
    const run = computed(1, '2026-10-25', '2026-11-25', '2026-11-25T13:00:00+07:00');
    expect(monthsAfter([], run).map(({ month }) => month)).toEqual(['2026-10', '2026-11']);
    const { settled, open } = coveredDays([run], date('2026-10-25'), {
      zone: jakarta,
      settlesAfterHours: 12,
    });
    expect(settled).toEqual([range('2026-10-25', '2026-11-24')]);
    expect(open).toEqual([{ ...run, ...range('2026-11-25', '2026-11-25') }]);
  });

  test('a run over a closed month begins with the next one', () => {
    const run = range('2026-10-25', '2026-11-25');
    expect(openPart(run, closedOn('2026-10-31'), today24)).toEqual(range('2026-11-01', '2026-11-25'));
  });
});

describe('when the time zone of the schedule changes', () => {
  /** Noon of the 25th in Jakarta; 06:00 in Berlin, where the input of the 24th can still come. */
  const noon = '2026-11-25T12:00:00+07:00';
  const ledger = [computed(1, '2026-11-16', '2026-11-24', noon)];
  const under = (zone: TimeZone) => coveredDays(ledger, date('2026-11-16'), { zone, settlesAfterHours: 12 });

  test('the ledger stays, and what it settles follows the new zone', () => {
    expect(under(jakarta)).toMatchObject({ settled: [range('2026-11-16', '2026-11-24')], open: [] });
    expect(under(berlin)).toMatchObject({
      settled: [range('2026-11-16', '2026-11-23')],
      open: [{ ...range('2026-11-24', '2026-11-24'), at: at(noon) }],
    });
  });

  test('a date is missing when it can be settled by the clocks of the new one', () => {
    const given = { since: '2026-11-16', settled: [range('2026-11-16', '2026-11-23')], daysBack: 0 };
    const missing = (instant: string, zone: TimeZone) => backfillAt(instant, { ...given, zone }).missing;
    expect(missing(noon, jakarta)).toEqual([range('2026-11-24', '2026-11-24')]);
    expect(missing(noon, berlin)).toEqual([]);
    expect(missing('2026-11-25T12:00:00+01:00', berlin)).toEqual([range('2026-11-24', '2026-11-24')]);
  });

  test('a chunk ends before the range of the next run, which follows the new calendar', () => {
    // At 01:00 on the 26th in Jakarta it is 19:00 on the 25th in Berlin, and the next run is still one of the 25th.
    const given = { since: '2026-11-16', settled: [range('2026-11-16', '2026-11-22')] };
    const chunk = (zone: TimeZone) => backfillAt('2026-11-26T01:00:00+07:00', { ...given, zone }).chunk;
    expect(chunk(jakarta)).toEqual(range('2026-11-23', '2026-11-24'));
    expect(chunk(berlin)).toEqual(range('2026-11-23', '2026-11-23'));
  });

  test('a period may be closed through yesterday by the new calendar', () => {
    const midnight = at('2026-11-26T01:00:00+07:00');
    const coverage = { ...under(jakarta), settled: [range('2026-11-16', '2026-11-25')] };
    const close = (zone: TimeZone) => {
      const rows = snapshotWith({ config: configWith({ timeZone: zone }), state: { coverage } });
      const request = { through: date('2026-11-25'), reason: 'paid' };
      return decideClosing(rows, { id: 'id-siti', name: 'siti' }, request, midnight, undefined);
    };
    expect(epochMsToLocalDate(midnight, berlin)).toBe('2026-11-25');
    expect(close(jakarta)).toMatchObject({ kind: 'decided', changed: true });
    expect(close(berlin)).toMatchObject({ kind: 'refused', field: 'through' });
  });
});

test('dates over a change of the clocks are those of the calendar, none twice and none left out', () => {
  // In Berlin the night of 25 October 2026 has 25 hours, that of 29 March 2026 has 23.
  for (const day of ['2026-10-25', '2026-03-29']) {
    const noon = at(`${addDays(date(day), 1)}T12:00:00${day === '2026-10-25' ? '+01:00' : '+02:00'}`);
    const terms = { zone: berlin, settlesAfterHours: 12 };
    const settledAt = (begun: typeof noon) =>
      coveredDays([{ ...range(day, day), at: begun, runId: runIdOf(1) }], date(day), terms).settled;
    expect(settledAt(noon)).toEqual([range(day, day)]);
    expect(settledAt(minus(noon, hours(0.01)))).toEqual([]);
  }
});
