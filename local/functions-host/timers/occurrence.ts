/**
 * When a timer fires next, by a clock that may be set at any time. Set forward, it fires once for everything that it
 * jumped over. Set back, the next occurrence is computed anew: the one before may be hours away.
 */
import type { Schedule } from './ncrontab.ts';

/** A smaller step back (of a time service) must not repeat the occurrence that has just fired. */
const smallestStepBackMs = 1_000;

export class Occurrence {
  readonly #schedule: Schedule;
  #due: number | undefined;
  #seen: number;

  /** `first` instead of the schedule's own first occurrence. */
  constructor(schedule: Schedule, now: number, first?: number) {
    this.#schedule = schedule;
    this.#seen = now;
    this.#due = first ?? this.#after(now);
  }

  /** Milliseconds until it is due, 0 when it is; undefined when it never is. */
  remaining(now: number): number | undefined {
    if (now < this.#seen - smallestStepBackMs) this.#due = this.#after(now);
    this.#seen = now;
    return this.#due === undefined ? undefined : Math.max(0, this.#due - now);
  }

  /** It has fired at `start`. An occurrence that passed during the invocation is due at once. */
  fired(start: number): void {
    this.#due = this.#after(start);
  }

  #after(instant: number): number | undefined {
    return this.#schedule.next(new Date(instant))?.getTime();
  }
}
