/** The clock of this machine. */
import { epochMs } from '../../core/time/time.ts';
import type { Clock } from '../../ports.ts';

export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  monotonic: () => performance.now(),
  /** Ended early, it settles as well. Every request to the table has a limit that it ends: an error each time is dear. */
  sleep: (duration, signal) => {
    if (signal?.aborted === true) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, duration);
    signal?.addEventListener('abort', end);
    return promise;
  },
};
