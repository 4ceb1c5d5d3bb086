/**
 * The dates of an event that is repeated every year. Bounded by the years asked for: ical.js never comes back from rules
 * such as FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30, and makes 1 March of a 30 February.
 */
import { dayOfCivil, daysInMonth, weekdayOf } from '../../core/time/calendar-days.ts';

export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Upper-case names and values of an RRULE, as they are written. */
export type RuleParts = ReadonlyMap<string, string>;

/** Completes "expected …". */
export const yearlyRules =
  'a rule with FREQ=YEARLY and perhaps INTERVAL, COUNT, UNTIL, BYMONTH and either BYMONTHDAY or BYDAY such as 3MO or -1FR with BYMONTH';

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'WKST']);

export const partsOf = (rule: string): RuleParts =>
  new Map(
    rule
      .toUpperCase()
      .split(';')
      .filter((part) => part !== '')
      .map((part) => {
        const [name = '', value = ''] = part.split('=', 2);
        return [name, value];
      }),
  );

/** In order, from the first one up to the year `until`. Undefined for a rule that is not one of those. */
export function yearlyDates(
  parts: RuleParts,
  first: CivilDay,
  until: number,
): readonly CivilDay[] | undefined {
  const rule = parse(parts, first);
  if (rule === undefined) return undefined;
  const dates: CivilDay[] = [];
  const begins = numberOf(first);
  for (let year = first.year; year <= until && dates.length < rule.count; year += rule.interval) {
    const ofYear = rule.months
      .flatMap((month) => rule.daysIn(year, month).map((day) => ({ year, month, day })))
      .filter((date) => numberOf(date) >= begins && numberOf(date) <= rule.last)
      .toSorted((one, other) => numberOf(one) - numberOf(other));
    dates.push(...ofYear.slice(0, rule.count - dates.length));
  }
  return dates;
}

const numberOf = ({ year, month, day }: CivilDay): number => year * 10_000 + month * 100 + day;

interface YearlyRule {
  readonly interval: number;
  readonly count: number;
  /** As a number of eight digits. */
  readonly last: number;
  readonly months: readonly number[];
  readonly daysIn: (year: number, month: number) => readonly number[];
}

function parse(parts: RuleParts, first: CivilDay): YearlyRule | undefined {
  if (parts.get('FREQ') !== 'YEARLY' || [...parts.keys()].some((name) => !known.has(name))) return undefined;
  const interval = whole(parts.get('INTERVAL') ?? '1', 1, 1_000);
  const count = parts.has('COUNT') ? whole(parts.get('COUNT') ?? '', 1, 10_000) : Infinity;
  const last = parts.has('UNTIL') ? whole((parts.get('UNTIL') ?? '').slice(0, 8), 1, 99_999_999) : Infinity;
  const months = all(parts.get('BYMONTH'), first.month, (text) => whole(text, 1, 12));
  const daysIn = daysOf(parts, first);
  if (interval === undefined || count === undefined || last === undefined) return undefined;
  return months === undefined || daysIn === undefined ? undefined : { interval, count, last, months, daysIn };
}

function daysOf(parts: RuleParts, first: CivilDay): YearlyRule['daysIn'] | undefined {
  if (!parts.has('BYDAY')) {
    const days = all(parts.get('BYMONTHDAY'), first.day, (text) => whole(text, -31, 31));
    return days && ((year, month) => existing(days, daysInMonth(year, month)));
  }
  if (parts.has('BYMONTHDAY') || !parts.has('BYMONTH')) return undefined;
  const nth = all(parts.get('BYDAY'), undefined, (text) => {
    const [, number = '', weekday = ''] = /^([+-]?[1-5])(SU|MO|TU|WE|TH|FR|SA)$/.exec(text) ?? [];
    return weekday === '' ? undefined : { number: Number(number), weekday: weekdays.indexOf(weekday) };
  });
  return (
    nth &&
    ((year, month) => {
      const length = daysInMonth(year, month);
      const firstWeekday = weekdayOf(dayOfCivil(year, month, 1));
      const days = nth.map(({ number, weekday }) => {
        const earliest = 1 + ((weekday - firstWeekday + 7) % 7);
        const latest = earliest + 7 * Math.floor((length - earliest) / 7);
        return number > 0 ? earliest + 7 * (number - 1) : latest + 7 * (number + 1);
      });
      return existing(days, length);
    })
  );
}

/** Days below zero count from the end of the month. */
const existing = (days: readonly number[], length: number): readonly number[] => [
  ...new Set(
    days.map((day) => (day < 0 ? length + 1 + day : day)).filter((day) => day >= 1 && day <= length),
  ),
];

const whole = (text: string, least: number, most: number): number | undefined => {
  const number = /^[+-]?\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most && number !== 0 ? number : undefined;
};

/** Undefined if one of the list is no such value. */
function all<T>(
  text: string | undefined,
  otherwise: T | undefined,
  read: (text: string) => T | undefined,
): readonly T[] | undefined {
  if (text === undefined) return otherwise === undefined ? undefined : [otherwise];
  const values = text.split(',').map(read);
  const found = values.filter((value) => value !== undefined);
  return found.length === values.length ? found : undefined;
}
