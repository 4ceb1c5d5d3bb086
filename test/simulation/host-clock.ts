/** A machine's clock: it may be ahead or behind, run fast or slow, and be set at any time. */
import { type EpochMs, epochMs, isoToEpochMs } from '../../src/core/time/time.ts';
import type { Clock, WakeSignal } from '../../src/ports.ts';
import type { Host, Kernel } from './kernel.ts';

/** When every simulation begins, by the right clock. */
export const beginning: EpochMs = isoToEpochMs('2026-11-24T07:00:00+07:00');

/** Hosts' clocks differ by no more than this, in milliseconds, unless somebody sets one. */
export const hostsDiffer = 15_000;

/** Further than that, in milliseconds, no time service lets a clock drift. */
const mostDrift = 6_000;

export const rightTime = (kernel: Kernel): EpochMs => epochMs(beginning + kernel.now);

export class HostClock implements Clock {
  /** How far it is ahead of the right time, in milliseconds. */
  ahead: number;
  readonly #kernel: Kernel;
  readonly #host: Host;
  /** How much faster than the right time it runs: 1 is right. */
  readonly #rate: number;

  constructor(kernel: Kernel, host: Host, ahead: number, rate: number) {
    this.#kernel = kernel;
    this.#host = host;
    this.ahead = ahead;
    this.#rate = rate;
  }

  now(): EpochMs {
    const drift = this.#kernel.now * (this.#rate - 1);
    const kept = Math.max(-mostDrift, Math.min(drift, mostDrift));
    return epochMs(beginning + this.#kernel.now + kept + this.ahead);
  }

  monotonic(): number {
    return this.#kernel.now * this.#rate;
  }

  async sleep(duration: number, signal?: WakeSignal): Promise<void> {
    if (signal?.aborted === true) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#kernel.after(duration / this.#rate, this.#host, resolve);
    const onAbort = (): void => {
      cancel();
      resolve();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    await promise;
    signal?.removeEventListener('abort', onAbort);
  }
}
