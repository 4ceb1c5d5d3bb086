/** Which dates are missing: the schedule has moved past them, and they are not settled. */
import { daysBackFrom, type RangeRule } from '../run/date-range.ts';
import type { PendingSettings } from '../settings/pending-environment.ts';
import { addDays, type EpochMs, type LocalDate } from '../time/time.ts';
import type { BackfillPlan } from './backfill.ts';
import { type Closing, openDates } from './closing.ts';
import { type CoveredDays, lastComplete } from './covered-days.ts';
import { type LateInput, lateRanges } from './late-input.ts';
import { quietRanges } from './quiet-dates.ts';
import { type DateRanges, rangeOrNone, without } from './date-ranges.ts';

export interface Coverage {
  readonly coverage: CoveredDays;
  readonly closing?: Closing | undefined;
  readonly late?: LateInput | undefined;
}

/** Rows have arrived since for those that are told of. */
export const settledNow = ({ coverage, late }: Coverage): DateRanges =>
  without(coverage.settled, lateRanges(late));

/**
 * Dates with late input that no run of the schedule is going to compute, and for which nothing more has arrived for a
 * while.
 */
export function lateNow(
  { closing, late }: Pick<Coverage, 'closing' | 'late'>,
  rule: RangeRule,
  nextSlot: EpochMs | undefined,
  pending: Pick<PendingSettings, 'procedure' | 'quiet'>,
  now: EpochMs,
): DateRanges {
  // As `gaps`: most of the time there are none.
  if (late === undefined || Object.keys(late.dates).length === 0) return [];
  return openDates(quietRanges(late, daysBackFrom(nextSlot ?? now, rule), pending, now), closing, now);
}

/** The schedule may yet compute the last ones: `gaps` leaves those out. */
export const unsettled = ({ coverage, closing }: Coverage, now: EpochMs): DateRanges =>
  openDates(
    without(rangeOrNone(coverage.since, lastComplete(now, coverage)), coverage.settled),
    closing,
    now,
  );

/**
 * `nextSlot`: of the schedule; undefined while there is none. A date that no run is going to compute any more, and whose
 * input has come, but that no run has computed since.
 */
export function gaps(
  { coverage, closing }: Coverage,
  rule: RangeRule,
  nextSlot: EpochMs | undefined,
  now: EpochMs,
): DateRanges {
  const rest = unsettled({ coverage, closing }, now);
  // Most of the time there are none, and this costs a tick nothing more.
  if (rest.length === 0) return rest;
  const first = daysBackFrom(nextSlot ?? now, rule);
  return without(rest, rangeOrNone(first, lastComplete(now, coverage)));
}

/** What a plan still has to compute. */
export function planned(known: Coverage, { next, akhir, dates }: BackfillPlan, now: EpochMs): DateRanges {
  const rest = openDates(rangeOrNone(next, akhir), known.closing, now);
  return dates === 'all' ? rest : without(rest, settledNow(known));
}

/** Every date from the beginning of coverage up to this one is settled or closed; undefined if the first is not. */
export function settledThrough(known: Coverage, now: EpochMs): LocalDate | undefined {
  const { coverage, closing } = known;
  const complete = lastComplete(now, coverage);
  const [first] = openDates(without(rangeOrNone(coverage.since, complete), settledNow(known)), closing, now);
  const last = first === undefined ? complete : addDays(first.awal, -1);
  return last < coverage.since ? undefined : last;
}
