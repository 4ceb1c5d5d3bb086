/** The fields of an event of iCalendar, as far as a day of a calendar has them. */
import type ICAL from 'ical.js';
import { daysBetween, LocalDate } from '../../core/time/time.ts';
import { cleanKind } from './day-entry.ts';

export type Component = ICAL.Component;

/** Of one event: longer ones are no holidays. */
export const mostDays = 100;

/** As they are written: ical.js makes a January of a 13th month. */
const textsOf = (property: ICAL.Property): readonly string[] => {
  const [, , , ...values]: readonly unknown[] = property.toJSON();
  return values.map(String);
};

/** Whatever the zone: a holiday is a day, not an instant. */
export const daysOf = (property: ICAL.Property): readonly LocalDate[] =>
  textsOf(property).flatMap((text) => LocalDate.safeParse(text.slice(0, 'YYYY-MM-DD'.length)).data ?? []);

export function dayIn(event: Component, name: string): LocalDate | undefined {
  const property = event.getFirstProperty(name);
  return property === null ? undefined : daysOf(property)[0];
}

/** Undefined for one that ends before it begins, or is too long. */
export function lengthOf(event: Component, first: LocalDate): number | undefined {
  const end = event.getFirstProperty('dtend');
  if (end === null) return daysIn(String(event.getFirstPropertyValue('duration') ?? 'P1D'));
  const last = daysOf(end)[0];
  if (last === undefined) return undefined;
  // The end is not included: on the same day, and at midnight of the next one, it is one day.
  const timed = /T(?!00:00:00)/.test(textsOf(end)[0] ?? '');
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
export function kindOf(event: Component, name: string): string | undefined {
  const category = cleanKind(textOf(event, 'categories'));
  if (category !== undefined) return category;
  if (/\bcuti bersama\b/i.test(name)) return 'cuti bersama';
  const [line = ''] = (textOf(event, 'description') ?? '').split(/[\r\n]/, 1);
  return /^(hari libur nasional|cuti bersama|perayaan|public holiday|observance)\b/i.test(line.trim())
    ? cleanKind(line.toLowerCase())
    : undefined;
}

export function textOf(component: Component | undefined, name: string): string | undefined {
  const value: unknown = component?.getFirstPropertyValue(name) ?? undefined;
  return value === undefined ? undefined : String(value);
}
