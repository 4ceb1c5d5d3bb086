/** What a tick does with dates that are missing when it has nothing else to do. */
import { monotonicFactory } from 'ulid';
import { describe, expect, test } from 'vitest';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { LocalDate, minus, minutes } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Execution } from '../../src/ports.ts';
import { configWith, jakarta, runIdOf, start } from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, writeAsOther } from './support/world.ts';

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

async function setUp(state: Partial<JobState> = {}) {
  const ranges: Execution['range'][] = [];
  const execute = async (execution: Execution): Promise<AttemptResult> => {
    ranges.push(execution.range);
    return { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };
  };
  const ulid = monotonicFactory(() => 0.5);
  const there = createWorld({
    idGenerator: { newId: (now) => ulid(now) },
    runner: { execute, probe: async () => 'gone' },
  });
  const long = minus(start, minutes(1));
  await writeAsOther(there, {
    config: configWith({ notBefore: long, changedAt: long }),
    state: { ...there.control().state, coverage, lastEnd: long, ...state },
  });
  const { log } = recordingLog();
  const tickFor = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute += 1) {
      await tick(there.world, log);
      await there.clock.advance(minutes(1));
    }
  };
  return { ...there, ranges, tickFor };
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
