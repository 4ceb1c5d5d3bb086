/**
 * The days of an event that is repeated every year. Bounded by the years asked for: ical.js never comes back from rules
 * such as FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30, and makes 1 March of a 30 February.
 */
import {
  civilDate,
  type CivilDate,
  dayOfCivil,
  daysInMonth,
  weekdayOf,
} from '../../core/time/calendar-days.ts';
import { daysOf } from './event-fields.ts';

/** Upper-case names and values of an RRULE, as they are written. */
export type RuleParts = ReadonlyMap<string, string>;

/** Completes "expected …". */
export const yearlyRules =
  'a rule with FREQ=YEARLY and perhaps INTERVAL, COUNT (at most 100), UNTIL, BYMONTH and either BYMONTHDAY or BYDAY such as 3MO or -1FR with BYMONTH';

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

/** Years: a fifth Monday in February comes every 28 years, and once in a while after 40. */
const rarest = 40;

/** Of an event of some length that touches the days to take: it begins in the year before at the earliest. */
export function yearlyDays(
  parts: RuleParts,
  first: number,
  taken: { readonly first: number; readonly last: number },
): readonly number[] | undefined {
  const begins = civilDate(first);
  const rule = parse(parts, begins);
  if (rule === undefined) return undefined;
  const days: number[] = [];
  const { interval, count } = rule;
  const until = Math.min(taken.last, rule.last);
  // A rule that counts has to be followed from its beginning; any other only where it matters.
  const skipped = count === Infinity ? civilDate(taken.first).year - 1 - begins.year : 0;
  let year = begins.year + Math.max(0, Math.ceil(skipped / interval)) * interval;
  const lastYear = civilDate(until).year;
  for (let empty = 0; year <= lastYear && days.length < count; year += interval) {
    if (empty === rarest) return undefined;
    const ofYear = rule.months
      .flatMap((month) => rule.daysIn(year, month).map((day) => dayOfCivil(year, month, day)))
      .filter((day) => day >= first && day <= until)
      .toSorted((one, other) => one - other);
    days.push(...ofYear.slice(0, count - days.length));
    empty = ofYear.length === 0 ? empty + 1 : 0;
  }
  return days;
}

interface YearlyRule {
  readonly interval: number;
  readonly count: number;
  readonly last: number;
  readonly months: readonly number[];
  readonly daysIn: (year: number, month: number) => readonly number[];
}

function parse(parts: RuleParts, first: CivilDate): YearlyRule | undefined {
  if (parts.get('FREQ') !== 'YEARLY' || [...parts.keys()].some((name) => !known.has(name))) return undefined;
  const interval = whole(parts.get('INTERVAL') ?? '1', 1, 1_000);
  const count = parts.has('COUNT') ? whole(parts.get('COUNT') ?? '', 1, 100) : Infinity;
  const last = parts.has('UNTIL') ? daysOf({ name: 'UNTIL', value: parts.get('UNTIL') ?? '' })[0] : Infinity;
  const months = all(parts.get('BYMONTH'), first.month, (text) => whole(text, 1, 12));
  const daysIn = daysInMonthBy(parts, first);
  if (interval === undefined || count === undefined || last === undefined) return undefined;
  return months === undefined || daysIn === undefined ? undefined : { interval, count, last, months, daysIn };
}

function daysInMonthBy(parts: RuleParts, first: CivilDate): YearlyRule['daysIn'] | undefined {
  if (!parts.has('BYDAY')) {
    const days = all(parts.get('BYMONTHDAY'), first.dayOfMonth, (text) => whole(text, -31, 31));
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

const longestList = 62;

/** Undefined if one of the list is no such value, or the list is longer than any that makes sense. */
function all<T>(
  text: string | undefined,
  otherwise: T | undefined,
  read: (text: string) => T | undefined,
): readonly T[] | undefined {
  if (text === undefined) return otherwise === undefined ? undefined : [otherwise];
  const texts = text.split(',');
  if (texts.length > longestList) return undefined;
  const found = texts.map(read).filter((value) => value !== undefined);
  return found.length === texts.length ? found : undefined;
}
