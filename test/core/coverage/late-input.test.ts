/** Which dates are computed again because input arrived late, and when the database is asked for it. */
import { describe, expect, test } from 'vitest';
import { stateRow } from '../../../src/adapters/table-storage/entities.ts';
import { askFrom, hear } from '../../../src/core/coverage/ask-input.ts';
import { Closing } from '../../../src/core/coverage/closing.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { workOf } from '../../../src/core/coverage/decide-backfill.ts';
import {
  lateAsOf,
  lateDates,
  type LateInput,
  noLateInput,
  pendingDates,
  withoutSeen,
} from '../../../src/core/coverage/late-input.ts';
import { recordTold } from '../../../src/core/coverage/record-told.ts';
import { settledThrough } from '../../../src/core/coverage/missing-dates.ts';
import { initialState, type JobState } from '../../../src/core/job/job-state.ts';
import { recordEnd } from '../../../src/core/job/record-end.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { type AttemptResult, endAttempt } from '../../../src/core/run/end-attempt.ts';
import {
  addDays,
  type EpochMs,
  hours,
  LocalDate,
  minus,
  minutes,
  plus,
  seconds,
} from '../../../src/core/time/time.ts';
import {
  at,
  configWith,
  endContext,
  failureOf,
  runningRun,
  settingsWith,
  snapshotWith,
  waitingRun,
} from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const config = configWith();

/** 13:45 on a Wednesday; the next run computes the 24th and the 25th. */
const now = at('2026-11-25T13:45:00+07:00');
const nextSlot = at('2026-11-25T16:44:00+07:00');
const pending = settingsWith().pending;

/** The 16th and 17th are settled, and the 23rd and 24th; the dates between are missing. */
const coverage = {
  ...coveredDays([], date('2026-11-16'), { zone: config.timeZone, settlesAfterHours: 12 }),
  settled: [range('2026-11-16', '2026-11-17'), range('2026-11-23', '2026-11-24')],
};
const lateOf = (...told: readonly (readonly [string, EpochMs?, number?])[]): LateInput => ({
  dates: Object.fromEntries(told.map(([day, toldAt = now, rows = 1]) => [day, [toldAt, rows] as const])),
});

/** Coverage begins with the 18th, which is missing. */
const covered18 = { ...coverage, since: date('2026-11-18'), settled: [range('2026-11-19', '2026-11-24')] };

const told = (...days: readonly string[]) => days.map((day) => ({ date: date(day), rows: 3 }));

describe('a date that somebody tells of', () => {
  test('is noted when it is settled, or lies before coverage', () => {
    const { late, noted, givenUp } = recordTold(
      { coverage },
      told('2026-11-17', '2026-11-09', '2026-11-24'),
      now,
    );
    expect(noted).toEqual(['2026-11-17', '2026-11-09', '2026-11-24']);
    expect(givenUp).toBe(0);
    expect(lateDates(late)).toEqual([
      { date: '2026-11-09', toldAt: now, rows: 3 },
      { date: '2026-11-17', toldAt: now, rows: 3 },
      { date: '2026-11-24', toldAt: now, rows: 3 },
    ]);
  });

  test('needs nothing when it is missing anyway, is being filled by the day, or has not come', () => {
    const { late, noted } = recordTold({ coverage }, told('2026-11-18', '2026-11-25', '2026-11-26'), now);
    expect(noted).toEqual([]);
    expect(late).toEqual(noLateInput);
    expect(recordTold({ coverage: covered18 }, told('2026-11-18', '2026-11-17'), now).noted).toEqual([
      '2026-11-17',
    ]);
  });

  test('is noted while nobody knows yet what is settled', () => {
    expect(recordTold({}, told('2026-11-18'), now).noted).toEqual(['2026-11-18']);
  });

  test('is listed in the order of the dates, however they were told of', () => {
    const days = ['2026-11-24', '2026-11-09', '2026-11-17'];
    const sorted = days.toSorted();
    expect(Object.keys(recordTold({ coverage }, told(...days), now).late.dates)).toEqual(sorted);
    expect(lateDates(lateOf(...days.map((day) => [day] as const))).map((each) => each.date)).toEqual(sorted);
  });

  test('is noted in a closed period, although nothing computes it there', () => {
    const closing = Closing.parse({ through: '2026-11-19', by: 'ani', byId: 'ani', reason: 'paid', at: now });
    const days = told('2026-11-18', '2026-11-19', '2026-11-20');
    expect(recordTold({ coverage, closing }, days, now).noted).toEqual(['2026-11-18', '2026-11-19']);
    const heard = hear(
      { ...initialState, coverage, closing },
      { kind: 'answered', dates: days },
      { since: now, askedAt: now },
      now,
    );
    expect(heard?.noted).toEqual(['2026-11-18', '2026-11-19']);
  });

  test('is noted while a run that has begun computes it, and not while the run still waits', () => {
    const dates = range('2026-11-18', '2026-11-19');
    const days = told('2026-11-18', '2026-11-20');
    const running = runningRun({ range: dates });
    expect(recordTold({ coverage, active: running }, days, now).noted).toEqual(['2026-11-18']);
    expect(recordTold({ coverage, active: waitingRun({ range: dates }) }, days, now).noted).toEqual([]);
  });

  test('again is known since the last time, with the most rows that were told at once', () => {
    const first = recordTold({ coverage }, [{ date: date('2026-11-17'), rows: 5 }], minus(now, hours(1)));
    const second = recordTold({ coverage, late: first.late }, [{ date: date('2026-11-17') }], now);
    expect(lateDates(second.late)).toEqual([{ date: '2026-11-17', toldAt: now, rows: 5 }]);
    // A clock that is behind takes nothing back.
    expect(
      recordTold({ coverage, late: second.late }, told('2026-11-17'), minus(now, hours(1))).late,
    ).toEqual(second.late);
  });

  test('beyond the newest 400 is given up, and the state row has room for those', () => {
    const days = Array.from({ length: 410 }, (_, index) => ({
      date: addDays(date('2025-01-01'), index),
      rows: 300,
    }));
    const { late, givenUp } = recordTold({ coverage }, days.toReversed(), now);
    expect(givenUp).toBe(10);
    expect(lateDates(late)).toHaveLength(400);
    expect(lateDates(late)[0]?.date).toBe('2025-01-11');
    const { document } = stateRow({ ...initialState, coverage, late });
    expect(JSON.parse(document)).toEqual({ ...initialState, coverage, late });
  });
});

describe('a success', () => {
  const computed = { ...range('2026-11-17', '2026-11-18'), runId: 'r', at: plus(now, minutes(30)) };

  test('that began after a date was told of has seen its rows', () => {
    const rest = [['2026-11-16'], ['2026-11-18', plus(now, hours(1)), 7], ['2026-11-19']] as const;
    expect(withoutSeen(lateOf(...rest, ['2026-11-17']), computed)).toEqual(lateOf(...rest));
    const late = lateOf(['2026-11-17']);
    expect(withoutSeen({ ...late, askedAt: now }, computed).askedAt).toBe(now);
  });

  test('that began at that very instant has perhaps not', () => {
    const late = lateOf(['2026-11-17', computed.at]);
    expect(withoutSeen(late, computed)).toBe(late);
  });

  test.each([0, 90])('of the run during which it was told has not, with a clock %i s ahead', (ahead) => {
    const dates = range('2026-11-16', '2026-11-17');
    const active = runningRun({ range: dates, createdAt: plus(now, seconds(ahead)) });
    const { late } = recordTold({ coverage, active }, [{ date: date('2026-11-17') }], now);
    const seen = { ...dates, at: active.state.attempt.startedAt, runId: active.id };
    expect(lateDates(withoutSeen(late, seen))).toHaveLength(1);
    // Of a date that it does not compute, it tells nothing.
    expect(recordTold({ coverage, active }, told('2026-11-24'), now).late).toEqual(
      lateOf(['2026-11-24', now, 3]),
    );
    // The next one has.
    expect(lateDates(withoutSeen(late, { ...seen, at: plus(seen.at, seconds(60)) }))).toEqual([]);
  });

  test('takes what it has seen out of the state row as it ends, and a failure does not', () => {
    const begun = runningRun({ range: range('2026-11-17', '2026-11-18'), createdAt: now });
    const endedAt = plus(now, minutes(5));
    const late = lateOf(['2026-11-17', minus(now, seconds(1))]);
    const after = (result: AttemptResult) =>
      recordEnd(config, { ...initialState, coverage, late }, endAttempt(begun, result, endContext(endedAt)))
        .late;
    const failure: AttemptResult = { kind: 'failed', rowsAffected: 0, failure: failureOf('data') };
    expect(after(failure)).toEqual(late);
    expect(after({ kind: 'succeeded', rowsAffected: 7, returnValue: 0 })).toEqual(noLateInput);
  });
});

describe('backfill', () => {
  const quiet = minus(now, minutes(30));
  const work = (state: Partial<JobState>, instant = now) =>
    workOf(snapshotWith({ config, state: { coverage, ...state } }), nextSlot, instant, { pending }).missing;
  const gaps = range('2026-11-18', '2026-11-22');

  test('computes a late date once nothing more has arrived for it for PENDING_QUIET_MINUTES', () => {
    expect(work({ late: lateOf(['2026-11-09', quiet]) })).toEqual([range('2026-11-09', '2026-11-09'), gaps]);
    expect(work({ late: lateOf(['2026-11-09', plus(quiet, seconds(1))]) })).toEqual([gaps]);
    expect(work({ late: lateOf(['2026-11-09', plus(quiet, seconds(1))]) }, plus(now, seconds(1)))).toEqual([
      range('2026-11-09', '2026-11-09'),
      gaps,
    ]);
  });

  test('takes it together with what is missing beside it', () => {
    expect(work({ late: lateOf(['2026-11-17', quiet]) })).toEqual([range('2026-11-17', '2026-11-22')]);
  });

  test('leaves a date of the usual range to the next run', () => {
    const late = lateOf(['2026-11-24', quiet], ['2026-11-23', quiet]);
    expect(work({ late })).toEqual([range('2026-11-18', '2026-11-23')]);
    expect(pendingDates(late, date('2026-11-24')).map((each) => each.date)).toEqual(['2026-11-23']);
  });

  test('leaves dates to the run that comes next, which may be one of the next day or none', () => {
    const late = lateOf(['2026-11-24', quiet]);
    const complete = { ...coverage, settled: [range('2026-11-16', '2026-11-24')] };
    const rows = snapshotWith({ config, state: { coverage: complete, late } });
    const before = (slot: EpochMs | undefined) => workOf(rows, slot, now, { pending }).missing;
    expect(before(nextSlot)).toEqual([]);
    expect(before(undefined)).toEqual([]);
    expect(before(plus(nextSlot, hours(24)))).toEqual([range('2026-11-24', '2026-11-24')]);
  });

  test('computes nothing of a closed period, where it is shown all the same', () => {
    const closing: Closing = { through: date('2026-11-17'), by: 'siti', byId: 'id', reason: 'paid', at: now };
    const late = lateOf(['2026-11-17', quiet]);
    expect(work({ late, closing })).toEqual([gaps]);
    expect(pendingDates(late, date('2026-11-24'))).toHaveLength(1);
  });

  test('of a plan for what is missing computes it without waiting', () => {
    const plan = {
      id: 'p',
      awal: date('2026-11-16'),
      akhir: date('2026-11-17'),
      dates: 'missing',
      reason: 'asked',
      by: 'siti',
      byId: 'id',
      at: now,
      next: date('2026-11-16'),
      computed: 0,
    } as const;
    const state = { late: lateOf(['2026-11-17']), backfill: { failures: 0, plan } };
    expect(work(state)).toEqual([range('2026-11-17', '2026-11-17')]);
  });

  test('and nothing is complete beyond a date with late input', () => {
    const complete = { ...coverage, settled: [range('2026-11-16', '2026-11-24')] };
    expect(settledThrough({ coverage: complete }, now)).toBe('2026-11-24');
    expect(settledThrough({ coverage: complete, late: lateOf(['2026-11-20']) }, now)).toBe('2026-11-19');
  });
});

test('an instant that lies ahead of a clock that went back is now', () => {
  const ahead = plus(now, hours(2));
  const late = {
    ...lateOf(['2026-11-17', ahead, 4], ['2026-11-16', minus(now, hours(1)), 2]),
    askedAt: ahead,
  };
  expect(lateAsOf({ ...late, problem: { message: 'x', since: ahead } }, now)).toEqual({
    ...lateOf(['2026-11-17', now, 4], ['2026-11-16', minus(now, hours(1)), 2]),
    askedAt: now,
    problem: { message: 'x', since: now },
  });
});

test('a date told of during a run is not forgotten at its end because the clock was put back meanwhile', () => {
  // By a clock that was two hours ahead.
  const startedAt = plus(now, hours(2));
  const run = runningRun({ createdAt: startedAt, range: range('2026-11-24', '2026-11-25') });
  const { late } = recordTold({ coverage, active: run }, told('2026-11-24'), now);
  const back = lateAsOf(late, plus(now, minutes(1)), run);
  const endedAt = plus(now, minutes(5));
  const ended = endAttempt(run, { kind: 'succeeded', rowsAffected: 7, returnValue: 0 }, endContext(endedAt));
  const after = recordEnd(config, { ...initialState, coverage, active: run, late: back }, ended);
  expect(lateDates(after.late)).toEqual([{ date: '2026-11-24', toldAt: endedAt, rows: 3 }]);
});

const from = (state: Partial<JobState>, instant = now, change = {}) =>
  askFrom(snapshotWith({ config: configWith(change), state: { coverage, ...state } }), pending, instant);

describe('the database is asked', () => {
  test('the first time from now on', () => {
    expect(from({})).toBe(now);
  });

  test('again after PENDING_EVERY_MINUTES, from some time before the last question on', () => {
    const late = { ...noLateInput, askedAt: minus(now, minutes(5)) };
    expect(from({ late })).toBe(minus(now, minutes(15)));
    expect(from({ late }, minus(now, seconds(1)))).toBeUndefined();
    expect(from({ late: { ...noLateInput, askedAt: now } })).toBeUndefined();
  });

  test('from so little before that what is told again has not been computed meanwhile', () => {
    const rows = snapshotWith({
      config,
      state: { coverage, late: { ...noLateInput, askedAt: minus(now, minutes(5)) } },
    });
    expect(askFrom(rows, { ...pending, quiet: minutes(15) }, now)).toBe(minus(now, minutes(10)));
    expect(askFrom(rows, { ...pending, quiet: minutes(90) }, now)).toBe(minus(now, minutes(15)));
  });

  test('also where the last question lies ahead, under a clock that was set', () => {
    expect(from({ late: { ...noLateInput, askedAt: plus(now, hours(1)) } })).toBe(minus(now, minutes(10)));
  });

  test('not while the answer could change nothing: during a run, a pause, or before coverage is known', () => {
    expect(from({ active: waitingRun() })).toBeUndefined();
    expect(from({}, now, { pause: { by: 'siti', reason: 'x', since: now } })).toBeUndefined();
    expect(askFrom(snapshotWith({ config }), pending, now)).toBeUndefined();
  });
});

const question = { since: minus(now, minutes(15)), askedAt: now };
const failed = (message: string) => ({ kind: 'failed', message }) as const;

describe('what was heard', () => {
  const state = { ...initialState, coverage };

  test('of a failure is written when it begins and when it becomes another one, and not each time', () => {
    const first = hear(state, failed('no answer'), question, now);
    expect(first).toEqual({
      change: 'failed',
      late: { dates: {}, problem: { message: 'no answer', since: now } },
      noted: [],
      givenUp: 0,
    });
    const after = { ...state, late: first?.late ?? noLateInput };
    expect(hear(after, failed('no answer'), question, plus(now, minutes(5)))).toBeUndefined();
    expect(hear(after, failed('missing'), question, plus(now, minutes(5)))).toMatchObject({
      change: 'failed',
      late: { problem: { message: 'missing', since: now } },
    });
    expect(first?.late.askedAt).toBeUndefined();
    const askedAt = minus(now, minutes(40));
    const known = { ...state, late: { ...noLateInput, askedAt } };
    expect(hear(known, failed('no answer'), question, now)?.late.askedAt).toBe(askedAt);
  });

  test('of an answer ends the failure, and moves the instant from which it is asked', () => {
    const late = { ...noLateInput, problem: { message: 'no answer', since: now } };
    const answered = hear(
      { ...state, late },
      { kind: 'answered', dates: [] },
      question,
      plus(now, seconds(3)),
    );
    expect(answered).toEqual({
      late: { dates: {}, askedAt: now },
      noted: [],
      givenUp: 0,
      change: 'recovered',
    });
    expect(hear(state, { kind: 'answered', dates: [] }, question, now)).toMatchObject({ change: undefined });
  });

  test('of a date is told at the end of the question, because rows may have arrived during it', () => {
    const dates = [{ date: date('2026-11-17'), rows: 2 }];
    const { late } = hear(state, { kind: 'answered', dates }, question, plus(now, seconds(3))) ?? {
      late: noLateInput,
    };
    expect(lateDates(late)).toEqual([{ date: '2026-11-17', toldAt: plus(now, seconds(3)), rows: 2 }]);
  });

  test('of the later of two first questions leaves the instant of the earlier one, to which it does not reach back', () => {
    const late = { ...noLateInput, askedAt: minus(now, minutes(9)) };
    const first = { since: now, askedAt: now };
    const answer = { kind: 'answered', dates: [] } as const;
    expect(hear({ ...state, late }, answer, first, now)?.late.askedAt).toBe(late.askedAt);
    expect(hear({ ...state, late }, answer, question, now)?.late.askedAt).toBe(now);
  });
});
