/** Which days somebody has chosen, one or all from a first to a last one, and how long they take. */
import type { BackfillProgressView } from '../../api/schemas/backfill-schemas.ts';
import type { DayState } from '../../core/coverage/day-states.ts';
import { addDays, type Span } from '../time/spans.ts';
import type { Day } from './months.ts';

/** In the order of choosing: the last one may be the earlier one. */
export interface Choice {
  readonly first: string;
  readonly last: string;
}

/** One day; after one, all from that to another; after those, one again. */
export function choose(choice: Choice | undefined, date: string): Choice {
  const isOpen = choice !== undefined && choice.first === choice.last;
  return { first: isOpen ? choice.first : date, last: date };
}

/** `from`: where nothing is chosen yet. */
export const extend = (choice: Choice | undefined, from: string, date: string): Choice => ({
  first: choice?.first ?? from,
  last: date,
});

export const spanOf = ({ first, last }: Choice): Span =>
  first <= last ? { awal: first, akhir: last } : { awal: last, akhir: first };

export const isIn = (span: Span | undefined, date: string): boolean =>
  span !== undefined && span.awal <= date && date <= span.akhir;

export const daysIn = (days: readonly Day[], span: Span): readonly Day[] =>
  days.filter(({ date }) => isIn(span, date));

export function countStates(days: readonly Day[]): ReadonlyMap<DayState, number> {
  return new Map([...Map.groupBy(days, ({ state }) => state)].map(([state, each]) => [state, each.length]));
}

/** Neither closed nor still to come; undefined where nothing is left. */
export function computable(
  { awal, akhir }: Span,
  today: string,
  closedThrough: string | null,
): Span | undefined {
  const from = closedThrough !== null && awal <= closedThrough ? addDays(closedThrough, 1) : awal;
  const to = akhir < today ? akhir : today;
  return from <= to ? { awal: from, akhir: to } : undefined;
}

export interface Estimate {
  /** As many dates at a time as a run of the schedule has. */
  readonly chunks: number;
  /** In seconds; undefined while no run has succeeded. */
  readonly duration: number | undefined;
}

type Usual = Pick<BackfillProgressView, 'days_per_chunk' | 'usual_duration'>;

/** By the usual duration of a run. */
export function estimate(days: number, { days_per_chunk: size, usual_duration: usual }: Usual): Estimate {
  const chunks = Math.ceil(days / size);
  return { chunks, duration: usual === null ? undefined : chunks * usual };
}
