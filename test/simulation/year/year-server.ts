/** SQL Server in a simulated year: one procedure that takes minutes or hours, and goes on after its client has died. */
import { type EpochMs, milliseconds } from '../../../src/core/time/time.ts';
import type { Clock, Execution } from '../../../src/ports.ts';
import type { Chance } from '../../support/chance.ts';

const minute = 60_000;

export class YearServer {
  readonly #chance: Chance;
  readonly #now: () => EpochMs;
  #busyUntil = 0;

  constructor(chance: Chance, now: () => EpochMs) {
    this.#chance = chance;
    this.#now = now;
  }

  get executes(): boolean {
    return this.#now() < this.#busyUntil;
  }

  async execute(clock: Clock, { observer, abort }: Execution) {
    if (this.executes) return { kind: 'foreign_run' } as const;
    const takes = this.#chance.pick([3, 20, 45, 100] as const) * minute;
    this.#busyUntil = this.#now() + takes;
    observer.executing();
    await clock.sleep(milliseconds(takes), abort.signal);
    const stop = abort.reason();
    if (stop === undefined || stop.cause === 'shutdown')
      return {
        kind: 'succeeded',
        rowsAffected: this.#chance.whole(0, 3_000),
        returnValue: 0,
      } as const;
    this.#busyUntil = this.#now();
    return { kind: 'stopped', rowsAffected: 0, confirmed: true, stop } as const;
  }
}
