/**
 * What the store found wrong with rows, and put right in them, until somebody with a log asks. Each thing is told once an
 * hour and process: lists are read every few seconds.
 */
import { hours } from '../../core/time/time.ts';
import type { StoreNotice } from '../../core/job/history.ts';
import type { Clock } from '../../ports.ts';

const again = hours(1);
/** So many damaged rows at once are one accident: a few of them show what it was. */
const mostAtOnce = 20;
const mostRemembered = 1_000;

export class Notices {
  readonly #clock: Clock;
  readonly #toldAt = new Map<string, number>();
  #waiting: StoreNotice[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(notice: StoreNotice): void {
    const key = `${notice.row} ${notice.problem}`;
    const now = this.#clock.monotonic();
    const told = this.#toldAt.get(key);
    if ((told !== undefined && now - told < again) || this.#waiting.length >= mostAtOnce) return;
    if (this.#toldAt.size >= mostRemembered) this.#toldAt.clear();
    this.#toldAt.set(key, now);
    this.#waiting.push(notice);
  }

  take(): readonly StoreNotice[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
