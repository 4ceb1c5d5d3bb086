/** The table of offsets, against Temporal. */
import { Temporal } from 'temporal-polyfill';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  civilDate,
  dayOf,
  dayOfCivil,
  daysInMonth,
  weekdayOf,
} from '../../../src/core/time/calendar-days.ts';
import { epochMs, LocalDate, TimeZone } from '../../../src/core/time/time.ts';
import {
  fromLocal,
  toLocal,
  transitionsBetween,
  whenClocksShow,
} from '../../../src/core/time/zone-offsets.ts';

const zones = [
  'UTC',
  'Asia/Jakarta',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Kiritimati',
].map((name) => TimeZone.parse(name));
const anyZone = fc.constantFrom(...zones);
const instantFrom = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from), max: Date.parse(to) }).map(epochMs);
/** Half of them within two days of a change of the clocks of some zone. */
const anyInstant = fc.oneof(
  instantFrom('2000-01-01', '2060-01-01'),
  instantFrom('2026-03-28', '2026-03-31'),
  instantFrom('2011-12-29', '2012-01-01'),
  instantFrom('2026-10-03', '2026-10-05'),
);

test('an instant has the local time that Temporal gives it', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (instant, zone) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
      expect(toLocal(instant, zone) - instant).toBe(zoned.offsetNanoseconds / 1_000_000);
    }),
  );
});

test('a local time is the first instant at which the clocks show it or a later one', () => {
  fc.assert(
    fc.property(anyInstant, anyZone, (local, zone) => {
      const instant = fromLocal(local, zone);
      expect(toLocal(instant, zone)).toBeGreaterThanOrEqual(local);
      expect(toLocal(epochMs(instant - 1), zone)).toBeLessThan(local);
      const plain = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();
      const theirs = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
      const exists = theirs.toPlainDateTime().equals(plain);
      expect(instant).toBe(
        exists ? theirs.epochMilliseconds : theirs.getTimeZoneTransition('next')?.epochMilliseconds,
      );
    }),
  );
});

test('the clocks show a span of local times exactly where each instant does', () => {
  const hours = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(anyInstant, anyInstant, hours, anyZone, (local, other, count, zone) => {
      const span = { from: local, to: local + count * 3_600_000 };
      const shown = whenClocksShow(span, zone);
      const near = epochMs(local + (other % 200_000_000) - 100_000_000);
      for (const instant of [near, ...shown.flatMap(({ from, to }) => [from - 1, from, to - 1, to])]) {
        const inSpan =
          toLocal(epochMs(instant), zone) >= span.from && toLocal(epochMs(instant), zone) < span.to;
        expect(shown.some(({ from, to }) => from <= instant && instant < to)).toBe(inSpan);
      }
    }),
  );
});

test('transitions say by how much the clocks go forward or back', () => {
  const berlin = TimeZone.parse('Europe/Berlin');
  const year = [epochMs(Date.parse('2026-01-01')), epochMs(Date.parse('2027-01-01'))] as const;
  expect(transitionsBetween(...year, berlin)).toEqual([
    { at: Date.parse('2026-03-29T01:00:00Z'), forward: 3_600_000 },
    { at: Date.parse('2026-10-25T01:00:00Z'), forward: -3_600_000 },
  ]);
  expect(transitionsBetween(...year, TimeZone.parse('Asia/Jakarta'))).toEqual([]);
});

test('days have the dates and weekdays that Temporal gives them', () => {
  fc.assert(
    fc.property(fc.integer({ min: -300_000, max: 2_900_000 }), (day) => {
      const date = Temporal.PlainDate.from('1970-01-01').add({ days: day });
      expect(civilDate(day)).toEqual({ year: date.year, month: date.month, dayOfMonth: date.day });
      expect(dayOfCivil(date.year, date.month, date.day)).toBe(day);
      expect(weekdayOf(day)).toBe(date.dayOfWeek % 7);
      expect(daysInMonth(date.year, date.month)).toBe(date.daysInMonth);
    }),
  );
  expect(dayOf(LocalDate.parse('2026-11-24'))).toBe(20_781);
});
