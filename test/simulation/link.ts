/** The way between a process and a service: how long it takes, and when nothing gets through. */
import type { Chance } from '../support/chance.ts';
import type { Kernel } from './kernel.ts';

/** `refused`: the other side answers that nobody listens. `silent`: nothing comes back. */
export type Cut = 'refused' | 'silent';

/** Of a packet that nothing holds up, in milliseconds. */
export const longestTrip = 3_000;

export class Link {
  readonly kernel: Kernel;
  readonly chance: Chance;
  #answeredAt = 0;
  #unanswered = 0;
  #watched = 0;
  #longestPause = 0;
  #cut: Cut = 'silent';
  #cutUntil = 0;

  constructor(kernel: Kernel, chance: Chance) {
    this.kernel = kernel;
    this.chance = chance;
  }

  /** Returns what notes the answer. */
  sent(): () => void {
    if (this.#unanswered === 0) this.#longestPause = this.longestPause();
    this.#unanswered += 1;
    const watched = this.#watched;
    return () => {
      if (watched === this.#watched) this.#unanswered -= 1;
      this.#answeredAt = this.kernel.now;
    };
  }

  /** From now on pauses count. */
  watch(): void {
    this.#watched += 1;
    this.#unanswered = 0;
    this.#longestPause = 0;
    this.#answeredAt = this.kernel.now;
  }

  /** The longest time that somebody asked nothing although everything was answered, in milliseconds. */
  longestPause(): number {
    const pause = this.#unanswered === 0 ? this.kernel.now - this.#answeredAt : 0;
    return Math.max(pause, this.#longestPause);
  }

  cut(how: Cut, duration: number): void {
    this.#cut = how;
    this.#cutUntil = this.kernel.now + duration;
  }

  heal(): void {
    this.#cutUntil = 0;
  }

  /** Undefined while everything gets through. */
  state(): Cut | undefined {
    return this.kernel.now < this.#cutUntil ? this.#cut : undefined;
  }

  get cutUntil(): number {
    return this.#cutUntil;
  }

  /** One way, in milliseconds; now and then a packet takes much longer. */
  latency(): number {
    return this.chance.happens(0.02) ? this.chance.spread(100, longestTrip) : this.chance.spread(1, 40);
  }
}
