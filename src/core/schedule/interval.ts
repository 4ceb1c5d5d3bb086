/**
 * The interval rule: a run every so many hours, counted from the end of the previous run or at a fixed rate.
 * It counts elapsed time, so neither a change of the wall clock nor a time zone moves its slots.
 */
import { z } from 'zod';
import { longestIntervalHours, shortestIntervalHours } from './limits.ts';
import type { SlotGroup, Stretch } from './slot.ts';
import { type DurationMs, EpochMs, epochMs, hours, later, plus } from '../time/time.ts';

export const expectedHours = `a number from ${shortestIntervalHours} to ${longestIntervalHours}`;
const outOfRange = { error: `expected ${expectedHours}` };
export const IntervalHours = z
  .number(outOfRange)
  .min(shortestIntervalHours, outOfRange)
  .max(longestIntervalHours, outOfRange);

/** `finish`: the interval begins when the previous run ends. `start`: fixed rate, on a grid that `anchor` is part of. */
export const Counting = z.enum(['finish', 'start']);
export type Counting = z.infer<typeof Counting>;

export const IntervalSchedule = z
  .object({ kind: z.literal('interval'), hours: IntervalHours, after: Counting, anchor: EpochMs })
  .readonly();
export type IntervalSchedule = z.infer<typeof IntervalSchedule>;

export const intervalOf = (schedule: Pick<IntervalSchedule, 'hours'>): DurationMs => hours(schedule.hours);

/** `base`: the end that the interval counts from; without one, nothing has run yet. */
export function intervalSlots(
  schedule: IntervalSchedule,
  base: EpochMs | undefined,
  { from, upTo }: Stretch,
): SlotGroup | undefined {
  const first = firstSlot(schedule, base, from);
  if (first > upTo) return undefined;
  const interval = intervalOf(schedule);
  const missed = Math.floor((upTo - first) / interval);
  return { first, last: epochMs(first + missed * interval), count: missed + 1 };
}

function firstSlot(schedule: IntervalSchedule, base: EpochMs | undefined, from: EpochMs): EpochMs {
  switch (schedule.after) {
    case 'finish':
      return base === undefined ? from : later(from, plus(base, intervalOf(schedule)));
    case 'start':
      return firstOnGrid(schedule, from);
  }
}

/** The grid has no beginning: an anchor from a clock that was ahead must not keep slots away. */
function firstOnGrid(schedule: IntervalSchedule, from: EpochMs): EpochMs {
  const interval = intervalOf(schedule);
  return epochMs(schedule.anchor + Math.ceil((from - schedule.anchor) / interval) * interval);
}
