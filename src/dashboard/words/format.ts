/** Dates, durations and numbers as the reader's language writes them, in the schedule's time zone. */
import { durationsIn } from './durations-in.ts';

export interface Locale {
  /** For dates and times. */
  readonly dates: string;
  /** For numbers and units. */
  readonly numbers: string;
  readonly units: 'short' | 'long';
  /** In front of a time within a sentence, where a bare 01.05 would read as a date. */
  readonly beforeTime: string;
}

/** `instant` is ISO 8601 with offset; durations are seconds, as the API has them. */
export interface Format {
  readonly zone: string;
  readonly time: (instant: string | number) => string;
  /** With seconds. */
  readonly clock: (instant: string | number) => string;
  /** With the day unless it is today, and with the year unless it is this one. */
  readonly moment: (instant: string | number, now: number) => string;
  /** The same for a sentence, with the zone, from which no line break parts it: `13:45 WIB`, `Tue 24 Nov, 13:45 WIB`. */
  readonly told: (instant: string | number, now: number) => string;
  /** `WIB`, `GMT+1`: what the zone is called at that instant. */
  readonly zoneName: (instant: string | number) => string;
  /** The short day: `26 Nov`, with the year unless it is this one. */
  readonly day: (instant: string | number, now: number) => string;
  /** The day with its weekday, and with the year unless it is this one. */
  readonly weekday: (instant: string | number, now: number) => string;
  /** Of a calendar date `YYYY-MM-DD`, with its weekday: `Thu 26 Nov`. */
  readonly calendarDay: (date: string) => string;
  /** Of a calendar date `YYYY-MM-DD`: `November 2026`. */
  readonly month: (date: string) => string;
  /** With day, seconds and zone. */
  readonly exact: (instant: string | number) => string;
  /** Two calendar dates `YYYY-MM-DD` as one range: `25–26 Nov 2026`. */
  readonly dates: (first: string, last: string) => string;
  /** The same with their weekdays: `Tuesday 3 – Thursday 5 November 2026`. */
  readonly days: (first: string, last: string) => string;
  /** The two largest units, but no seconds beside ten minutes and more: `1 hr 12 min`, `38 min`, `45 sec`. */
  readonly duration: (seconds: number) => string;
  /** In minutes only: `90 min`. */
  readonly minutes: (seconds: number) => string;
  /** `1:23:05`, for a running clock. */
  readonly countdown: (seconds: number) => string;
  readonly number: (value: number, digits?: number) => string;
  /** With up to four decimals. */
  readonly decimal: (value: number) => string;
  readonly percent: (share: number) => string;
}

export function createFormat(
  { dates, numbers, units: unitDisplay, beforeTime }: Locale,
  zone: string,
): Format {
  const dateFormat = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dates, { timeZone: zone, hourCycle: 'h23', ...options });
  const toMinutes = { hour: '2-digit', minute: '2-digit' } as const;
  const toSeconds = { ...toMinutes, second: '2-digit' } as const;
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const timeFormat = dateFormat(toMinutes);
  const clockFormat = dateFormat(toSeconds);
  const inYears = (options: Intl.DateTimeFormatOptions) => {
    const thisYear = dateFormat(options);
    const otherYear = dateFormat({ ...options, year: 'numeric' });
    return (instant: string | number, now: number): string => {
      const date = new Date(instant);
      return (yearOf.format(date) === yearOf.format(now) ? thisYear : otherYear).format(date);
    };
  };
  const yearOf = dateFormat({ year: 'numeric', era: 'short' });
  const otherDay = inYears({ ...day, ...toMinutes });
  const weekday = inYears(day);
  const zoneName = zoneNameIn(zone);
  const isToday = (instant: string | number, now: number): boolean =>
    dayOf.format(new Date(instant)) === dayOf.format(now);
  const time = (instant: string | number): string => timeFormat.format(new Date(instant));
  const exactFormat = dateFormat({ ...day, year: 'numeric', ...toSeconds });
  const calendarFormat = new Intl.DateTimeFormat(dates, { dateStyle: 'medium', timeZone: 'UTC' });
  const dayFormat = new Intl.DateTimeFormat(dates, { ...day, timeZone: 'UTC' });
  const monthFormat = new Intl.DateTimeFormat(dates, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const dayOf = dateFormat({ dateStyle: 'short' });
  const { duration, minutes } = durationsIn(numbers, unitDisplay);

  return {
    zone,
    time,
    clock: (instant) => clockFormat.format(new Date(instant)),
    moment: (instant, now) => (isToday(instant, now) ? time(instant) : otherDay(instant, now)),
    told: (instant, now) => {
      const onDay = isToday(instant, now) ? '' : `${weekday(instant, now)}${beforeTime === '' ? ', ' : ' '}`;
      return `${onDay}${beforeTime}${time(instant)}\u00a0${zoneName(instant)}`;
    },
    zoneName,
    day: inYears({ day: 'numeric', month: 'short' }),
    weekday,
    calendarDay: (date) => dayFormat.format(calendarDate(date)),
    month: (date) => monthFormat.format(calendarDate(date)),
    exact: (instant) => `${exactFormat.format(new Date(instant))} ${zoneName(instant)}`,
    dates: (first, last) => calendarFormat.formatRange(calendarDate(first), calendarDate(last)),
    days: (first, last) => daysInWords(dates, first, last),
    duration,
    minutes,
    countdown,
    ...numberFormats(numbers),
  };
}

const numberFormats = (locale: string): Pick<Format, 'number' | 'decimal' | 'percent'> => ({
  number: (value, digits = 0) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      value,
    ),
  decimal: (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value),
  percent: (share) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
});

/** Only in Indonesian do the Indonesian zones have their names; all others are `GMT+1` anyway. */
function zoneNameIn(timeZone: string): (instant: string | number) => string {
  const named = new Intl.DateTimeFormat('id', { timeZone, timeZoneName: 'short' });
  return (instant) =>
    named.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** What both days share is said once. */
function daysInWords(locale: string, first: string, last: string): string {
  const inWords = (date: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(calendarDate(date));
  const ofMonth = { day: 'numeric', month: 'long' } as const;
  const ofYear = { ...ofMonth, year: 'numeric' } as const;
  const named = (date: string, options: Intl.DateTimeFormatOptions): string =>
    `${inWords(date, { weekday: 'long' })} ${inWords(date, options)}`;
  const until = named(last, ofYear);
  if (first === last) return until;
  const sameYear = first.slice(0, 4) === last.slice(0, 4);
  const sameMonth = first.slice(0, 7) === last.slice(0, 7);
  return `${named(first, sameMonth ? { day: 'numeric' } : sameYear ? ofMonth : ofYear)} – ${until}`;
}

const calendarDate = (date: string): Date => new Date(`${date}T00:00:00Z`);

export const twoDigits = (count: number): string => String(Math.floor(count)).padStart(2, '0');

function countdown(seconds: number): string {
  const rest = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(rest / 3_600)}:${twoDigits((rest / 60) % 60)}:${twoDigits(rest % 60)}`;
}
