/**
 * When the next slot is due, and why. Interval schedules count elapsed time, so neither a change of the
 * wall clock nor a time zone moves them.
 */
import { z } from 'zod';
import { type DurationMs, EpochMs, epochMs, hours, later, plus } from '../time/time.ts';

export const hoursWords = { error: 'expected a number from 0.5 to 24' };
export const IntervalHours = z.number(hoursWords).min(0.5, hoursWords).max(24, hoursWords);

/** `finish`: the interval begins when the previous run ends. `start`: fixed rate, counted from `anchor`. */
export const Counting = z.enum(['finish', 'start']);
export type Counting = z.infer<typeof Counting>;

export const IntervalSchedule = z
  .object({ kind: z.literal('interval'), hours: IntervalHours, after: Counting, anchor: EpochMs })
  .readonly();

/** The rule kept in the configuration row; `kind` leaves room for others. */
export const Schedule = z.discriminatedUnion('kind', [IntervalSchedule]);
export type Schedule = z.infer<typeof Schedule>;

/** What has happened so far, as far as it bears on the next slot. */
export interface ScheduleHistory {
  /** No slot is due before this instant: first deployment, resumption and each change set it. */
  readonly notBefore: EpochMs;
  /** The last slot that became a run or a recorded skip. */
  readonly lastSlot?: EpochMs | undefined;
  /** When the last run ended, whatever started it. */
  readonly lastEnd?: EpochMs | undefined;
}

export const SlotCause = z.enum(['start_delay', 'interval_after_finish', 'fixed_rate']);
export type SlotCause = z.infer<typeof SlotCause>;

export interface Slot {
  readonly at: EpochMs;
  readonly cause: SlotCause;
}

/** The first slot that has become neither a run nor a skip. */
export function nextSlot(schedule: Schedule, history: ScheduleHistory): Slot {
  switch (schedule.after) {
    case 'finish': {
      const byInterval =
        history.lastEnd === undefined ? undefined : plus(history.lastEnd, intervalOf(schedule));
      return byInterval === undefined || byInterval < history.notBefore
        ? { at: history.notBefore, cause: 'start_delay' }
        : { at: byInterval, cause: 'interval_after_finish' };
    }
    case 'start': {
      const afterLast = history.lastSlot === undefined ? history.notBefore : epochMs(history.lastSlot + 1);
      return { at: fixedRateSlotFrom(schedule, later(history.notBefore, afterLast)), cause: 'fixed_rate' };
    }
  }
}

export interface DueSlots {
  /** The latest slot that is due; one run serves it and all that were missed before it. */
  readonly latest: EpochMs;
  /** How many earlier slots that one run stands for as well. Computed, never looped over. */
  readonly missed: number;
}

/** The slots from the next one up to `now`, or nothing when the next one is still ahead. */
export function dueSlots(schedule: Schedule, history: ScheduleHistory, now: EpochMs): DueSlots | undefined {
  const first = nextSlot(schedule, history).at;
  if (first > now) return undefined;
  const interval = intervalOf(schedule);
  const missed = Math.floor((now - first) / interval);
  return { latest: epochMs(first + missed * interval), missed };
}

export const intervalOf = (schedule: Schedule): DurationMs => hours(schedule.hours);

function fixedRateSlotFrom(schedule: Schedule, from: EpochMs): EpochMs {
  const interval = intervalOf(schedule);
  const intervals = Math.max(0, Math.ceil((from - schedule.anchor) / interval));
  return epochMs(schedule.anchor + intervals * interval);
}
