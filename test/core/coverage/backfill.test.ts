/** Which dates are missing, when a chunk of them begins, and what its end changes. */
import { describe, expect, test } from 'vitest';
import { type Backfill, chunkBegins, chunkEnded, isStopped } from '../../../src/core/coverage/backfill.ts';
import type { Closing } from '../../../src/core/coverage/closing.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { decideBackfill, workOf } from '../../../src/core/coverage/decide-backfill.ts';
import { settledThrough } from '../../../src/core/coverage/missing-dates.ts';
import { decide } from '../../../src/core/job/decide.ts';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { initialState, type JobState, recordRun } from '../../../src/core/job/job-state.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import type { FinishedRun, RunOutcome } from '../../../src/core/run/run.ts';
import { markProcessLost } from '../../../src/core/run/reconciliation.ts';
import { beginAttempt, finish } from '../../../src/core/run/start-and-finish.ts';
import { closeAttempt } from '../../../src/core/run/settle.ts';
import {
  type DurationMs,
  type EpochMs,
  hours,
  LocalDate,
  milliseconds,
  minus,
  minutes,
  plus,
} from '../../../src/core/time/time.ts';
import {
  at,
  configWith,
  failureOf,
  fixedRate,
  runIdOf,
  settingsWith,
  snapshotWith,
  waitingRun,
} from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const zone = configWith().timeZone;

/** 13:45 on a Wednesday. The last run of the schedule ended a minute ago; the next slot is at 16:44. */
const now = at('2026-11-25T13:45:00+07:00');
const lastEnd = at('2026-11-25T13:44:00+07:00');

/** From 16 November on; settled as given. */
const covered = (...settled: readonly DateRange[]) => ({
  ...coveredDays([], date('2026-11-16'), { zone, settlesAfterHours: 12 }),
  settled,
});
const fiveDaysMissing = covered(range('2026-11-16', '2026-11-17'), range('2026-11-23', '2026-11-24'));

interface Given {
  readonly config?: Partial<JobConfig>;
  readonly state?: Partial<JobState>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly usual?: DurationMs | undefined;
  readonly at?: EpochMs;
}

function decideAt({ config, state, settings = {}, at: instant = now, ...given }: Given = {}) {
  const using = settingsWith(settings);
  const snapshot = snapshotWith({
    config: configWith({ notBefore: at('2026-11-16T00:00:00+07:00'), ...config }),
    state: { coverage: fiveDaysMissing, lastEnd, ...state },
  });
  const waiting = decide(snapshot, instant, using.startDelay);
  if (waiting.kind !== 'wait') throw new Error(`expected to wait, got ${waiting.kind}`);
  const work = workOf(snapshot, waiting.until, instant, using);
  const usual = 'usual' in given ? given.usual : minutes(40);
  return { ...work, decided: decideBackfill(snapshot, work, waiting, usual, instant, using) };
}

describe('a date is missing', () => {
  test('when the schedule has moved past it and no run has settled it', () => {
    expect(decideAt().missing).toEqual([range('2026-11-18', '2026-11-22')]);
  });

  test('not while the next run computes it, nor before its input can all have come', () => {
    expect(decideAt({ state: { coverage: covered(range('2026-11-16', '2026-11-23')) } }).missing).toEqual([]);
    const early = at('2026-11-25T11:59:00+07:00');
    const state = {
      coverage: covered(range('2026-11-16', '2026-11-22')),
      lastEnd: at('2026-11-25T11:58:00+07:00'),
    };
    const config = { daysBack: 0 };
    expect(decideAt({ state, config, at: early }).missing).toEqual([range('2026-11-23', '2026-11-23')]);
    expect(decideAt({ state, config, at: at('2026-11-25T12:00:00+07:00') }).missing).toEqual([
      range('2026-11-23', '2026-11-24'),
    ]);
  });

  test('not with 31 days back, whose runs compute them all', () => {
    expect(decideAt({ config: { daysBack: 31 } }).missing).toEqual([]);
  });

  test('not in a closed period, unless it is reopened', () => {
    const closing: Closing = { through: date('2026-11-20'), by: 'siti', byId: 'id', reason: 'paid', at: now };
    expect(decideAt({ state: { closing } }).missing).toEqual([range('2026-11-21', '2026-11-22')]);
    const reopened = {
      by: 'siti',
      byId: 'id',
      reason: 'late',
      at: now,
      from: date('2026-11-20'),
      until: plus(now, hours(1)),
    };
    expect(decideAt({ state: { closing: { ...closing, reopened } } }).missing).toEqual([
      range('2026-11-20', '2026-11-22'),
    ]);
    const over = { ...reopened, until: now };
    expect(decideAt({ state: { closing: { ...closing, reopened: over } } }).missing).toEqual([
      range('2026-11-21', '2026-11-22'),
    ]);
  });

  test('and everything is settled through the day before the first one', () => {
    expect(settledThrough({ coverage: fiveDaysMissing }, now)).toBe('2026-11-17');
    expect(settledThrough({ coverage: covered() }, now)).toBeUndefined();
    expect(settledThrough({ coverage: covered(range('2026-11-16', '2026-11-16')) }, now)).toBe('2026-11-16');
    expect(settledThrough({ coverage: covered(range('2026-11-01', '2026-11-24')) }, now)).toBe('2026-11-24');
  });
});

describe('a chunk', () => {
  test('begins with the oldest dates, as many as a run of the schedule has', () => {
    expect(decideAt().decided).toEqual({ kind: 'start', chunk: range('2026-11-18', '2026-11-19') });
    expect(decideAt({ settings: { BACKFILL_CHUNK_DAYS: '4' } }).decided).toEqual({
      kind: 'start',
      chunk: range('2026-11-18', '2026-11-21'),
    });
  });

  test('waits where it would keep the next slot waiting for longer than the least gap', () => {
    const late = at('2026-11-25T16:10:00+07:00');
    expect(decideAt({ at: late, usual: minutes(34) }).decided).toMatchObject({ kind: 'start' });
    const recent = covered(range('2026-11-16', '2026-11-22'));
    const room = {
      at: late,
      usual: minutes(35),
      config: { daysBack: 0 },
      state: { coverage: { ...recent } },
    };
    expect(
      decideAt({ ...room, state: { coverage: covered(range('2026-11-16', '2026-11-23')) } }).decided,
    ).toEqual({ kind: 'wait', for: 'room' });
    expect(
      decideAt({
        ...room,
        state: { coverage: covered(range('2026-11-16', '2026-11-23')) },
        config: { daysBack: 0, leastGap: minutes(1) },
      }).decided,
    ).toMatchObject({ kind: 'start' });
  });

  test('is not put off by the least gap after a run of the schedule', () => {
    const state = { lastEnd: plus(now, minutes(-5)) };
    expect(decideAt({ config: { leastGap: minutes(45) }, state }).decided).toMatchObject({ kind: 'start' });
  });

  test('of dates that have been missing for a day begins nevertheless, once after each run of the schedule', () => {
    const config = { schedule: fixedRate(0.5) };
    const state = { lastSlot: at('2026-11-25T13:30:00+07:00') };
    expect(decideAt({ config, state }).decided).toMatchObject({ kind: 'start' });
    expect(
      decideAt({ config, state: { ...state, lastBackfill: chunk('succeeded', plus(now, minutes(-40))) } })
        .decided,
    ).toEqual({
      kind: 'wait',
      for: 'room',
    });
  });

  test('has its turn when a run of the schedule has ended after the last chunk, and not before the first run', () => {
    const config = { schedule: fixedRate(0.5) };
    const lastSlot = at('2026-11-25T13:30:00+07:00');
    const after = (endedAt: EpochMs) => {
      // It takes 40 minutes.
      const lastBackfill = chunk('succeeded', plus(endedAt, minutes(-40)));
      return decideAt({ config, state: { lastSlot, lastBackfill } }).decided.kind;
    };
    expect([minutes(-1), minutes(0), minutes(1)].map((by) => after(plus(lastEnd, by)))).toEqual([
      'start',
      'wait',
      'wait',
    ]);
    const { lastEnd: _, ...state } = { ...initialState, coverage: fiveDaysMissing, lastEnd };
    const rows = { config: configWith(), state };
    const work = workOf(rows, plus(now, minutes(1)), now, settingsWith());
    const until = { until: plus(now, minutes(1)) };
    const decided = decideBackfill(rows, work, until, minutes(40), now, settingsWith());
    expect(decided).toEqual({ kind: 'wait', for: 'room' });
  });

  test('of a plan has its turn a day after somebody has asked for it', () => {
    const config = { schedule: fixedRate(0.5) };
    const lastSlot = at('2026-11-25T13:30:00+07:00');
    const asked = (age: DurationMs) => {
      const backfill = { failures: 0, plan: { ...plan, at: minus(now, age) } };
      return decideAt({ config, state: { lastSlot, backfill } }).decided.kind;
    };
    expect([hours(23.9), hours(24), hours(25)].map(asked)).toEqual(['wait', 'start', 'start']);
  });

  test('takes the time limit for the usual duration where no run has succeeded lately', () => {
    const config = { daysBack: 0 };
    const state = { coverage: covered(range('2026-11-16', '2026-11-23')) };
    expect(decideAt({ config, state, usual: undefined }).decided).toMatchObject({ kind: 'start' });
    expect(
      decideAt({ config, state, usual: undefined, settings: { RUN_TIMEOUT_MINUTES: '200' } }).decided,
    ).toEqual({ kind: 'wait', for: 'room' });
  });

  test('does not begin while the schedule is paused, unless somebody has asked for its dates', () => {
    const config = { pause: { by: 'siti', reason: 'migration', since: now } };
    expect(decideAt({ config }).decided).toEqual({ kind: 'held', by: 'schedule_paused' });
    expect(decideAt({ config, state: { backfill: { failures: 0, plan } } }).decided).toEqual({
      kind: 'start',
      chunk: range('2026-11-10', '2026-11-11'),
      plan,
    });
  });

  test('does not begin while backfill is paused, although somebody has asked for its dates', () => {
    const paused = { by: 'budi', byId: 'id-budi', reason: 'the server is moved', at: now };
    for (const backfill of [
      { failures: 0, paused },
      { failures: 0, paused, plan },
    ])
      expect(decideAt({ state: { backfill } }).decided).toEqual({ kind: 'held', by: 'paused' });
  });

  test('does not begin before it is known what is settled, nor where nothing is missing', () => {
    const settled = covered(range('2026-11-16', '2026-11-24'));
    expect(decideAt({ state: { coverage: settled } })).toEqual({
      missing: [],
      decided: { kind: 'nothing' },
    });
    expect(workOf({ config: configWith(), state: initialState }, undefined, now, settingsWith())).toEqual({
      missing: [],
    });
  });

  test('does not begin by itself where gaps are only offered', () => {
    expect(decideAt({ settings: { BACKFILL: 'ask' } }).decided).toEqual({ kind: 'held', by: 'not_asked' });
  });

  test('begins in no blackout', () => {
    const config = {
      blackouts: [
        {
          time: { instants: { from: now, to: plus(now, hours(1)) } },
          label: 'backup',
          by: 'siti',
          byId: 'id',
          at: now,
        },
      ],
    };
    expect(decideAt({ config }).decided).toEqual({
      kind: 'wait',
      for: 'permission',
      until: plus(now, hours(1)),
    });
  });

  test('waits after a failure as the attempts of a run do, and stops after three in a row', () => {
    const lastBackfill = chunk('failed', plus(now, minutes(-4)));
    const failures = (count: number) => ({ state: { lastBackfill, backfill: { failures: count } } });
    expect(decideAt(failures(1)).decided).toMatchObject({ kind: 'start' });
    expect(decideAt(failures(2)).decided).toEqual({
      kind: 'wait',
      for: 'retry',
      until: plus(now, minutes(1)),
    });
    expect(decideAt(failures(3)).decided).toEqual({ kind: 'held', by: 'stopped' });
  });

  test('begins at once after somebody has reset the failures, but still waits for a foreign run', () => {
    const decided = (['lost', 'cancelled', 'skipped'] as const).map((outcome) => {
      const lastBackfill = chunk(outcome, plus(now, minutes(-41)));
      return decideAt({ state: { lastBackfill, backfill: { failures: 0 } } }).decided;
    });
    expect(decided).toMatchObject([{ kind: 'start' }, { kind: 'start' }, { kind: 'wait', for: 'retry' }]);
    const lastBackfill = chunk('skipped', plus(now, minutes(-41)));
    const settings = { RETRY_DELAYS_MINUTES: '1,5,30' };
    expect(decideAt({ settings, state: { lastBackfill, backfill: { failures: 0 } } }).decided).toEqual({
      kind: 'wait',
      for: 'retry',
      until: plus(now, minutes(29)),
    });
  });

  test('waits for no end in the future, which a clock that was ahead has recorded', () => {
    const ahead = plus(now, hours(24 * 365));
    const state = { lastBackfill: chunk('failed', ahead), backfill: { failures: 1 } };
    expect(decideAt({ state }).decided).toMatchObject({ kind: 'start' });
    const config = { schedule: fixedRate(0.5) };
    const noRoom = { lastSlot: at('2026-11-25T13:30:00+07:00'), lastBackfill: chunk('succeeded', ahead) };
    expect(decideAt({ config, state: noRoom }).decided).toMatchObject({ kind: 'start' });
  });
});

const plan = {
  id: runIdOf(7),
  by: 'siti',
  byId: 'id-siti',
  reason: 'machine replaced',
  at: now,
  awal: date('2026-11-10'),
  akhir: date('2026-11-20'),
  dates: 'missing' as const,
  next: date('2026-11-10'),
  computed: 0,
};

describe('a plan', () => {
  test('comes before the gaps, leaves out what is settled, and ends with its last date', () => {
    const { missing, decided } = decideAt({ state: { backfill: { failures: 0, plan } } });
    expect(missing).toEqual([range('2026-11-10', '2026-11-15'), range('2026-11-18', '2026-11-20')]);
    expect(decided).toEqual({ kind: 'start', chunk: range('2026-11-10', '2026-11-11'), plan });
    const done = { ...plan, next: date('2026-11-21') };
    expect(decideAt({ state: { backfill: { failures: 0, plan: done } } }).decided).toEqual({
      kind: 'plan_done',
      plan: done,
    });
  });

  test('of all dates computes those that are settled, too', () => {
    const all = { ...plan, dates: 'all' as const };
    expect(decideAt({ state: { backfill: { failures: 0, plan: all } } }).missing).toEqual([
      range('2026-11-10', '2026-11-20'),
    ]);
  });

  test('goes on behind the chunk that it began, and takes no credit for another one', () => {
    const begun = chunkBegins({ failures: 2, plan }, chunk('succeeded', now));
    expect(chunkEnded(begun, chunk('succeeded', now))).toMatchObject({
      failures: 0,
      plan: { next: '2026-11-20', computed: 2 },
    });
    expect(chunkEnded({ failures: 2, plan }, chunk('succeeded', now)).plan).toEqual(plan);
  });

  test('takes no credit for a chunk that had begun before it, and whose process is lost since', () => {
    const ended = chunk('succeeded', now);
    const origin = { startedAt: now, epoch: 1, instance: 'a:1', version: '1' };
    const running = beginAttempt(
      waitingRun({ id: ended.id, range: ended.range, trigger: 'backfill' }),
      origin,
    );
    const begun = recordRun(initialState, running);
    const planned = { ...begun, backfill: { failures: 0, plan } };
    const orphaned = recordRun(planned, markProcessLost(running, undefined, now));
    expect(recordRun(orphaned, ended).backfill?.plan).toEqual(plan);
  });
});

describe('the end of a chunk', () => {
  const before: Backfill = { failures: 2 };
  test.each<[RunOutcome, number]>([
    ['succeeded', 0],
    ['failed', 3],
    ['timed_out', 3],
    ['lost', 3],
    ['skipped', 2],
    ['cancelled', 2],
  ])('that %s leaves %d failures in a row', (outcome, failures) => {
    const after = chunkEnded(before, chunk(outcome, now));
    expect([after.failures, isStopped(after)]).toEqual([failures, failures === 3]);
  });

  test('whose process was told to end says nothing about its dates', () => {
    const ended = chunk('failed', now);
    const failure = failureOf('interrupted');
    expect(chunkEnded(before, { ...ended, state: { ...ended.state, failure } })).toEqual(before);
  });

  test('that somebody cancelled pauses backfill, unless it is paused', () => {
    const paused = { by: 'schedule', byId: 'schedule', reason: 'cancelled', at: plus(now, minutes(40)) };
    expect(chunkEnded(before, chunk('cancelled', now))).toEqual({ failures: 2, paused });
    const already = { ...before, paused: { ...paused, by: 'budi', byId: 'id-budi', reason: 'moved' } };
    expect(chunkEnded(already, chunk('cancelled', now))).toEqual(already);
  });

  test('moves neither the schedule nor what is said of its runs', () => {
    const state = { ...initialState, lastEnd, lastSuccessAt: lastEnd };
    const after = recordRun(state, chunk('failed', now));
    expect(after).toMatchObject({ lastEnd, lastSuccessAt: lastEnd, lastBackfill: { id: runIdOf(3) } });
    expect(after.last).toBeUndefined();
    expect(after.statistics).toMatchObject({ execution: 1, failure: 1, consecutiveFailures: 0 });
  });
});

/** Of 18 and 19 November; it took 40 minutes. */
function chunk(outcome: RunOutcome, endsAfter: EpochMs): FinishedRun {
  const startedAt = endsAfter;
  const waiting = waitingRun({
    id: runIdOf(3),
    range: range('2026-11-18', '2026-11-19'),
    trigger: 'backfill',
    createdAt: startedAt,
  });
  const { attempt } = beginAttempt(waiting, { startedAt, epoch: 1, instance: 'a:1', version: '1' }).state;
  const endedAt = plus(startedAt, milliseconds(outcome === 'failed' && endsAfter < now ? 0 : minutes(40)));
  const attempts = [closeAttempt(attempt, { outcome: outcome === 'skipped' ? 'skipped' : outcome }, endedAt)];
  return finish({ ...waiting, attempts }, { outcome, message: outcome }, endedAt);
}
