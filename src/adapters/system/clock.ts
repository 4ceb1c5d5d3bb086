/** The clock of this machine. */
import { setTimeout as wait } from 'node:timers/promises';
import { epochMs } from '../../core/time/time.ts';
import type { Clock } from '../../ports.ts';

export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  monotonic: () => performance.now(),
  sleep: async (duration, signal) => {
    try {
      await wait(duration, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // An aborted sleep just ends early.
      if (signal?.aborted !== true) throw error;
    }
  },
};
