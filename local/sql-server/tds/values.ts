/** The values on the wire, and the conversion of dates and times to TDS's day and second counts. */

/** Dates are 'YYYY-MM-DD' and times 'YYYY-MM-DD HH:MM:SS[.mmm]': wall-clock time, never instants. */
export type SqlValue = null | number | bigint | string | boolean | Buffer;

const dayMs = 86_400_000;
/** Days from 0001-01-01, day 0 of `date`, to 1970-01-01. */
const daysBefore1970 = 719_162;
/** Days from 1900-01-01, day 0 of `datetime`, to 1970-01-01. */
export const daysFrom1900To1970 = 25_567;

export function daysSinceYear1(date: string): number {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / dayMs + daysBefore1970;
}

export function dateFromDaysSinceYear1(days: number): string {
  return new Date((days - daysBefore1970) * dayMs).toISOString().slice(0, 10);
}

export function dateTimeFromDaysSince1970(days: number, msOfDay: number): string {
  return new Date(days * dayMs + msOfDay).toISOString().slice(0, 23).replace('T', ' ');
}

export function dateTimeFromDaysSinceYear1(days: number, msOfDay: number): string {
  return dateTimeFromDaysSince1970(days - daysBefore1970, msOfDay);
}

export function secondOfDay(dateTime: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = dateTime.slice(11, 19).split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}
