/** Sets of calendar dates as ranges: in order, apart from each other, both ends included. */
import { z } from 'zod';
import { DateRange } from '../run/date-range.ts';
import { dayOf } from '../time/calendar-days.ts';
import { addDays, type LocalDate } from '../time/time.ts';

export const DateRanges = z.array(DateRange).readonly();
export type DateRanges = z.infer<typeof DateRanges>;

/** Dates of four-digit years sort as texts. */
export const holds = (ranges: DateRanges, date: LocalDate): boolean =>
  ranges.some(({ awal, akhir }) => awal <= date && date <= akhir);

export const overlaps = (one: DateRange, other: DateRange): boolean =>
  one.awal <= other.akhir && other.awal <= one.akhir;

/** Undefined where they have no date in common. */
export function commonDates(one: DateRange, other: DateRange): DateRange | undefined {
  const awal = one.awal > other.awal ? one.awal : other.awal;
  const akhir = one.akhir < other.akhir ? one.akhir : other.akhir;
  return awal > akhir ? undefined : { awal, akhir };
}

export function union(ranges: DateRanges, more: DateRanges): DateRanges {
  const sorted = [...ranges, ...more].toSorted((one, other) => (one.awal < other.awal ? -1 : 1));
  const merged: DateRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || addDays(last.akhir, 1) < range.awal) merged.push(range);
    else if (range.akhir > last.akhir) merged[merged.length - 1] = { awal: last.awal, akhir: range.akhir };
  }
  return merged;
}

/** Those of `ranges` that are not in `others`. One pass: both are in order. */
export function without(ranges: DateRanges, others: DateRanges): DateRanges {
  const rest: DateRange[] = [];
  let next = 0;
  for (const { awal, akhir } of ranges) {
    let from = awal;
    while ((others[next]?.akhir ?? akhir) < from) next += 1;
    for (let index = next; from <= akhir; index += 1) {
      const other = others[index];
      if (other === undefined || other.awal > akhir) {
        rest.push({ awal: from, akhir });
        break;
      }
      if (other.awal > from) rest.push({ awal: from, akhir: addDays(other.awal, -1) });
      from = addDays(other.akhir, 1);
    }
  }
  return rest;
}

export const within = (ranges: DateRanges, bounds: DateRange): DateRanges =>
  ranges.flatMap((range) => commonDates(range, bounds) ?? []);

/** Empty where `awal` is after `akhir`. */
export const rangeOrNone = (awal: LocalDate, akhir: LocalDate): DateRanges =>
  awal > akhir ? [] : [{ awal, akhir }];

export const lengthOf = ({ awal, akhir }: DateRange): number => dayOf(akhir) - dayOf(awal) + 1;

export const countDates = (ranges: DateRanges): number =>
  ranges.reduce((sum, range) => sum + lengthOf(range), 0);
