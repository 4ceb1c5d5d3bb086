/**
 * Closed periods (tutup buku): dates up to one that are paid, so that nothing computes them any more. A reopening ends
 * by itself.
 */
import { z } from 'zod';
import type { DateRange } from '../run/date-range.ts';
import { addDays, days, elapsed, EpochMs, LocalDate } from '../time/time.ts';
import { type DateRanges, rangeOrNone, without } from './date-ranges.ts';

const signed = {
  by: z.string(),
  byId: z.string(),
  reason: z.string(),
  at: EpochMs,
};

export const Reopening = z
  .object({
    ...signed,
    /** Dates before stay closed. */
    from: LocalDate,
    /** Then the period closes again. */
    until: EpochMs,
  })
  .readonly();
export type Reopening = z.infer<typeof Reopening>;

export const Closing = z
  .object({ ...signed, through: LocalDate, reopened: Reopening.exactOptional() })
  .readonly();
export type Closing = z.infer<typeof Closing>;

export const longestReopeningDays = 31;

/** One that ends later than any can was given by a clock that was ahead; a day is left for clocks that differ. */
export const reopeningNow = (closing: Closing | undefined, now: EpochMs): Reopening | undefined => {
  const reopened = closing?.reopened;
  if (reopened === undefined) return undefined;
  const ahead = elapsed(now, reopened.until);
  return ahead > 0 && ahead <= days(longestReopeningDays + 1) ? reopened : undefined;
};

/** The last date that nothing may compute now; undefined where every date may be computed. */
export function closedThrough(closing: Closing | undefined, now: EpochMs): LocalDate | undefined {
  if (closing === undefined) return undefined;
  const reopened = reopeningNow(closing, now);
  if (reopened === undefined) return closing.through;
  const before = addDays(reopened.from, -1);
  return before < closing.through ? before : closing.through;
}

/** What may be computed of a range; undefined where all of it is closed. */
export function openPart(
  { awal, akhir }: DateRange,
  closing: Closing | undefined,
  now: EpochMs,
): DateRange | undefined {
  const closed = closedThrough(closing, now);
  if (closed === undefined || awal > closed) return { awal, akhir };
  return akhir <= closed ? undefined : { awal: addDays(closed, 1), akhir };
}

export function openDates(ranges: DateRanges, closing: Closing | undefined, now: EpochMs): DateRanges {
  const closed = closedThrough(closing, now);
  return closed === undefined ? ranges : without(ranges, rangeOrNone(earliestDate, closed));
}

const earliestDate = LocalDate.parse('1000-01-01');
