/** The days of the API as months of weeks, to the end of the last month, and where the keys lead in them. */
import type { DayState } from '../../core/coverage/day-states.ts';
import { addDays } from '../time/spans.ts';

export interface Day {
  readonly date: string;
  readonly state: DayState;
  readonly computed_at: string | null;
  readonly run_id: string | null;
}

export interface Month {
  /** Its first day. */
  readonly date: string;
  /** From Monday to Sunday, the first and the last one as far as they belong to the month. */
  readonly weeks: readonly (readonly Day[])[];
}

export const daysAWeek = 7;
/** Monday is 0. */
const weekdayOf = (date: string): number => (new Date(date).getUTCDay() + 6) % daysAWeek;
const monthOf = (date: string): string => date.slice(0, 7);

/** `days` without a hole between them, whole months except perhaps the last one. */
export function monthsOf(days: readonly Day[]): readonly Month[] {
  return [...Map.groupBy(withRest(days), ({ date }) => monthOf(date)).values()].map((inMonth) => {
    const date = inMonth[0]?.date ?? '';
    // Each week by its Monday.
    const byWeek = Map.groupBy(inMonth, (day) => addDays(day.date, -weekdayOf(day.date)));
    return { date, weeks: [...byWeek.values()] };
  });
}

/** The rest of the last month is still to come. */
export function withRest(days: readonly Day[]): readonly Day[] {
  const last = days.at(-1)?.date;
  if (last === undefined) return [];
  const rest: Day[] = [];
  for (let date = addDays(last, 1); monthOf(date) === monthOf(last); date = addDays(date, 1))
    rest.push({ date, state: 'not_yet', computed_at: null, run_id: null });
  return [...days, ...rest];
}

/** Which date a key leads to; undefined for other keys. It stays within the months shown. */
export function leadsTo(key: string, date: string, months: readonly Month[]): string | undefined {
  const to = target(key, date);
  if (to === undefined) return undefined;
  const all = months.flatMap(({ weeks }) => weeks.flat().map((day) => day.date));
  const [first = date] = all;
  const last = all.at(-1) ?? date;
  if (to < first) return first;
  return to > last ? last : to;
}

function target(key: string, date: string): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(date, -1);
    case 'ArrowRight':
      return addDays(date, 1);
    case 'ArrowUp':
      return addDays(date, -daysAWeek);
    case 'ArrowDown':
      return addDays(date, daysAWeek);
    case 'Home':
      return addDays(date, -weekdayOf(date));
    case 'End':
      return addDays(date, daysAWeek - 1 - weekdayOf(date));
    case 'PageUp':
      return addDays(date, -4 * daysAWeek);
    case 'PageDown':
      return addDays(date, 4 * daysAWeek);
    default:
      return undefined;
  }
}
