/** What is the matter with each date of a period: for a calendar of days. */
import type { DateRange } from '../run/date-range.ts';
import { addDays, type EpochMs, epochMsToLocalDate, type LocalDate } from '../time/time.ts';
import { type Closing, closedThrough } from './closing.ts';
import type { CoveredDays } from './covered-days.ts';
import { type DateRanges, holds, lengthOf } from './date-ranges.ts';
import type { Ledger } from './ledger.ts';

/** In this order, the first that is true. */
export const dayStates = [
  'in_progress',
  'closed',
  'pending',
  'settled',
  'gap',
  'computed',
  'not_covered',
  'not_yet',
] as const;
export type DayState = (typeof dayStates)[number];

export interface Day {
  readonly date: LocalDate;
  readonly state: DayState;
  /** Its last success. */
  readonly computed?: { readonly at: EpochMs; readonly runId: string };
}

export interface DaysRead {
  readonly coverage: CoveredDays;
  readonly closing?: Closing | undefined;
  /** Of the whole period. */
  readonly ledger: Ledger;
  readonly gaps: DateRanges;
  /** With late input that no run of the schedule is going to compute. */
  readonly pending: DateRanges;
  /** Of the run in progress. */
  readonly inProgress?: DateRange | undefined;
  readonly now: EpochMs;
}

export function daysOf(period: DateRange, read: DaysRead): readonly Day[] {
  return Array.from({ length: lengthOf(period) }, (_, index) => {
    const date = addDays(period.awal, index);
    const known = read.ledger.find(({ awal, akhir }) => awal <= date && date <= akhir);
    return {
      date,
      state: stateOfDay(date, read, known !== undefined),
      ...(known && { computed: { at: known.at, runId: known.runId } }),
    };
  });
}

function stateOfDay(date: LocalDate, read: DaysRead, isComputed: boolean): DayState {
  const { coverage, closing, gaps, pending, inProgress, now } = read;
  if (inProgress !== undefined && holds([inProgress], date)) return 'in_progress';
  const closed = closedThrough(closing, now);
  if (closed !== undefined && date <= closed) return 'closed';
  if (holds(pending, date)) return 'pending';
  if (holds(coverage.settled, date)) return 'settled';
  if (holds(gaps, date)) return 'gap';
  if (isComputed) return 'computed';
  return date < coverage.since ? 'not_covered' : 'not_yet';
}

export const today = (now: EpochMs, { zone }: CoveredDays): LocalDate => epochMsToLocalDate(now, zone);

/** The run that has computed today last, if one has. */
export const todayComputed = (coverage: CoveredDays, now: EpochMs): Ledger[number] | undefined => {
  const date = today(now, coverage);
  return coverage.open.find(({ awal, akhir }) => awal <= date && date <= akhir);
};
