/** Instants, durations and calendar dates, and the conversions between them. */
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  elapsed,
  epochMs,
  epochMsToIso,
  epochMsToLocalDate,
  epochMsToWallClock,
  firstInstant,
  hours,
  isoToEpochMs,
  lastInstant,
  later,
  LocalDate,
  minus,
  plus,
  seconds,
  TimeZone,
  toHours,
  toMinutes,
  toSeconds,
} from '../../../src/core/time/time.ts';
import { at, berlin, jakarta, utc } from '../../support/core-samples.ts';

const anyInstant = fc.integer({ min: 0, max: 4_102_444_800_000 }).map(epochMs);
const anyZone = fc.constantFrom('Asia/Jakarta', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'UTC');
const anyDate = fc
  .integer({ min: -40_000, max: 40_000 })
  .map((n) => addDays(LocalDate.parse('2026-01-01'), n));

describe('instants', () => {
  test('an instant written as ISO 8601 in any zone reads back as the same instant', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        expect(isoToEpochMs(epochMsToIso(instant, TimeZone.parse(zone)))).toBe(instant);
      }),
    );
  });

  test('the text carries the offset of the zone at that instant, also across a change to winter time', () => {
    expect(epochMsToIso(at('2026-11-23T08:21:16.123Z'), jakarta)).toBe('2026-11-23T15:21:16.123+07:00');
    expect(epochMsToIso(at('2026-10-25T00:30:00Z'), berlin)).toBe('2026-10-25T02:30:00.000+02:00');
    expect(epochMsToIso(at('2026-10-25T01:30:00Z'), berlin)).toBe('2026-10-25T02:30:00.000+01:00');
    expect(epochMsToIso(at('2026-11-23T08:21:16Z'), utc)).toBe('2026-11-23T08:21:16.000+00:00');
  });

  test('the wall clock names the date only when it is not the day of now', () => {
    const now = at('2026-11-24T20:00:00+07:00');
    expect(epochMsToWallClock(at('2026-11-24T13:45:59+07:00'), jakarta, now)).toBe('13:45');
    expect(epochMsToWallClock(at('2026-11-25T01:00:00+07:00'), jakarta, now)).toBe('2026-11-25 01:00');
    expect(epochMsToWallClock(at('2026-11-24T01:00:00Z'), jakarta, now)).toBe('08:00');
  });

  test('text, date and wall clock are the ones that Temporal writes, whichever zones and instants were shown before', () => {
    const anywhen = fc.integer({ min: firstInstant, max: lastInstant }).map(epochMs);
    const anywhere = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const shownBefore = fc.constantFrom(at('2026-11-23T08:21:16.123Z'), at('1972-12-31T23:59:59.999Z'));
    fc.assert(
      fc.property(
        fc.oneof(anyInstant, anywhen, shownBefore),
        anywhen,
        fc.oneof(anyZone, anywhere),
        (instant, now, name) => {
          const zone = TimeZone.parse(name);
          const [text, day] = [instant, now].map((each) => {
            const zoned = Temporal.Instant.fromEpochMilliseconds(each).toZonedDateTimeISO(zone);
            return zoned.toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
          }) as [string, string];
          const [date = '', time = ''] = text.split('T');
          expect(epochMsToIso(instant, zone)).toBe(text);
          expect(epochMsToIso(instant, zone)).toBe(text);
          expect(epochMsToLocalDate(instant, zone)).toBe(date);
          const shown = day.startsWith(date) ? '' : `${date} `;
          expect(epochMsToWallClock(instant, zone, now)).toBe(shown + time.slice(0, 5));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('durations', () => {
  test('fractions of an hour are exact, fractions of a millisecond are rounded away', () => {
    expect([hours(0.5), hours(1.5), hours(1.1), seconds(0.0004)]).toEqual([
      1_800_000, 5_400_000, 3_960_000, 0,
    ]);
  });

  test('an elapsed time added to its beginning gives its end, whichever comes first', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (one, other) => {
        expect(plus(one, elapsed(one, other))).toBe(other);
        expect(minus(other, elapsed(one, other))).toBe(one);
        expect(later(one, other)).toBe(Math.max(one, other));
      }),
    );
  });

  test('one duration is told in seconds, minutes and hours', () => {
    const duration = hours(4.5);
    expect([toSeconds(duration), toMinutes(duration), toHours(duration)]).toEqual([16_200, 270, 4.5]);
  });
});

describe('calendar dates', () => {
  test('the date is that of the zone, not that of UTC', () => {
    expect(epochMsToLocalDate(at('2026-11-24T16:59:59.999Z'), jakarta)).toBe('2026-11-24');
    expect(epochMsToLocalDate(at('2026-11-24T17:00:00Z'), jakarta)).toBe('2026-11-25');
    expect(epochMsToLocalDate(at('2026-11-24T17:00:00Z'), utc)).toBe('2026-11-24');
  });

  test('a date moved by some days lies that many days away', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -800, max: 800 }), (date, count) => {
        expect(daysBetween(date, addDays(date, count))).toBe(count);
      }),
    );
  });

  test.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-1-1', '24-11-2026', '', '2026-11-24T00:00:00Z'])(
    'refuses %j as a calendar date',
    (text) => {
      expect(LocalDate.safeParse(text).error?.issues[0]?.message).toBe(
        `expected a calendar date that exists, as YYYY-MM-DD, got ${JSON.stringify(text)}`,
      );
    },
  );
});

describe('time zones', () => {
  test.each(['Asia/Jakarta', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC'])(
    'takes %s',
    (name) => {
      expect(TimeZone.parse(name)).toBe(name);
    },
  );

  test.each(['Asia/Bandung', 'WIB', '+07:00', '', 'Asia/', 'SE Asia Standard Time'])('refuses %j', (name) => {
    expect(TimeZone.safeParse(name).error?.issues[0]?.message).toContain(
      `expected an IANA time zone such as "Asia/Jakarta", got ${JSON.stringify(name)}`,
    );
  });
});
