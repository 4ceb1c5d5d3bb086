/** What happens in a simulated year, noted as it happens and apart from the rows that "why?" reads. */
import { scheduleHistory } from '../../../src/core/job/job-state.ts';
import type { Run } from '../../../src/core/run/run.ts';
import type { ScheduleHistory } from '../../../src/core/schedule/slot.ts';
import type { EpochMs } from '../../../src/core/time/time.ts';
import type { TableInMemory } from '../../support/table-in-memory.ts';
import { type Rows, Truth } from '../truth.ts';

/** The rows as they stood from `at` on. */
export interface Moment {
  readonly at: EpochMs;
  readonly rows: Rows;
  readonly configChanged: boolean;
  /** The run that came into being. */
  readonly created: Run | undefined;
}

/** At a tick that found nothing to do: what the preview announced as the next slot. */
export interface Announced {
  readonly at: EpochMs;
  readonly slot: EpochMs | undefined;
  /** Where it would have been without a blackout, a paused profile or the least gap. */
  readonly movedFrom: EpochMs | undefined;
}

export class YearRecord {
  readonly truth = new Truth();
  readonly moments: Moment[] = [];
  /** When each tick read the table, and when each that executed a run had done so. */
  readonly ticks: EpochMs[] = [];
  readonly announced: Announced[] = [];
  readonly created: { readonly at: EpochMs; readonly run: Run }[] = [];

  constructor(table: TableInMemory, now: () => EpochMs) {
    this.truth.watch(table, () => undefined);
    this.truth.onCommit = ({ before, after, run, runBefore }) => {
      const created = runBefore === undefined ? run : undefined;
      const at = now();
      this.moments.push({ at, rows: after, configChanged: before?.config !== after.config, created });
      if (created !== undefined) this.created.push({ at, run: created });
    };
  }

  noteTick(at: EpochMs): void {
    if (this.ticks.at(-1) !== at) this.ticks.push(at);
  }

  /** The last one up to the instant. */
  momentAt(at: EpochMs): Moment | undefined {
    return this.moments[this.#after(at) - 1];
  }

  momentsAfter(at: EpochMs): readonly Moment[] {
    return this.moments.slice(this.#after(at));
  }

  #after(at: EpochMs): number {
    return firstAfter(this.moments.length, (index) => this.moments[index]?.at ?? Infinity, at);
  }

  /** The last tick before the instant, and the first one from then on. */
  ticksAround(at: number): { readonly before: EpochMs | undefined; readonly next: EpochMs | undefined } {
    const { ticks } = this;
    const index = firstAfter(ticks.length, (each) => ticks[each] ?? Infinity, at - 1);
    return { before: ticks[index - 1], next: ticks[index] };
  }

  /** Whether any tick came from the first instant to the last. */
  cameBetween(from: number, to: number): boolean {
    const { next } = this.ticksAround(from);
    return next !== undefined && next <= to;
  }
}

export const historyIn = ({ rows: { config, state } }: Moment, at: EpochMs): ScheduleHistory =>
  scheduleHistory(config, state, at);

/** The index of the first that comes after the instant. */
function firstAfter(length: number, at: (index: number) => number, instant: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
