/** How far apart the slots of a cron expression are at most, by the calendar alone. */
import { cronOf, type CronExpression } from './cron-expression.ts';
import { fallsOn } from './cron-days.ts';
import { dayOfCivil } from '../../time/calendar-days.ts';

/** From one leap year to the one after the next, so that a 29th of February has its gap, too. */
const firstDay = dayOfCivil(2024, 1, 1);
const lastDay = dayOfCivil(2032, 12, 31);
const minutesOfDay = 1_440;

const gaps = new Map<CronExpression, number | undefined>();

/** In hours; undefined for an expression that never fires. */
export function longestCronGap(expression: CronExpression): number | undefined {
  if (gaps.has(expression)) return gaps.get(expression);
  if (gaps.size > 100) gaps.clear();
  const minutes = longestGap(expression);
  const hours = minutes === undefined ? undefined : minutes / 60;
  gaps.set(expression, hours);
  return hours;
}

function longestGap(expression: CronExpression): number | undefined {
  const { times, days } = cronOf(expression);
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  let longest = times.reduce((most, time, index) => Math.max(most, time - (times[index - 1] ?? time)), 0);
  let before: number | undefined;
  for (let day = firstDay; day <= lastDay; day += 1) {
    if (!fallsOn(day, days)) continue;
    if (before !== undefined) longest = Math.max(longest, (day - before) * minutesOfDay - last + first);
    before = day;
  }
  return before === undefined ? undefined : longest;
}
