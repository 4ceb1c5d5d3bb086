/** Which dates are computed, and the closing day, in English sentences of the API. */
import { countDates } from '../../core/coverage/date-ranges.ts';
import type { CutOff } from '../../core/coverage/cut-off.ts';
import { civilDate, dayOf, weekdayOf } from '../../core/time/calendar-days.ts';
import { type EpochMs, epochMsToWallClock, type LocalDate, type TimeZone } from '../../core/time/time.ts';

export function describeCoverage(
  settled: LocalDate | null,
  asOf: EpochMs | undefined,
  gapDays: number,
  zone: TimeZone,
  now: EpochMs,
): string {
  const through = settled === null ? 'No day is complete yet' : `Complete through ${inWords(settled)}`;
  const missing = gapDays === 0 ? '' : `; ${daysAre(gapDays)} missing`;
  const current =
    asOf === undefined ? 'today is not computed yet' : `today as of ${epochMsToWallClock(asOf, zone, now)}`;
  return `${through}${missing}; ${current}`;
}

export function describeCutOff(
  { day, unsettled, startBy, inDanger }: CutOff,
  zone: TimeZone,
  now: EpochMs,
): string {
  const closing = `Closing day ${inWords(day)}`;
  const danger = inDanger ? '; the period may not be settled in time' : '';
  if (startBy === undefined) return `${closing}: the period is settled${danger}`;
  const by = epochMsToWallClock(startBy, zone, now);
  const count = countDates(unsettled);
  return count === 0
    ? `${closing}: nothing is missing; the last run must start by ${by}${danger}`
    : `${closing}: ${daysAre(count)} not settled; computing them must start by ${by}${danger}`;
}

/** `Wed 25 Nov` */
function inWords(date: LocalDate): string {
  const day = dayOf(date);
  const { month, dayOfMonth } = civilDate(day);
  return `${weekdays[weekdayOf(day)]} ${dayOfMonth} ${months[month - 1]}`;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1 day is`, `2 days are` */
function daysAre(count: number): string {
  return count === 1 ? '1 day is' : `${count} days are`;
}
