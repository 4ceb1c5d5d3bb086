/**
 * Which dates are computed, from the history alone: for each date the last success that held it. Whether it is settled,
 * Temporal tells. Dates are numbers of days, so that they can be counted.
 */
import { Temporal } from 'temporal-polyfill';
import type { Run } from '../../../src/core/run/run.ts';
import type { Commit } from '../truth.ts';
import { finishedBy } from './run-news.ts';

const hour = 3_600_000;
const dayLength = 24 * hour;

export const dayOf = (date: string): number => Date.parse(date) / dayLength;
export const dateOf = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);

export interface Success {
  readonly runId: string;
  readonly at: number;
}

export interface Terms {
  readonly zone: string;
  readonly settlesAfterHours: number;
}

const midnights = new Map<string, number>();
function midnightAfter(day: number, zone: string): number {
  const key = `${zone} ${day}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  const next = Temporal.PlainDate.from(dateOf(day + 1));
  const midnight = next.toZonedDateTime(zone).epochMilliseconds;
  midnights.set(key, midnight);
  return midnight;
}

/** From then on all input of the day has come. */
export const isOverAt = (day: number, { zone, settlesAfterHours }: Terms): number =>
  midnightAfter(day, zone) + settlesAfterHours * hour;

/** The day that it is in the zone. */
export const dayAt = (instant: number, zone: string): number =>
  dayOf(Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString());

export const daysOf = ({
  awal,
  akhir,
}: {
  readonly awal: string;
  readonly akhir: string;
}): readonly number[] =>
  Array.from({ length: dayOf(akhir) - dayOf(awal) + 1 }, (_, index) => dayOf(awal) + index);

export class DayBook {
  readonly computed = new Map<number, Success>();
  #commit: Commit | undefined;

  /** Every write must be shown to the book, once or more often. Returns whether it says that dates were computed. */
  note(commit: Commit): boolean {
    const run = finishedBy(commit);
    if (run?.state.outcome !== 'succeeded') return false;
    if (commit !== this.#commit) this.#succeeded(run);
    this.#commit = commit;
    return true;
  }

  #succeeded({ id, range, attempts }: Run): void {
    const at = attempts.at(-1)?.startedAt;
    if (at === undefined) return;
    for (const day of daysOf(range)) {
      const known = this.computed.get(day);
      if (known === undefined || known.runId < id) this.computed.set(day, { runId: id, at });
    }
  }

  isSettled(day: number, terms: Terms): boolean {
    const success = this.computed.get(day);
    return success !== undefined && success.at >= isOverAt(day, terms);
  }
}
