/** What holds on every walk through the core: lifecycles of many runs with all that can happen to them. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunOutcome } from '../../../src/core/run/run.ts';
import type { Claim } from '../../support/core-ledger.ts';
import { walk, walkThrough } from '../../support/core-walk.ts';

/** The shortest walk that breaks the claim, with the seed and path that find it again, or nothing. */
function counterexample(claim: Claim): string | undefined {
  const property = fc.property(walk, (steps) => !walkThrough(steps).broken.has(claim));
  const details = fc.check(property, { numRuns: 150 });
  return details.failed ? fc.defaultReportMessage(details) : undefined;
}

test('at most one run is active', () => {
  expect(counterexample('one_active')).toBeUndefined();
});

test('the range of a run never changes', () => {
  expect(counterexample('range_kept')).toBeUndefined();
});

test('the counters add up', () => {
  expect(counterexample('counters')).toBeUndefined();
});

test('every slot ends as a run or a recorded skip, or is counted as missed, exactly once', () => {
  expect(counterexample('slots_once')).toBeUndefined();
});

test('no slot is served before its time or within the start delay', () => {
  expect(counterexample('slots_in_time')).toBeUndefined();
});

test('a finished run never changes', () => {
  expect(counterexample('finished_final')).toBeUndefined();
});

test('the epoch never decreases', () => {
  expect(counterexample('epoch_grows')).toBeUndefined();
});

test('nothing starts while paused except what was requested', () => {
  expect(counterexample('paused_rests')).toBeUndefined();
});

test('nothing starts while a run has begun and its procedure is not known to be gone', () => {
  expect(counterexample('alone')).toBeUndefined();
});

test('a run that was cancelled begins no further attempt', () => {
  expect(counterexample('cancelled_ends')).toBeUndefined();
});

test('the walks come through every state, end in every outcome, and retry and catch up', () => {
  const walks = fc.sample(walk, { numRuns: 300, seed: 1 });
  const runs = walks.flatMap((steps) => [...walkThrough(steps).runs.values()]);
  const seen = new Set(runs.map(({ state }) => (state.kind === 'finished' ? state.outcome : state.kind)));
  const states = ['waiting', 'running', 'stopping', 'reconciling', 'orphaned'];
  expect([...seen].toSorted()).toEqual([...states, ...RunOutcome.options].toSorted());
  expect(runs.filter((run) => run.missedSlots > 0)).not.toEqual([]);
  expect(runs.filter((run) => run.attempts.length === 3)).not.toEqual([]);
});
