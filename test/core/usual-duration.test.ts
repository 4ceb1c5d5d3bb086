/** What the alert on long runs measures by. */
import { describe, expect, test } from 'vitest';
import type { FinishedRun, RunOutcome } from '../../src/core/run.ts';
import { finish } from '../../src/core/settle.ts';
import { days, minus, minutes } from '../../src/core/time.ts';
import { usualDuration } from '../../src/core/usual-duration.ts';
import { start, waitingRun } from '../support/core-samples.ts';

function took(count: number, outcome: RunOutcome = 'succeeded', createdAt = start): FinishedRun {
  const run = finish(waitingRun({ createdAt }), outcome, start, '');
  return { ...run, state: { ...run.state, duration: minutes(count) } };
}
const oneTo = (last: number): readonly FinishedRun[] =>
  Array.from({ length: last }, (_, index) => took(index + 1));

describe('the usual duration', () => {
  test('is what 19 of 20 successful runs did not exceed, in whatever order they come', () => {
    expect(usualDuration(oneTo(100).toReversed(), start)).toEqual({ p95: minutes(95), runs: 100 });
    expect(usualDuration(oneTo(20), start)).toEqual({ p95: minutes(19), runs: 20 });
  });

  test('is not told of fewer than 20 runs, where a single slow one would decide', () => {
    expect(usualDuration(oneTo(19), start)).toBeUndefined();
    expect(usualDuration([], start)).toBeUndefined();
  });

  test('leaves out runs that did not succeed and those of more than 30 days ago', () => {
    const others = [
      took(999, 'failed'),
      took(999, 'timed_out'),
      took(999, 'cancelled'),
      took(999, 'succeeded', minus(start, days(31))),
    ];
    expect(usualDuration([...oneTo(20), ...others], start)).toEqual({ p95: minutes(19), runs: 20 });
  });
});
