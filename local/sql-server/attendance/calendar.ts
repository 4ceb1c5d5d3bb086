/** Calendar dates as day numbers: 0 is Monday 2000-01-03, so that weekday and week are plain divisions. */

const firstDayMs = Date.UTC(2000, 0, 3);
const dayMs = 86_400_000;

export const minutesPerDay = 1440;
export const firstDate = '2000-01-03';
export const lastDate = '2099-12-31';

export function dateToDay(date: string): number {
  return (Date.parse(`${date}T00:00:00Z`) - firstDayMs) / dayMs;
}

export function dayToDate(day: number): string {
  return new Date(firstDayMs + day * dayMs).toISOString().slice(0, 10);
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: number): number {
  return day % 7;
}

/** 'YYYY-MM-DD HH:MM:SS' of a second counted from the day's first midnight; may fall on the next day. */
export function wallClock(day: number, second: number): string {
  return new Date(firstDayMs + day * dayMs + second * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The inverse of wallClock: seconds from the day's first midnight. */
export function secondsFromMidnight(day: number, time: string): number {
  return (Date.parse(`${time.replace(' ', 'T')}Z`) - firstDayMs - day * dayMs) / 1000;
}
