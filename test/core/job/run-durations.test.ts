/** The steps by which durations of runs are counted. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countDuration,
  durationSteps,
  noDurations,
  RunDurations,
} from '../../../src/core/job/run-durations.ts';
import { initialState, JobState, recordRun } from '../../../src/core/job/job-state.ts';
import { type FinishedRun, RunOutcome } from '../../../src/core/run/run.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { milliseconds, minutes, toMinutes } from '../../../src/core/time/time.ts';
import { runningRun, start } from '../../support/core-samples.ts';

function ended(duration: number, outcome: RunOutcome = 'succeeded'): FinishedRun {
  const run = finish(runningRun(), { outcome, message: '' }, start);
  return { ...run, state: { ...run.state, duration: milliseconds(duration) } };
}
const counted = (...runs: readonly FinishedRun[]): RunDurations =>
  runs.reduce<RunDurations | undefined>(countDuration, undefined) ?? noDurations;
const byMinutes = (durations: RunDurations, limit: number) =>
  durationSteps(durations, minutes(limit)).map(({ upTo, runs }) => [toMinutes(upTo), runs]);

const anyDuration = fc.integer({ min: 0, max: 2 * 86_400_000 });

test('each step counts the runs that took no longer, whatever they took', () => {
  fc.assert(
    fc.property(fc.array(anyDuration), (given) => {
      const durations = counted(...given.map((each) => ended(each)));
      expect(RunDurations.parse(durations)).toEqual(durations);
      expect(durations).toMatchObject({
        runs: given.length,
        sum: given.reduce((sum, each) => sum + each, 0),
      });
      for (const { upTo, runs } of durationSteps(durations, minutes(1_440)))
        expect(runs).toBe(given.filter((each) => each <= upTo).length);
    }),
  );
});

test('a run of exactly a step counts in it, and one of a millisecond more in the next', () => {
  expect(byMinutes(counted(ended(60_000), ended(60_001)), 5)).toEqual([
    [1, 1],
    [2, 2],
    [5, 2],
  ]);
});

const last = (limit: number) => byMinutes(noDurations, limit).at(-1);

test('the steps end with the first one that no run may exceed', () => {
  expect([last(0.5), last(90), last(91), last(1_440)]).toEqual([
    [1, 0],
    [90, 0],
    [120, 0],
    [1_440, 0],
  ]);
});

test.each(RunOutcome.options.filter((each) => each !== 'succeeded'))(
  'a run that ended as %s counts in none',
  (outcome) => {
    expect(countDuration(undefined, ended(60_000, outcome))).toBeUndefined();
  },
);

test('nor does one under a clock that was set back meanwhile', () => {
  expect(countDuration(noDurations, ended(-1))).toBe(noDurations);
});

describe('the state row', () => {
  test('of an earlier version has none, and gets them with the end of its next run', () => {
    const before = JobState.parse(JSON.parse(JSON.stringify(initialState)));
    expect(before).not.toHaveProperty('durations');
    const after = recordRun(before, ended(90_000));
    expect(after.durations).toMatchObject({ runs: 1, sum: 90_000 });
    expect(JobState.parse(JSON.parse(JSON.stringify(after)))).toEqual(after);
    expect(recordRun(after, ended(1, 'failed')).durations).toEqual(after.durations);
  });

  test('with fewer steps than today is read, and counted on', () => {
    const grown = countDuration({ runs: 3, sum: 10, counts: [2] }, ended(1_000_000));
    expect(byMinutes(grown ?? noDurations, 20).slice(0, 1)).toEqual([[1, 2]]);
    expect(byMinutes(grown ?? noDurations, 20).at(-1)).toEqual([20, 3]);
  });

  test('with more runs in the steps than at all stays a histogram', () => {
    const edited = { runs: 2, sum: 0, counts: [9, 1] };
    expect(durationSteps(edited, minutes(2)).map(({ runs }) => runs)).toEqual([2, 2]);
  });
});
