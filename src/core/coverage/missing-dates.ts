/** Which dates are missing: the schedule has moved past them, and they are not settled. */
import { daysBackFrom, type RangeRule } from '../run/date-range.ts';
import { addDays, type EpochMs, type LocalDate } from '../time/time.ts';
import type { BackfillPlan } from './backfill.ts';
import { type Closing, openDates } from './closing.ts';
import { type CoveredDays, lastComplete } from './covered-days.ts';
import { type DateRanges, rangeOrNone, without } from './date-ranges.ts';

export interface Coverage {
  readonly coverage: CoveredDays;
  readonly closing?: Closing | undefined;
}

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
  const complete = lastComplete(now, coverage);
  const unsettled = openDates(without(rangeOrNone(coverage.since, complete), coverage.settled), closing, now);
  // Most of the time there are none, and this costs a tick nothing more.
  if (unsettled.length === 0) return unsettled;
  const passed = addDays(daysBackFrom(nextSlot ?? now, rule), -1);
  return without(unsettled, rangeOrNone(addDays(passed, 1), complete));
}

/** What a plan still has to compute. */
export function planned(
  { coverage, closing }: Coverage,
  { next, akhir, dates }: BackfillPlan,
  now: EpochMs,
): DateRanges {
  const rest = openDates(rangeOrNone(next, akhir), closing, now);
  return dates === 'all' ? rest : without(rest, coverage.settled);
}

/** Every date from the beginning of coverage up to this one is settled or closed; undefined if the first is not. */
export function settledThrough({ coverage, closing }: Coverage, now: EpochMs): LocalDate | undefined {
  const complete = lastComplete(now, coverage);
  const [first] = openDates(without(rangeOrNone(coverage.since, complete), coverage.settled), closing, now);
  const last = first === undefined ? complete : addDays(first.awal, -1);
  return last < coverage.since ? undefined : last;
}
