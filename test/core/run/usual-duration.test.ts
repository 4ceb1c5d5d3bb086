/** What the alert on long runs measures by, and what the expected end of a run is told from. */
import { describe, expect, test } from 'vitest';
import type { FinishedRun, RunOutcome } from '../../../src/core/run/run.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { days, minus, minutes } from '../../../src/core/time/time.ts';
import { usualDuration } from '../../../src/core/run/usual-duration.ts';
import { start, waitingRun } from '../../support/core-samples.ts';

function took(count: number, outcome: RunOutcome = 'succeeded', createdAt = start): FinishedRun {
  const run = finish(waitingRun({ createdAt }), { outcome, message: '' }, start);
  return { ...run, state: { ...run.state, duration: minutes(count) } };
}
const oneTo = (last: number): readonly FinishedRun[] =>
  Array.from({ length: last }, (_, index) => took(index + 1));

describe('the usual duration', () => {
  test('is what half, and 19 of 20, of the successful runs did not exceed, in whatever order they come', () => {
    expect(usualDuration(oneTo(100).toReversed(), start)).toEqual({
      runs: 100,
      median: minutes(50),
      p95: minutes(95),
    });
    expect(usualDuration(oneTo(20), start)).toEqual({ runs: 20, median: minutes(10), p95: minutes(19) });
  });

  test('leaves out runs whose recorded duration is negative, because the clock was set back meanwhile', () => {
    const runs = [took(-320), ...oneTo(3)];
    expect(usualDuration(runs, start)).toEqual({ runs: 3, median: minutes(2), p95: undefined });
  });

  test('has no 95th percentile with fewer than 20 runs, where a single slow one would decide', () => {
    expect(usualDuration(oneTo(19), start)).toEqual({ runs: 19, median: minutes(10), p95: undefined });
    expect(usualDuration(oneTo(1), start)).toEqual({ runs: 1, median: minutes(1), p95: undefined });
  });

  test('is not told without a run', () => {
    expect(usualDuration([], start)).toBeUndefined();
    expect(usualDuration([took(9, 'failed')], start)).toBeUndefined();
  });

  test('leaves out runs that did not succeed and those of more than 30 days ago', () => {
    const others = [
      took(999, 'failed'),
      took(999, 'timed_out'),
      took(999, 'cancelled'),
      took(999, 'succeeded', minus(start, days(31))),
    ];
    expect(usualDuration([...oneTo(20), ...others], start)).toEqual({
      runs: 20,
      median: minutes(10),
      p95: minutes(19),
    });
  });
});
