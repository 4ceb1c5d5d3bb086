/** The days on which a cron expression has slots, with what payroll needs: the last day, workdays, the n-th weekday. */
import { civilDate, daysInMonth, weekdayOf } from '../../time/calendar-days.ts';
import { CronProblem, daysOfMonth, numberOf, numbersOf, splitList, weekdays } from './cron-field.ts';

interface MonthDays {
  readonly days: ReadonlySet<number>;
  /** Days before the last one: 0 for `L`, 3 for `L-3`. */
  readonly beforeLast: readonly number[];
  /** `15W`: the workday nearest to the 15th, within the month. */
  readonly nearWorkdays: readonly number[];
  /** `LW` */
  readonly lastWorkday: boolean;
}

interface WeekDays {
  readonly weekdays: ReadonlySet<number>;
  /** `5#3` is the third Friday. */
  readonly nth: readonly { readonly weekday: number; readonly number: number }[];
  /** `5L` is the last Friday. */
  readonly last: readonly number[];
}

/** A field that is `*` restricts nothing. If both restrict, either is enough, as in Vixie cron. */
export interface CronDays {
  readonly months: ReadonlySet<number>;
  readonly monthDays: MonthDays | undefined;
  readonly weekDays: WeekDays | undefined;
}

const everyDay = new Set(['*', '?']);

function monthDayIn(item: string, least: number): number {
  const number = Number(/\d+/.exec(item)?.[0] ?? 0);
  if (number < least || number > 31 - (least === 0 ? 1 : 0))
    throw new CronProblem(
      `expected a day from 1 to 31, "L", "L-3", "15W" or "LW" in the field day of month, got "${item.toUpperCase()}"`,
    );
  return number;
}

export function parseMonthDays(text: string): MonthDays | undefined {
  if (everyDay.has(text)) return undefined;
  const items = splitList(text, daysOfMonth);
  const special = /^(l(-\d{1,2})?|lw|\d{1,2}w)$/;
  return {
    days: new Set(
      items.filter((item) => !special.test(item)).flatMap((item) => numbersOf(item, daysOfMonth)),
    ),
    beforeLast: items.filter((item) => /^l(-\d+)?$/.test(item)).map((item) => monthDayIn(item, 0)),
    nearWorkdays: items.filter((item) => /^\d+w$/.test(item)).map((item) => monthDayIn(item, 1)),
    lastWorkday: items.includes('lw'),
  };
}

function weekdayIn(name: string, item: string): number {
  const weekday = numberOf(name, weekdays);
  if (weekday === undefined)
    throw new CronProblem(
      `expected a weekday from 0 to 7 or its name before "L" or "#", as in "5L" or "fri#3", in the field day of week, got "${item}"`,
    );
  return weekday % 7;
}

const nth = (item: string) => /^(\w+)#([1-5])$/.exec(item);
const last = (item: string) => /^(\w*)l$/.exec(item);

export function parseWeekDays(text: string): WeekDays | undefined {
  if (everyDay.has(text)) return undefined;
  const items = splitList(text, weekdays);
  const plain = items.filter((item) => nth(item) === null && last(item) === null);
  return {
    weekdays: new Set(plain.flatMap((item) => numbersOf(item, weekdays)).map((number) => number % 7)),
    nth: items.flatMap((item) => {
      const [, name, number] = nth(item) ?? [];
      return name === undefined ? [] : [{ weekday: weekdayIn(name, item), number: Number(number) }];
    }),
    last: items.flatMap((item) => {
      const [, name] = last(item) ?? [];
      return name === undefined ? [] : [weekdayIn(name, item)];
    }),
  };
}

/** Weekdays and leap years come again after 28 years. */
export function everFalls(days: CronDays): boolean {
  for (let day = 0; day < 28 * 366; day += 1) if (fallsOn(day, days)) return true;
  return false;
}

export function fallsOn(day: number, { months, monthDays, weekDays }: CronDays): boolean {
  const date = civilDate(day);
  if (!months.has(date.month)) return false;
  const length = daysInMonth(date.year, date.month);
  const weekday = weekdayOf(day);
  const byMonth =
    monthDays === undefined ? undefined : isMonthDay(monthDays, date.dayOfMonth, length, weekday);
  const byWeek = weekDays === undefined ? undefined : isWeekDay(weekDays, date.dayOfMonth, length, weekday);
  if (byMonth === undefined) return byWeek ?? true;
  return byMonth || (byWeek ?? false);
}

function isMonthDay(rule: MonthDays, dayOfMonth: number, length: number, weekday: number): boolean {
  /** Of another day of this month. */
  const weekdayAt = (other: number): number => (((weekday + other - dayOfMonth) % 7) + 7) % 7;
  return (
    rule.days.has(dayOfMonth) ||
    rule.beforeLast.some((before) => length - before === dayOfMonth) ||
    rule.nearWorkdays.some(
      (near) => near <= length && nearestWorkday(near, weekdayAt(near), length) === dayOfMonth,
    ) ||
    (rule.lastWorkday && nearestWorkday(length, weekdayAt(length), length) === dayOfMonth)
  );
}

function nearestWorkday(dayOfMonth: number, weekday: number, length: number): number {
  switch (weekday) {
    case 6:
      return dayOfMonth === 1 ? 3 : dayOfMonth - 1;
    case 0:
      return dayOfMonth === length ? dayOfMonth - 2 : dayOfMonth + 1;
    default:
      return dayOfMonth;
  }
}

const isWeekDay = (rule: WeekDays, dayOfMonth: number, length: number, weekday: number): boolean =>
  rule.weekdays.has(weekday) ||
  rule.nth.some((each) => each.weekday === weekday && Math.ceil(dayOfMonth / 7) === each.number) ||
  rule.last.some((each) => each === weekday && dayOfMonth > length - 7);
