/** The cron rule: slots at local times of a zone. */
import { z } from 'zod';
import { type Cron, cronOf, CronExpression } from './cron-expression.ts';
import { fallsOn } from './cron-days.ts';
import { dayMs } from '../../time/calendar-days.ts';
import type { EpochMs, TimeZone } from '../../time/time.ts';
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
  // A time of the day before may have been skipped, and come on this one.
  const lastDay = localDayOf(stretch.upTo, zone);
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
  const instantAt = (time: number): EpochMs => fromLocal(local + time * minuteMs, zone);
  const first = instantAt(times[0] ?? 0);
  const last = instantAt(times.at(-1) ?? 0);
  const inside = first >= from && last <= upTo && first !== before;
  const regular = fromLocal(local + dayMs, zone) - fromLocal(local, zone) === dayMs;
  if (inside && regular) return { first, last, count: times.length };
  if (last < from || first > upTo) return undefined;
  const instants = [...new Set(times.map(instantAt))].filter(
    (instant) => instant >= from && instant <= upTo && instant !== before,
  );
  const [earliest] = instants;
  const latest = instants.at(-1);
  return earliest === undefined || latest === undefined
    ? undefined
    : { first: earliest, last: latest, count: instants.length };
}
