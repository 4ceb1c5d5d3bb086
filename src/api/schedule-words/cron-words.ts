/**
 * A cron expression in words. Our own, because cronstrue leaves `L` out of `L,L-3`, joins day of month and day of week
 * by "and" although either is enough, and says "this month" for every month in Indonesian.
 */
import { type CronExpression, cronOf } from '../../core/schedule/cron/cron-expression.ts';
import type { CronDays } from '../../core/schedule/cron/cron-days.ts';
import type { ScheduleWords } from './english-schedule.ts';

const minutesOfDay = 1_440;
/** More than these are better told as a rule. */
const mostTimes = 6;

/** `everyDay` stands where the expression names no days. */
export function cronWords(expression: CronExpression, words: ScheduleWords, everyDay: string): string {
  const { times, days } = cronOf(expression);
  const parts = [timesWords(times, words), ...dayWords(days, words, everyDay)];
  return parts.filter((part) => part !== '').join(', ');
}

function timesWords(times: readonly number[], words: ScheduleWords): string {
  if (times.length <= mostTimes) return words.atTimes(times);
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const step = (times[1] ?? 0) - first;
  if (times.every((time, index) => time === first + index * step)) {
    const allDay = step * times.length === minutesOfDay && first === 0;
    return allDay ? words.every(step) : `${words.every(step)} ${words.between(first, last)}`;
  }
  const minutes = [...new Set(times.map((time) => time % 60))];
  const hours = [...new Set(times.map((time) => Math.floor(time / 60)))];
  return words.atMinutes(
    minutes,
    ranges(hours, (hour) => String(hour), words),
  );
}

function dayWords(
  { months, monthDays, weekDays }: CronDays,
  words: ScheduleWords,
  everyDay: string,
): readonly string[] {
  const ofMonth =
    monthDays === undefined
      ? []
      : [
          ...(monthDays.days.size === 0
            ? []
            : [words.monthDays(ranges([...monthDays.days], (day) => String(day), words))]),
          ...monthDays.beforeLast.map((days) => words.beforeLast(days)),
          ...monthDays.nearWorkdays.map((day) => words.nearWorkday(day)),
          ...(monthDays.lastWorkday ? [words.lastWorkday] : []),
        ];
  const ofWeek =
    weekDays === undefined
      ? []
      : [
          ...(weekDays.weekdays.size === 0 ? [] : [weekdayWords([...weekDays.weekdays], words)]),
          ...weekDays.nth.map(({ number, weekday }) => words.nth(number, weekday)),
          ...weekDays.last.map((weekday) => words.lastWeekday(weekday)),
        ];
  const days = [ofMonth, ofWeek].filter((each) => each.length > 0).map((each) => words.and(each));
  return [
    days.length === 0 ? everyDay : words.on(words.or(days)),
    ...(months.size === 12
      ? []
      : [words.inMonths(words.and(ranges([...months], (month) => words.month(month), words)))]),
  ];
}

/** From Monday on: Sunday is 0. */
export const weekdayWords = (weekdays: readonly number[], words: ScheduleWords): string =>
  words.and(
    ranges(
      weekdays.map((day) => (day === 0 ? 7 : day)),
      (day) => words.weekday(day % 7),
      words,
    ),
  );

/** Three and more that follow each other become a range. */
function ranges(
  numbers: readonly number[],
  name: (number: number) => string,
  words: ScheduleWords,
): readonly string[] {
  const runs: number[][] = [];
  for (const number of numbers.toSorted((one, other) => one - other)) {
    const open = runs.at(-1);
    if (open?.at(-1) === number - 1) open.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) =>
    run.length < 3 ? run.map(name) : [words.range(name(run[0] ?? 0), name(run.at(-1) ?? 0))],
  );
}
