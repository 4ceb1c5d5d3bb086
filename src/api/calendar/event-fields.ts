/** The fields of an event of iCalendar, as far as a day of a calendar has them. */
import { daysBetween, LocalDate } from '../../core/time/time.ts';
import { type CalendarEvent, type Property, textOf } from './content-lines.ts';
import { cleanKind } from './day-entry.ts';

/** Of one event: longer ones are no holidays. */
export const mostDays = 100;

/** Whatever the zone: a holiday is a day, not an instant. */
export const daysOf = ({ value }: Property): readonly LocalDate[] =>
  value.split(',').flatMap((text) => {
    const iso = text.trim().replace(/^(\d{4})(\d\d)(\d\d)(T.*)?$/, '$1-$2-$3');
    return LocalDate.safeParse(iso).data ?? [];
  });

export const allOf = (event: CalendarEvent, name: string): readonly Property[] =>
  event.filter((each) => each.name === name);

export function dayIn(event: CalendarEvent, name: string): LocalDate | undefined {
  const [property] = allOf(event, name);
  return property === undefined ? undefined : daysOf(property)[0];
}

/** Undefined for one that ends before it begins, or is too long. */
export function lengthOf(event: CalendarEvent, first: LocalDate): number | undefined {
  const [end] = allOf(event, 'DTEND');
  if (end === undefined) return daysIn(textOf(event, 'DURATION') ?? 'P1D');
  const last = daysOf(end)[0];
  if (last === undefined) return undefined;
  // The end is not included: on the same day, and at midnight of the next one, it is one day.
  const timed = /T(?!000000)/.test(end.value);
  const between = daysBetween(first, last);
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
