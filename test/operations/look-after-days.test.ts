/** What a tick does with dates that are missing when it has nothing else to do. */
import { monotonicFactory } from 'ulid';
import { describe, expect, test } from 'vitest';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { hours, LocalDate, minus, minutes, plus } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Execution } from '../../src/ports.ts';
import {
  berlin,
  configWith,
  jakarta,
  runIdOf,
  settingsWith,
  start,
  waitingRun,
} from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, type WorldOptions, writeAsOther } from './support/world.ts';

const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
/** At 07:00 on 24 November: 21 and 22 November are missing. */
const coverage = {
  ...coveredDays([], LocalDate.parse('2026-11-16'), { zone: jakarta, settlesAfterHours: 12 }),
  settled: [range('2026-11-16', '2026-11-20')],
};
const plan = {
  id: runIdOf(7),
  by: 'siti',
  byId: 'id-siti',
  reason: 'machine replaced',
  at: start,
  ...range('2026-11-10', '2026-11-11'),
  dates: 'missing' as const,
  next: LocalDate.parse('2026-11-10'),
  computed: 0,
};

async function setUp(
  state: Partial<JobState> = {},
  environment: Readonly<Record<string, string>> = {},
  store: WorldOptions['store'] = () => ({}),
) {
  const ranges: Execution['range'][] = [];
  const execute = async (execution: Execution): Promise<AttemptResult> => {
    ranges.push(execution.range);
    return { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };
  };
  const ulid = monotonicFactory(() => 0.5);
  const there = createWorld({
    idGenerator: { newId: (now) => ulid(now) },
    runner: { execute, probe: async () => 'gone' },
    settings: settingsWith(environment),
    store,
  });
  const long = minus(start, minutes(1));
  await writeAsOther(there, {
    config: configWith({ notBefore: long, changedAt: long }),
    state: { ...there.control().state, coverage, lastEnd: long, ...state },
  });
  const { log, of } = recordingLog();
  const tickFor = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute += 1) {
      await tick(there.world, log);
      await there.clock.advance(minutes(1));
    }
  };
  return { ...there, ranges, of, tickFor, tick: () => tick(there.world, log) };
}

describe('missing dates', () => {
  test('are computed once ticks have come for 20 minutes by one clock, those with late input and those of a plan at once', async () => {
    const gap = await setUp();
    await gap.tickFor(20);
    expect(gap.ranges).toEqual([]);
    await gap.tickFor(2);
    expect(gap.ranges).toEqual([range('2026-11-21', '2026-11-22')]);

    const late = { dates: { '2026-11-18': [minus(start, minutes(40)), 3] as const } };
    const told = await setUp({ late });
    await told.tickFor(1);
    expect(told.ranges).toEqual([range('2026-11-18', '2026-11-18')]);

    const asked = await setUp({ backfill: { failures: 0, plan } });
    await asked.tickFor(1);
    expect(asked.ranges).toEqual([range('2026-11-10', '2026-11-11')]);
  });

  test('wait again after somebody has set the clock', async () => {
    const { clock, ranges, tickFor } = await setUp({
      coverage: { ...coverage, settled: [range('2026-11-16', '2026-11-23')] },
    });
    await tickFor(25);
    clock.set(minutes(3 * 24 * 60));
    // The run for the slots that have come by this clock, but none of the days in between.
    await tickFor(19);
    expect(ranges).toEqual([range('2026-11-26', '2026-11-27')]);
  });
});

test('a chunk begins neither beside a run that waits for its next attempt, nor in its place', async () => {
  const run = waitingRun({ id: runIdOf(3) });
  const active = { ...run, state: { ...run.state, attempt: 2, dueAt: plus(start, hours(3)) } };
  const { ranges, tickFor, control } = await setUp({ active, backfill: { failures: 0, plan } });
  await tickFor(25);
  expect(ranges).toEqual([]);
  expect(control().state.active).toEqual(active);
});

test('where no date is missing, ticks do not read the history', async () => {
  let reads = 0;
  const counted: WorldOptions['store'] = (adapter) => ({
    listRuns: (query) => {
      reads += 1;
      return adapter.listRuns(query);
    },
  });
  const settled = [range('2026-11-16', '2026-11-23')];
  await (await setUp({ coverage: { ...coverage, settled } }, {}, counted)).tickFor(25);
  expect(reads).toBe(0);
  await (await setUp({}, {}, counted)).tickFor(25);
  expect(reads).toBeGreaterThan(0);
});

async function chunkIn(count: number, state: Partial<JobState>) {
  const there = await setUp(state);
  await there.tickFor(count);
  return there.control().state.lastBackfill;
}

describe('the run of a chunk', () => {
  test('is that of whoever has asked for its dates', async () => {
    expect(await chunkIn(1, { backfill: { failures: 0, plan } })).toMatchObject({
      trigger: 'backfill',
      actor: 'siti',
      actorId: 'id-siti',
      reason: 'machine replaced',
    });
  });

  test('is that of the schedule where nobody has', async () => {
    const run = await chunkIn(22, {});
    expect(run).toMatchObject({ trigger: 'backfill', actor: 'schedule', reason: expect.any(String) });
    expect(run?.reason).not.toBe('');
    expect(run).not.toHaveProperty('actorId');
  });
});

describe('a plan', () => {
  test('is forgotten once nothing of it is left, which is told once, and its pause stays', async () => {
    const paused = { by: 'budi', byId: 'id-budi', reason: 'moved', at: start };
    const done = { ...plan, next: LocalDate.parse('2026-11-12'), computed: 2 };
    const there = await setUp({ backfill: { failures: 0, paused, plan: done } });
    const before = there.control().state;
    // Nothing was executed.
    expect(await there.tick()).toBe('wait');
    await there.tickFor(3);
    expect(there.control().state).toEqual({ ...before, backfill: { failures: 0, paused } });
    expect(there.of('backfill_done')).toMatchObject([
      { line: '✅ Backfill from 2026-11-10 to 2026-11-11 is done: 2 dates were computed' },
    ]);
    expect(there.ranges).toEqual([]);
  });

  test('that is done is told of only by the process that forgets it', async () => {
    const done = { ...plan, next: LocalDate.parse('2026-11-12'), computed: 2 };
    let others = 1;
    const there = await setUp({ backfill: { failures: 0, plan: done } }, {}, (adapter) => ({
      commit: async (change) => {
        if (others > 0) {
          others -= 1;
          await writeAsOther(there, { state: { ...there.control().state, lastRequestAt: start } });
        }
        return adapter.commit(change);
      },
    }));
    await there.tickFor(1);
    expect(there.of('backfill_done')).toEqual([]);
    expect(there.control().state).toMatchObject({ backfill: { plan: done }, lastRequestAt: start });
    await there.tickFor(2);
    expect(there.of('backfill_done')).toHaveLength(1);
    expect(there.control().state).toMatchObject({ backfill: { failures: 0 }, lastRequestAt: start });
  });

  test('is followed chunk by chunk, the oldest first, each date once', async () => {
    const long = { ...plan, ...range('2026-11-08', '2026-11-12'), next: LocalDate.parse('2026-11-08') };
    const there = await setUp({ backfill: { failures: 0, plan: long } });
    await there.tickFor(10);
    expect(there.ranges).toEqual([
      range('2026-11-08', '2026-11-09'),
      range('2026-11-10', '2026-11-11'),
      range('2026-11-12', '2026-11-12'),
    ]);
    expect(there.of('backfill_done')).toHaveLength(1);
    expect(there.control().state.backfill).toEqual({ failures: 0 });
  });

  test('computes nothing while backfill is paused', async () => {
    const paused = { by: 'budi', byId: 'id-budi', reason: 'moved', at: start };
    const there = await setUp({ backfill: { failures: 0, paused, plan } });
    await there.tickFor(22);
    expect(there.ranges).toEqual([]);
    expect(there.control().state.backfill?.plan).toEqual(plan);
  });
});

describe('what is settled', () => {
  const { settled: _, open: __, ...terms } = coverage;

  test('is derived anew from the ledger once ticks are steady, when the zone of the schedule is another', async () => {
    const there = await setUp({ coverage: { ...coverage, zone: berlin } });
    await there.tickFor(20);
    expect(there.of('coverage_derived')).toEqual([]);
    await there.tickFor(3);
    expect(there.of('coverage_derived')).toHaveLength(1);
    expect(there.control().state.coverage).toMatchObject(terms);
    // The ledger of this world has no date, so that all of them are missing now.
    expect(there.ranges[0]).toEqual(range('2026-11-16', '2026-11-17'));
  });

  test.each([
    [{ DAY_SETTLES_AFTER_HOURS: '6' }, { settlesAfterHours: 6 }],
    [{ COVERAGE_SINCE: '2026-11-01' }, { since: '2026-11-01' }],
  ])('is derived anew under %o', async (environment, changed) => {
    const there = await setUp({}, environment);
    await there.tickFor(23);
    expect(there.of('coverage_derived')).toHaveLength(1);
    expect(there.control().state.coverage).toMatchObject(changed);
  });

  test('is kept under a COVERAGE_SINCE that is later', async () => {
    const there = await setUp({}, { COVERAGE_SINCE: '2026-11-20' });
    await there.tickFor(23);
    expect(there.of('coverage_derived')).toEqual([]);
    expect(there.control().state.coverage?.since).toBe('2026-11-16');
  });
});
