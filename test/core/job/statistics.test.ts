/** The counters that are kept for ever. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FinishedRun, RunOutcome } from '../../../src/core/run/run.ts';
import { closeAttempt } from '../../../src/core/run/settle.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { countFinished, noStatistics, Statistics } from '../../../src/core/job/statistics.ts';
import { runningRun, start } from '../../support/core-samples.ts';

function finished(outcome: RunOutcome, attempts = 1, missedSlots = 0): FinishedRun {
  const run = runningRun({ missedSlots });
  const closed = Array.from({ length: attempts }, () =>
    closeAttempt(run.state.attempt, { outcome: 'failed' }, start),
  );
  return finish({ ...run, attempts: closed }, { outcome, message: '' }, start);
}

const count = (...runs: readonly FinishedRun[]): Statistics => runs.reduce(countFinished, noStatistics);

const anyRun = fc
  .record({
    outcome: fc.constantFrom(...RunOutcome.options),
    attempts: fc.integer({ min: 0, max: 10 }),
    missed: fc.integer({ min: 0, max: 1_000 }),
  })
  .map(({ outcome, attempts, missed }) => finished(outcome, attempts, missed));
const anyRuns = fc.array(anyRun, { maxLength: 50 });
const having = (runs: readonly FinishedRun[], ...outcomes: readonly RunOutcome[]): number =>
  runs.filter(({ state }) => outcomes.includes(state.outcome)).length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

describe('after any sequence of runs', () => {
  test('executions are successes plus failures, and every run is counted under exactly one heading', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const { execution, success, failure, cancelled, skipped } = count(...runs);
        expect(execution).toBe(success + failure);
        expect(execution + cancelled + skipped).toBe(runs.length);
      }),
    );
  });

  test('each counter is the number of runs with its outcome', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        expect(count(...runs)).toMatchObject({
          success: having(runs, 'succeeded'),
          failure: having(runs, 'failed', 'timed_out', 'lost'),
          timedOut: having(runs, 'timed_out'),
          lost: having(runs, 'lost'),
          cancelled: having(runs, 'cancelled'),
          skipped: having(runs, 'skipped'),
        });
      }),
    );
  });

  test('attempts and missed slots add up apart from the runs', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const { attempts, missedSlots } = count(...runs);
        expect(attempts).toBe(sum(runs.map((run) => run.attempts.length)));
        expect(missedSlots).toBe(sum(runs.map((run) => run.missedSlots)));
      }),
    );
  });

  test('they are numbers that the row’s schema takes', () => {
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const counted = count(...runs);
        expect(Statistics.parse(counted)).toEqual(counted);
      }),
    );
  });
});

describe('the streak of failures', () => {
  test('grows with every failure of any kind and ends with a success', () => {
    const failing = count(finished('failed'), finished('timed_out'), finished('lost'));
    expect(failing.consecutiveFailures).toBe(3);
    expect(countFinished(failing, finished('succeeded')).consecutiveFailures).toBe(0);
  });

  test('is neither prolonged nor ended by a cancelled or a skipped run', () => {
    const { consecutiveFailures, consecutiveLost } = count(
      finished('lost'),
      finished('cancelled'),
      finished('skipped'),
    );
    expect([consecutiveFailures, consecutiveLost]).toEqual([1, 1]);
  });

  test('of lost runs ends with a failure that is proven', () => {
    expect(count(finished('lost'), finished('lost')).consecutiveLost).toBe(2);
    expect(count(finished('lost'), finished('lost'), finished('failed')).consecutiveLost).toBe(0);
  });
});
