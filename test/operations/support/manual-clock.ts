/** A clock that moves only when a test tells it to. */
import { setImmediate } from 'node:timers/promises';
import { type DurationMs, epochMs } from '../../../src/core/time/time.ts';
import type { Clock } from '../../../src/ports.ts';
import { start } from '../../support/core-samples.ts';

export interface ManualClock extends Clock {
  /** Wakes whoever sleeps until then, in order, and lets each go on until it waits again. */
  readonly advance: (duration: DurationMs) => Promise<void>;
  /** Somebody sets it forward, or back by a negative duration; no time passes. */
  readonly set: (by: DurationMs) => void;
}

export function createManualClock(): ManualClock {
  let passed = 0;
  let ahead = 0;
  const sleepers = new Map<() => void, number>();
  const next = () => [...sleepers].toSorted(([, one], [, other]) => one - other)[0];
  return {
    now: () => epochMs(start + passed + ahead),
    monotonic: () => passed,
    sleep: async (duration, signal) => {
      if (signal?.aborted === true) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      sleepers.set(resolve, passed + duration);
      signal?.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      sleepers.delete(resolve);
    },
    advance: async (duration) => {
      const until = passed + duration;
      await setImmediate();
      for (let due = next(); due !== undefined && due[1] <= until; due = next()) {
        const [wake, at] = due;
        passed = at;
        sleepers.delete(wake);
        wake();
        await setImmediate();
      }
      passed = until;
    },
    set: (by) => {
      ahead += by;
    },
  };
}
