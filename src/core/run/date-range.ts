/** The two dates passed to the procedure: derived from the slot, or as requested. */
import { z } from 'zod';
import {
  addDays,
  daysBetween,
  type EpochMs,
  epochMsToLocalDate,
  LocalDate,
  type TimeZone,
} from '../time/time.ts';

/** Both ends are included; `awal` is never after `akhir`. */
export const DateRange = z.object({ awal: LocalDate, akhir: LocalDate }).readonly();
export type DateRange = z.infer<typeof DateRange>;

export interface RangeRule {
  readonly timeZone: TimeZone;
  /** `@awal` is this many days before `@akhir`; 1 gives yesterday..today. */
  readonly daysBack: number;
}

/** By the zone's calendar at the instant when the slot was due. */
export function rangeOfSlot(slot: EpochMs, rule: RangeRule): DateRange {
  return { awal: daysBackFrom(slot, rule), akhir: epochMsToLocalDate(slot, rule.timeZone) };
}

/** The first date of the range of a slot. */
export const daysBackFrom = (slot: EpochMs, { timeZone, daysBack }: RangeRule): LocalDate =>
  addDays(epochMsToLocalDate(slot, timeZone), -daysBack);

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

/** Without `akhir` it is today, without `awal` the rule applies. A future `akhir` and too long a range are refused. */
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
