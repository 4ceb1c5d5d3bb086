/** The two dates that the procedure gets. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangeOfRequest, rangeOfSlot } from '../../../src/core/run/date-range.ts';
import { daysBetween, epochMs, epochMsToLocalDate, LocalDate } from '../../../src/core/time/time.ts';
import { at, berlin, jakarta, utc } from '../../support/core-samples.ts';

const rule = { timeZone: jakarta, daysBack: 1 };
const dayOrNone = (text: string | undefined) => (text === undefined ? undefined : LocalDate.parse(text));

describe('the range of a slot', () => {
  test.each([
    [
      'the last millisecond before midnight in Jakarta',
      '2026-11-24T23:59:59.999+07:00',
      '2026-11-23',
      '2026-11-24',
    ],
    ['midnight in Jakarta', '2026-11-25T00:00:00+07:00', '2026-11-24', '2026-11-25'],
    ['midnight in UTC, 07:00 in Jakarta', '2026-11-25T00:00:00Z', '2026-11-24', '2026-11-25'],
    ['just before midnight in UTC', '2026-11-24T23:59:59.999Z', '2026-11-24', '2026-11-25'],
    ['the leap day', '2028-02-29T12:00:00+07:00', '2028-02-28', '2028-02-29'],
    ['the day after the leap day', '2028-03-01T12:00:00+07:00', '2028-02-29', '2028-03-01'],
    ['the first of March of a common year', '2026-03-01T12:00:00+07:00', '2026-02-28', '2026-03-01'],
    ['New Year', '2027-01-01T00:00:00+07:00', '2026-12-31', '2027-01-01'],
  ])('at %s it is yesterday and today by the calendar of the zone', (_, slot, awal, akhir) => {
    expect(rangeOfSlot(at(slot), rule)).toEqual({ awal, akhir });
  });

  test('it counts calendar days also over the 23 and 25 hours of a clock change', () => {
    const inBerlin = { timeZone: berlin, daysBack: 1 };
    expect(rangeOfSlot(at('2026-03-30T00:30:00+02:00'), inBerlin)).toEqual({
      awal: '2026-03-29',
      akhir: '2026-03-30',
    });
    expect(rangeOfSlot(at('2026-10-26T00:30:00+01:00'), inBerlin)).toEqual({
      awal: '2026-10-25',
      akhir: '2026-10-26',
    });
  });

  test('it always spans the days of the rule and ends on the day of the slot', () => {
    const instants = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(epochMs);
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 31 }),
        fc.constantFrom(jakarta, berlin, utc),
        (slot, daysBack, timeZone) => {
          const { awal, akhir } = rangeOfSlot(slot, { timeZone, daysBack });
          expect(daysBetween(awal, akhir)).toBe(daysBack);
          expect(akhir).toBe(epochMsToLocalDate(slot, timeZone));
        },
      ),
    );
  });
});

describe('the range of a request', () => {
  const now = at('2026-11-25T00:30:00+07:00');
  const request = (awal?: string, akhir?: string) =>
    rangeOfRequest({ awal: dayOrNone(awal), akhir: dayOrNone(akhir) }, now, rule, 31);

  test('without dates it is yesterday and today in the zone', () => {
    expect(request()).toEqual({ kind: 'range', range: { awal: '2026-11-24', akhir: '2026-11-25' } });
  });

  test('a missing awal follows the rule from akhir, a missing akhir is today', () => {
    expect(request(undefined, '2026-11-10')).toMatchObject({
      range: { awal: '2026-11-09', akhir: '2026-11-10' },
    });
    expect(request('2026-11-20')).toMatchObject({ range: { awal: '2026-11-20', akhir: '2026-11-25' } });
  });

  test('31 days are taken, 32 are refused', () => {
    expect(request('2026-10-01', '2026-10-31')).toMatchObject({ kind: 'range' });
    expect(request('2026-09-30', '2026-10-31')).toEqual({
      kind: 'refused',
      field: 'awal',
      value: '2026-09-30',
      expected: 'at most 31 days up to akhir (2026-10-31), but this is 32 days',
    });
  });

  test('tomorrow in the zone is refused, even when UTC has not reached today', () => {
    expect(request(undefined, '2026-11-25')).toMatchObject({ kind: 'range' });
    expect(request(undefined, '2026-11-26')).toEqual({
      kind: 'refused',
      field: 'akhir',
      value: '2026-11-26',
      expected: 'today (2026-11-25 in Asia/Jakarta) or earlier',
    });
  });

  test('dates in the wrong order are refused', () => {
    expect(request('2026-11-20', '2026-11-19')).toEqual({
      kind: 'refused',
      field: 'awal',
      value: '2026-11-20',
      expected: 'a date not after akhir (2026-11-19)',
    });
  });
});
