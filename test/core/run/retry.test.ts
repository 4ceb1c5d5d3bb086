/** Whether an attempt is followed by another, and when. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureClass } from '../../../src/core/run/failure.ts';
import { connectDelay, decideRetry, type RetryContext } from '../../../src/core/run/retry.ts';
import { milliseconds, minutes, plus, seconds } from '../../../src/core/time/time.ts';
import {
  afterMinutes,
  endContext,
  failureOf,
  settings,
  settingsWith,
  start,
} from '../../support/core-samples.ts';

const failed = (failureClass: FailureClass) =>
  ({ outcome: 'failed', failure: failureOf(failureClass) }) as const;
const transient = failed('transient');
const context: RetryContext = endContext(start);

describe('the decision to retry', () => {
  it.each([
    ['unreachable', 'retry'],
    ['transient', 'retry'],
    ['outcome_unknown', 'retry'],
    ['interrupted', 'retry'],
    ['governance', 'give_up'],
    ['access', 'give_up'],
    ['contract', 'give_up'],
    ['data', 'give_up'],
    ['environment', 'give_up'],
    ['user_raised', 'give_up'],
    ['unclassified', 'give_up'],
  ] as const)('retries only what can pass by itself: %s → %s', (failureClass, kind) => {
    expect(decideRetry(failed(failureClass), 1, context).kind).toBe(kind);
  });

  it('gives up a permanent failure at once, as permanent', () => {
    expect(decideRetry(failed('contract'), 1, context)).toEqual({
      kind: 'give_up',
      because: 'permanent',
    });
  });

  it('tries three times, after 1 and 5 minutes', () => {
    const decisions = [1, 2, 3].map((attempt) => decideRetry(transient, attempt, context));
    expect(decisions).toEqual([
      { kind: 'retry', at: afterMinutes(1) },
      { kind: 'retry', at: afterMinutes(5) },
      { kind: 'give_up', because: 'attempts_used_up' },
    ]);
  });

  it('repeats the last delay when there are more attempts than delays', () => {
    const patient = endContext(start, settingsWith({ MAX_ATTEMPTS: '10', RETRY_DELAYS_MINUTES: '1,2,3' }));
    const at = [1, 2, 3, 4, 9].map((attempt) => decideRetry(transient, attempt, patient));
    expect(at).toEqual([1, 2, 3, 3, 3].map((count) => ({ kind: 'retry', at: afterMinutes(count) })));
  });

  it('spreads a delay by up to a tenth in each direction, so that processes do not retry in step', () => {
    const decisions = [0, 1].map((random) => decideRetry(transient, 2, { ...context, random }));
    expect(decisions).toEqual([
      { kind: 'retry', at: plus(start, minutes(4.5)) },
      { kind: 'retry', at: plus(start, minutes(5.5)) },
    ]);
  });

  it('does not retry a timeout unless configured to', () => {
    const end = { outcome: 'timed_out' } as const;
    expect(decideRetry(end, 1, context)).toEqual({
      kind: 'give_up',
      because: 'timeouts_not_retried',
    });
    const repeating = endContext(start, settingsWith({ RETRY_TIMEOUTS: 'true' }));
    expect(decideRetry(end, 1, repeating)).toEqual({
      kind: 'retry',
      at: afterMinutes(1),
    });
    expect(decideRetry(end, 3, repeating)).toEqual({
      kind: 'give_up',
      because: 'attempts_used_up',
    });
  });

  it('retries a lost attempt while attempts remain', () => {
    const end = { outcome: 'lost' } as const;
    expect(decideRetry(end, 2, context).kind).toBe('retry');
    expect(decideRetry(end, 3, context).kind).toBe('give_up');
  });

  it('never gives more attempts than configured, and never one in the past', () => {
    const ends = FailureClass.options.map(failed);
    fc.assert(
      fc.property(
        fc.constantFrom(...ends, { outcome: 'timed_out' } as const, { outcome: 'lost' } as const),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (end, attempt, random, maxAttempts) => {
          const using = { ...settings, maxAttempts, retryTimeouts: true };
          const decision = decideRetry(end, attempt, { now: start, random, settings: using });
          if (decision.kind === 'give_up') return;
          expect(attempt).toBeLessThan(maxAttempts);
          expect(decision.at).toBeGreaterThan(start);
        },
      ),
    );
  });
});

const after = (tries: number, took = seconds(0), each = seconds(15)) => ({ tries, took, each });

describe('connectDelay', () => {
  it('waits 5, 15 and 45 seconds, then leaves it to the next attempt', () => {
    expect([1, 2, 3, 4, 5].map((tries) => connectDelay(after(tries), seconds(5)))).toEqual([
      5_000,
      15_000,
      45_000,
      undefined,
      undefined,
    ]);
  });

  it('never waits longer than a minute', () => {
    expect(connectDelay(after(3), seconds(60))).toBe(60_000);
  });

  it('lets an attempt begin no try that could outlast the room beside the time limit of a run', () => {
    expect(connectDelay(after(3, seconds(65)), seconds(5))).toBe(45_000);
    expect(connectDelay(after(2, seconds(210)), seconds(5))).toBe(15_000);
    expect(connectDelay(after(2, milliseconds(210_001)), seconds(5))).toBe(undefined);
    expect(connectDelay(after(1, seconds(120), seconds(120)), seconds(5))).toBe(undefined);
  });
});
