/**
 * Which profile applies when, day by day on the wall clock: what the week view draws. Every day has 24 hours here, also
 * when the clock changes. The core decides by instants; a test compares the two.
 */
import type { ProfileDocument, ScheduleDocumentView } from '../../api/schemas/document-schemas.ts';
import { isoToWallClock } from '../time/wall-clock.ts';

/** As the document names them, in the order of a week. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** In minutes of its day. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  /** Its place in the document; undefined under the default rule. */
  readonly profile: number | undefined;
  /** The blackout's label. */
  readonly blackout: string | undefined;
}

export interface DayBars {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly bars: readonly Bar[];
}

type Planned = Pick<ScheduleDocumentView, 'profiles' | 'blackouts' | 'calendars'>;

const dayLength = 86_400_000;
export const minutesADay = 1_440;

export function weekBars(planned: Planned, first: string, zone: string): readonly DayBars[] {
  return weekdays.map((_, index) => {
    const date = dateAfter(first, index);
    return { date, bars: barsOf(planned, date, zone) };
  });
}

const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);

export const weekdayOf = (date: string): Weekday =>
  weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon';

export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function barsOf({ profiles, blackouts, calendars }: Planned, date: string, zone: string): readonly Bar[] {
  const blocked = blackouts.map(({ label, dates, instants }) => {
    const from = dates === undefined ? wall(instants?.from, zone) : `${dates.from}T00:00`;
    // The last day is included, the last instant is not.
    const to = dates === undefined ? wall(instants?.to, zone) : `${dateAfter(dates.to, 1)}T00:00`;
    return { label, from: minuteWithin(date, from), to: minuteWithin(date, to) };
  });
  const cuts = new Set([0, minutesADay]);
  for (const { window } of profiles)
    if (window !== undefined) cuts.add(minuteOf(window.from)).add(minuteOf(window.to));
  for (const { from, to } of blocked) cuts.add(from).add(to);
  const ends = [...cuts].toSorted((one, other) => one - other);
  const bars = ends.slice(1).map((to, index): Bar => {
    const from = ends[index] ?? 0;
    const found = profiles.findIndex((each) => applies(each, calendars, date, from));
    return {
      from,
      to,
      profile: found === -1 ? undefined : found,
      blackout: blocked.find((each) => each.from <= from && from < each.to)?.label,
    };
  });
  return bars.reduce<readonly Bar[]>(joined, []);
}

const wall = (instant: string | undefined, zone: string): string =>
  isoToWallClock(Date.parse(instant ?? ''), zone);

/** 0 before the day, the length of the day after it. */
function minuteWithin(date: string, wallClock: string): number {
  const day = wallClock.slice(0, 10);
  if (day !== date) return day < date ? 0 : minutesADay;
  return minuteOf(wallClock.slice(11));
}

function joined(bars: readonly Bar[], next: Bar): readonly Bar[] {
  const last = bars.at(-1);
  return last !== undefined && last.profile === next.profile && last.blackout === next.blackout
    ? [...bars.slice(0, -1), { ...last, to: next.to }]
    : [...bars, next];
}

/** A window that crosses midnight belongs to the day on which it begins. */
function applies(
  { window, ...on }: ProfileDocument,
  calendars: Planned['calendars'],
  date: string,
  minute: number,
): boolean {
  const fits = (day: string): boolean => fitsDay(on, calendars, day);
  if (window === undefined) return fits(date);
  const from = minuteOf(window.from);
  const to = minuteOf(window.to);
  if (from < to) return from <= minute && minute < to && fits(date);
  return (minute >= from && fits(date)) || (minute < to && fits(dateAfter(date, -1)));
}

function fitsDay(
  { weekdays: on, dates, calendar }: Omit<ProfileDocument, 'window'>,
  calendars: Planned['calendars'],
  date: string,
): boolean {
  if (on?.includes(weekdayOf(date)) === false) return false;
  if (dates?.some(({ from, to }) => from <= date && date <= to) === false) return false;
  if (calendar === undefined) return true;
  const { name, kinds } = calendar;
  const days = calendars.find((each) => each.name === name)?.days ?? [];
  return days.some(
    (day) =>
      day.date === date && (kinds === undefined || (day.kind !== undefined && kinds.includes(day.kind))),
  );
}
