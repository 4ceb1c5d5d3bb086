/** The two dates that the procedure gets: by rule from a slot's instant, or as somebody asked for them. */
import { z } from 'zod';
import {
  addDays,
  daysBetween,
  type EpochMs,
  epochMsToLocalDate,
  LocalDate,
  type TimeZone,
} from '../time/time.ts';

/** Both ends belong to the range; `awal` is never after `akhir`. */
export const DateRange = z.object({ awal: LocalDate, akhir: LocalDate }).readonly();
export type DateRange = z.infer<typeof DateRange>;

export interface RangeRule {
  readonly timeZone: TimeZone;
  /** `@awal` is this many days before `@akhir`; 1 gives yesterday..today. */
  readonly daysBack: number;
}

/** The range of a slot, by the calendar of the zone at the instant at which the slot was due. */
export function rangeOfSlot(slot: EpochMs, rule: RangeRule): DateRange {
  const akhir = epochMsToLocalDate(slot, rule.timeZone);
  return { awal: addDays(akhir, -rule.daysBack), akhir };
}

export interface RequestedDates {
  readonly awal?: LocalDate | undefined;
  readonly akhir?: LocalDate | undefined;
}

export type RequestedRange =
  | { readonly kind: 'range'; readonly range: DateRange }
  | {
      readonly kind: 'refused';
      readonly field: 'awal' | 'akhir';
      readonly value: string;
      readonly expected: string;
    };

/** A missing `akhir` is today, a missing `awal` follows the rule; a future `akhir` and long ranges are refused. */
export function rangeOfRequest(
  dates: RequestedDates,
  now: EpochMs,
  rule: RangeRule,
  maximumDays: number,
): RequestedRange {
  const today = epochMsToLocalDate(now, rule.timeZone);
  const akhir = dates.akhir ?? today;
  const awal = dates.awal ?? addDays(akhir, -rule.daysBack);
  if (akhir > today) {
    return {
      kind: 'refused',
      field: 'akhir',
      value: akhir,
      expected: `today (${today} in ${rule.timeZone}) or earlier`,
    };
  }
  if (awal > akhir) {
    return { kind: 'refused', field: 'awal', value: awal, expected: `a date not after akhir (${akhir})` };
  }
  const length = daysBetween(awal, akhir) + 1;
  if (length > maximumDays) {
    const expected = `at most ${maximumDays} days up to akhir (${akhir}), but this is ${length} days`;
    return { kind: 'refused', field: 'awal', value: awal, expected };
  }
  return { kind: 'range', range: { awal, akhir } };
}
