import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureClass } from '../../../src/core/run/failure.ts';
import { afterAttempt, connectDelay } from '../../../src/core/run/retry.ts';
import { minutes, plus, seconds } from '../../../src/core/time/time.ts';
import { afterMinutes, settings, settingsWith, start } from '../../support/core-samples.ts';

const transient = { kind: 'failure', class: 'transient' } as const;
const evenChance = 0.5;

describe('afterAttempt', () => {
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
  ] as const)('repeats only what passes by itself: %s → %s', (failureClass, kind) => {
    const end = { kind: 'failure', class: failureClass } as const;
    expect(afterAttempt(end, 1, start, evenChance, settings).kind).toBe(kind);
  });

  it('gives up a permanent failure at once, as permanent', () => {
    const end = { kind: 'failure', class: 'contract' } as const;
    expect(afterAttempt(end, 1, start, evenChance, settings)).toEqual({
      kind: 'give_up',
      because: 'permanent',
    });
  });

  it('tries three times, after 1 and 5 minutes', () => {
    const verdicts = [1, 2, 3].map((attempt) =>
      afterAttempt(transient, attempt, start, evenChance, settings),
    );
    expect(verdicts).toEqual([
      { kind: 'retry', at: afterMinutes(1) },
      { kind: 'retry', at: afterMinutes(5) },
      { kind: 'give_up', because: 'attempts_used_up' },
    ]);
  });

  it('repeats the last delay when there are more attempts than delays', () => {
    const patient = settingsWith({ MAX_ATTEMPTS: '10', RETRY_DELAYS_MINUTES: '1,2' });
    const at = [1, 2, 3, 9].map((attempt) => afterAttempt(transient, attempt, start, evenChance, patient));
    expect(at).toEqual([1, 2, 2, 2].map((count) => ({ kind: 'retry', at: afterMinutes(count) })));
  });

  it('spreads a delay by up to a tenth in each direction, so that processes do not retry in step', () => {
    const verdicts = [0, 1].map((chance) => afterAttempt(transient, 2, start, chance, settings));
    expect(verdicts).toEqual([
      { kind: 'retry', at: plus(start, minutes(4.5)) },
      { kind: 'retry', at: plus(start, minutes(5.5)) },
    ]);
  });

  it('does not repeat a timeout unless that is configured', () => {
    const end = { kind: 'timed_out' } as const;
    expect(afterAttempt(end, 1, start, evenChance, settings)).toEqual({
      kind: 'give_up',
      because: 'timeouts_not_retried',
    });
    const repeating = settingsWith({ RETRY_TIMEOUTS: 'true' });
    expect(afterAttempt(end, 1, start, evenChance, repeating)).toEqual({
      kind: 'retry',
      at: afterMinutes(1),
    });
    expect(afterAttempt(end, 3, start, evenChance, repeating)).toEqual({
      kind: 'give_up',
      because: 'attempts_used_up',
    });
  });

  it('repeats a lost attempt while attempts remain', () => {
    const end = { kind: 'lost' } as const;
    expect(afterAttempt(end, 2, start, evenChance, settings).kind).toBe('retry');
    expect(afterAttempt(end, 3, start, evenChance, settings).kind).toBe('give_up');
  });

  it('never gives more attempts than configured, and never one in the past', () => {
    const ends = FailureClass.options.map((each) => ({ kind: 'failure', class: each }) as const);
    fc.assert(
      fc.property(
        fc.constantFrom(...ends, { kind: 'timed_out' } as const, { kind: 'lost' } as const),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (end, attempt, chance, maxAttempts) => {
          const using = { ...settings, maxAttempts, retryTimeouts: true };
          const verdict = afterAttempt(end, attempt, start, chance, using);
          if (verdict.kind === 'give_up') return;
          expect(attempt).toBeLessThan(maxAttempts);
          expect(verdict.at).toBeGreaterThan(start);
        },
      ),
    );
  });
});

describe('connectDelay', () => {
  it('waits 5, 15 and 45 seconds, then leaves it to the next attempt', () => {
    expect([1, 2, 3, 4, 5].map((tries) => connectDelay(tries, seconds(5)))).toEqual([
      5_000,
      15_000,
      45_000,
      undefined,
      undefined,
    ]);
  });

  it('never waits longer than a minute', () => {
    expect(connectDelay(3, seconds(60))).toBe(60_000);
  });
});
