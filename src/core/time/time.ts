/**
 * Instants, durations and calendar dates as distinct types, and every conversion between them.
 * Nothing here reads the clock: `now` always comes from the Clock port.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { civilDate, dayOf, isLocalDate } from './calendar-days.ts';
import { type MinuteShown, minuteShown, wholeMinutesFrom } from './zone-shown.ts';

/** Within the years 1000 to 9999, less a day: the dates of any time zone have years of four digits. */
export const firstInstant = -30_610_137_600_000;
export const lastInstant = 253_402_214_399_999;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const EpochMs = z.int().min(firstInstant).max(lastInstant).brand<'EpochMs'>();
export type EpochMs = z.infer<typeof EpochMs>;

/** A length of time in milliseconds; fractions of a millisecond are rounded away. */
export const DurationMs = z.int().brand<'DurationMs'>();
export type DurationMs = z.infer<typeof DurationMs>;

/** A calendar date `YYYY-MM-DD`, without time and without zone. */
export const LocalDate = z.iso
  .date({
    error: (issue) =>
      `expected a calendar date that exists, as YYYY-MM-DD, got ${JSON.stringify(issue.input)}`,
  })
  .brand<'LocalDate'>();
export type LocalDate = z.infer<typeof LocalDate>;

/** An IANA time zone name such as `Asia/Jakarta`. */
export const TimeZone = z
  .string({ error: zoneExpected })
  .refine(isTimeZone, { error: zoneExpected })
  .brand<'TimeZone'>();
export type TimeZone = z.infer<typeof TimeZone>;

function zoneExpected({ input }: { readonly input?: unknown }): string {
  return `expected an IANA time zone such as "Asia/Jakarta", got ${JSON.stringify(input)}`;
}

function isTimeZone(name: string): boolean {
  try {
    return name.includes('/') || name === 'UTC' ? Boolean(new Temporal.ZonedDateTime(0n, name)) : false;
  } catch {
    return false;
  }
}

const within = (least: number, most: number, value: number): number =>
  Math.min(Math.max(Math.round(value), least), most);

/** What is within bounds, unless it is no number: a walk through years of days has no time for a schema. */
const isInstant = (bounded: number): bounded is EpochMs => Number.isInteger(bounded);
const isDuration = (bounded: number): bounded is DurationMs => Number.isInteger(bounded);

/** Arithmetic that leads beyond the first or last instant ends there: no row may stop the scheduler by its size. */
export function epochMs(value: number): EpochMs {
  const bounded = within(firstInstant, lastInstant, value);
  return isInstant(bounded) ? bounded : EpochMs.parse(bounded);
}
export function milliseconds(count: number): DurationMs {
  const bounded = within(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, count);
  return isDuration(bounded) ? bounded : DurationMs.parse(bounded);
}
export const seconds = (count: number): DurationMs => milliseconds(count * 1_000);
export const minutes = (count: number): DurationMs => milliseconds(count * 60_000);
export const hours = (count: number): DurationMs => milliseconds(count * 3_600_000);
export const days = (count: number): DurationMs => milliseconds(count * 86_400_000);

export const plus = (instant: EpochMs, duration: DurationMs): EpochMs => epochMs(instant + duration);
export const minus = (instant: EpochMs, duration: DurationMs): EpochMs => epochMs(instant - duration);
export const elapsed = (from: EpochMs, to: EpochMs): DurationMs => milliseconds(to - from);
export const later = (one: EpochMs, other: EpochMs): EpochMs => (one >= other ? one : other);
export const earlier = (one: EpochMs, other: EpochMs): EpochMs => (one <= other ? one : other);
export const toSeconds = (duration: DurationMs): number => duration / 1_000;
export const toMinutes = (duration: DurationMs): number => duration / 60_000;
export const toHours = (duration: DurationMs): number => duration / 3_600_000;

const zoned = (instant: EpochMs, zone: TimeZone): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

/** ISO 8601 with the zone's offset, to the millisecond: `2026-11-23T15:21:16.123+07:00`. */
export function epochMsToIso(instant: EpochMs, zone: TimeZone): string {
  if (instant < wholeMinutesFrom) return isoByTemporal(instant, zone);
  const { date, clock, offset } = minuteShown(instant, zone);
  const [second, rest] = [Math.floor(instant / 1_000) % 60, instant % 1_000];
  return `${date}T${clock}:${padded(second, 2)}.${padded(rest, 3)}${offset}`;
}

const isoByTemporal = (instant: EpochMs, zone: TimeZone): string =>
  zoned(instant, zone).toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });

/** The zone's wall clock, for people: `13:45`, or `2026-11-24 01:00` on another day than `now`. */
export function epochMsToWallClock(instant: EpochMs, zone: TimeZone, now: EpochMs): string {
  const { date, clock } = shownAt(instant, zone);
  return date === shownAt(now, zone).date ? clock : `${date} ${clock}`;
}

export const epochMsToLocalDate = (instant: EpochMs, zone: TimeZone): LocalDate =>
  shownAt(instant, zone).date;

function shownAt(instant: EpochMs, zone: TimeZone): Pick<MinuteShown, 'date' | 'clock'> {
  if (instant >= wholeMinutesFrom) return minuteShown(instant, zone);
  const [date, clock = ''] = isoByTemporal(instant, zone).split('T');
  return { date: LocalDate.parse(date), clock: clock.slice(0, 'HH:MM'.length) };
}

/** Takes ISO 8601 with an offset or `Z`. Cuts to milliseconds; Temporal itself refuses more than nine digits. */
export function isoToEpochMs(text: string): EpochMs {
  return epochMs(Temporal.Instant.from(text.replace(/(\.\d{3})\d+/, '$1')).epochMilliseconds);
}

/** Throws beyond the years 0 to 9999. */
export function addDays(date: LocalDate, count: number): LocalDate {
  const { year, month, dayOfMonth } = civilDate(dayOf(date) + count);
  const text = `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
  return isLocalDate(text) ? text : LocalDate.parse(text);
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** Calendar days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayOf(to) - dayOf(from);
