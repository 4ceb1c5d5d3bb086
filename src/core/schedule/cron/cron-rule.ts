/** The cron rule: slots at local times of a zone. */
import { z } from 'zod';
import { type Cron, cronOf, CronExpression } from './cron-expression.ts';
import { fallsOn } from './cron-days.ts';
import { dayMs } from '../../time/calendar-days.ts';
import { type EpochMs, epochMs, type TimeZone } from '../../time/time.ts';
import { fromLocal, localDayOf } from '../../time/zone-offsets.ts';
import type { SlotGroup, Stretch } from '../slot.ts';

export const CronSchedule = z
  .object(
    { kind: z.literal('cron'), expression: CronExpression },
    { error: 'expected an object with expression' },
  )
  .readonly();
export type CronSchedule = z.infer<typeof CronSchedule>;

/**
 * With `first`, the search ends on the first day that has slots. A local time that is
 * skipped becomes the first instant after the gap, and one that comes twice is its first occurrence. Counted by day.
 */
export function cronSlots(
  { expression }: CronSchedule,
  zone: TimeZone,
  stretch: Stretch,
  extent: 'first' | 'all',
): SlotGroup | undefined {
  const cron = cronOf(expression);
  let group: SlotGroup | undefined;
  // A time of the day before may have been skipped, and come on this one; and clocks can go back past midnight.
  const lastDay = localDayOf(stretch.upTo, zone) + 1;
  for (let day = localDayOf(stretch.from, zone) - 1; day <= lastDay; day += 1) {
    if (!fallsOn(day, cron.days)) continue;
    const onDay = slotsOn(day, cron, zone, stretch, group?.last);
    if (onDay === undefined) continue;
    group =
      group === undefined
        ? onDay
        : { first: group.first, last: onDay.last, count: group.count + onDay.count };
    if (extent === 'first') return group;
  }
  return group;
}

const minuteMs = 60_000;

function slotsOn(
  day: number,
  { times }: Cron,
  zone: TimeZone,
  { from, upTo }: Stretch,
  before: EpochMs | undefined,
): SlotGroup | undefined {
  const local = day * dayMs;
  const begins = fromLocal(local, zone);
  if (fromLocal(local + dayMs, zone) - begins !== dayMs) {
    const instants = new Set(times.map((time) => fromLocal(local + time * minuteMs, zone)));
    return groupOf([...instants].filter((at) => at >= from && at <= upTo && at !== before));
  }
  // On a usual day the clocks go along with time.
  const low = countBelow(times, Math.ceil((Math.max(from, (before ?? -Infinity) + 1) - begins) / minuteMs));
  const high = countBelow(times, Math.floor((upTo - begins) / minuteMs) + 1);
  const first = times[low];
  const last = times[high - 1];
  if (first === undefined || last === undefined || low >= high) return undefined;
  const at = (time: number): EpochMs => epochMs(begins + time * minuteMs);
  return { first: at(first), last: at(last), count: high - low };
}

function groupOf(instants: readonly EpochMs[]): SlotGroup | undefined {
  const first = instants[0];
  const last = instants.at(-1);
  return first === undefined || last === undefined ? undefined : { first, last, count: instants.length };
}

/** How many of the ascending values are smaller. */
function countBelow(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
