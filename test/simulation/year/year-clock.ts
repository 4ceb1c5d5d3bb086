/** Time of a long simulation: it stands still while anybody works, and goes on to whoever wakes next. */
import { setImmediate } from 'node:timers/promises';
import { type DurationMs, type EpochMs, epochMs } from '../../../src/core/time/time.ts';
import type { Clock, WakeSignal } from '../../../src/ports.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export class YearClock {
  now: EpochMs;
  readonly #sleepers: Sleeper[] = [];

  constructor(begins: EpochMs) {
    this.now = begins;
  }

  /** Of one process: nothing wakes it once it is dead. */
  of(process: { readonly alive: boolean }): Clock {
    return {
      now: () => this.now,
      monotonic: () => this.now,
      sleep: async (duration: DurationMs, signal?: WakeSignal) => {
        if (signal?.aborted === true) return;
        const { promise, resolve } = Promise.withResolvers<void>();
        const wake = (): void => (process.alive ? resolve() : undefined);
        this.at(this.now + duration, wake);
        signal?.addEventListener('abort', wake, { once: true });
        await promise;
      },
    };
  }

  at(until: number, wake: () => void): void {
    let index = this.#sleepers.length;
    while (index > 0 && (this.#sleepers[index - 1]?.until ?? 0) < until) index -= 1;
    this.#sleepers.splice(index, 0, { until, wake });
  }

  async run(to: EpochMs): Promise<void> {
    await setImmediate();
    for (
      let next = this.#sleepers.at(-1);
      next !== undefined && next.until <= to;
      next = this.#sleepers.at(-1)
    ) {
      this.#sleepers.pop();
      this.now = epochMs(Math.max(this.now, next.until));
      next.wake();
      await setImmediate();
    }
    this.now = to;
  }
}
