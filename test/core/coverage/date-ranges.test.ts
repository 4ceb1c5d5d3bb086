/** Sets of dates as ranges, against sets of single dates. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countDates, type DateRanges, union, without } from '../../../src/core/coverage/date-ranges.ts';
import { addDays, daysBetween, LocalDate } from '../../../src/core/time/time.ts';

const first = LocalDate.parse('2027-12-20');

/** In order and apart, as every set of ranges is. */
const anySet: fc.Arbitrary<DateRanges> = fc
  .array(fc.record({ from: fc.nat(90), days: fc.nat(12) }), { maxLength: 8 })
  .map((given) =>
    given
      .map(({ from, days }) => ({ awal: addDays(first, from), akhir: addDays(first, from + days) }))
      .reduce<DateRanges>((all, each) => union(all, [each]), []),
  );

const datesOf = (ranges: DateRanges): readonly string[] =>
  ranges.flatMap(({ awal, akhir }) =>
    Array.from({ length: daysBetween(awal, akhir) + 1 }, (_, day) => addDays(awal, day)),
  );

/** Each ends before the next one begins, with a day or more between them. */
function expectApart(ranges: DateRanges): void {
  const distances = ranges.slice(1).map(({ awal }, index) => daysBetween(ranges[index]?.akhir ?? awal, awal));
  expect(distances.filter((days) => days < 2)).toEqual([]);
  expect(ranges.filter(({ awal, akhir }) => awal > akhir)).toEqual([]);
}

describe('for any two sets of dates', () => {
  test('the union has the dates of both', () => {
    fc.assert(
      fc.property(anySet, anySet, (one, other) => {
        const both = union(one, other);
        expectApart(both);
        expect(datesOf(both)).toEqual([...new Set([...datesOf(one), ...datesOf(other)])].toSorted());
        expect(countDates(both)).toBe(datesOf(both).length);
      }),
    );
  });

  test('the difference has those of the first alone', () => {
    fc.assert(
      fc.property(anySet, anySet, (one, other) => {
        const taken = new Set(datesOf(other));
        const rest = without(one, other);
        expectApart(rest);
        expect(datesOf(rest)).toEqual(datesOf(one).filter((date) => !taken.has(date)));
      }),
    );
  });
});
