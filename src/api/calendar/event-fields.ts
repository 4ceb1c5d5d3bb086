/** The fields of an event of iCalendar, as far as a day of a calendar has them. */
import { dayOfCivil, daysInMonth } from '../../core/time/calendar-days.ts';
import { type CalendarEvent, type Property, textOf } from './content-lines.ts';
import { cleanKind } from './day-entry.ts';

/** Of one event: longer ones are no holidays. */
export const mostDays = 100;

/** Days as numbers, those that exist. Whatever the zone: a holiday is a day, not an instant. */
export const daysOf = ({ value }: Property): readonly number[] => value.split(',').flatMap(dayIn);

/** An empty list for what is no day. */
function dayIn(text: string): readonly number[] {
  const [year, month, day] = (/^(\d{4})-?(\d\d)-?(\d\d)(T.*)?$/.exec(text.trim()) ?? [])
    .slice(1, 4)
    .map(Number);
  if (year === undefined || month === undefined || day === undefined) return [];
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? [dayOfCivil(year, month, day)] : [];
}

export const allOf = (event: CalendarEvent, name: string): readonly Property[] =>
  event.filter((each) => each.name === name);

export function firstDayOf(event: CalendarEvent, name: string): number | undefined {
  const [property] = allOf(event, name);
  return property === undefined ? undefined : daysOf(property)[0];
}

/** Undefined for one that ends before it begins, or is too long. */
export function lengthOf(event: CalendarEvent, first: number): number | undefined {
  const [end] = allOf(event, 'DTEND');
  if (end === undefined) return daysIn(textOf(event, 'DURATION') ?? 'P1D');
  const last = daysOf(end)[0];
  if (last === undefined) return undefined;
  // The end is not included: on the same day, and at midnight of the next one, it is one day.
  const timed = /T(?!000000)/.test(end.value);
  const between = last - first;
  const length = Math.max(1, between + (timed ? 1 : 0));
  return between < 0 || length > mostDays ? undefined : length;
}

function daysIn(duration: string): number | undefined {
  const [, weeks, days] = /^P(?:(\d{1,2})W)?(?:(\d{1,3})D)?(?:T.*)?$/.exec(duration) ?? [];
  const length = Math.max(1, Number(weeks ?? 0) * 7 + Number(days ?? 0));
  return length <= mostDays ? length : undefined;
}

/** Calendars of holidays name the kind in the category, or in the first line of the description. */
export function kindOf(event: CalendarEvent, name: string): string | undefined {
  const category = cleanKind(textOf(event, 'CATEGORIES'));
  if (category !== undefined) return category;
  if (/\bcuti bersama\b/i.test(name)) return 'cuti bersama';
  const [line = ''] = (textOf(event, 'DESCRIPTION') ?? '').split(/[\r\n]/, 1);
  return /^(hari libur nasional|cuti bersama|perayaan|public holiday|observance)\b/i.test(line.trim())
    ? cleanKind(line.toLowerCase())
    : undefined;
}
