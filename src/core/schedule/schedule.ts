/**
 * The rule that says when runs are due. Each kind of schedule has a file of its own; whatever differs between kinds
 * is asked here, so that a new kind does not compile until every question is answered for it.
 */
import { z } from 'zod';
import { anchoredBy, dueIntervalSlots, IntervalSchedule, nextIntervalSlot } from './interval.ts';
import type { DueSlots, ScheduleHistory, Slot } from './slot.ts';
import { type DurationMs, type EpochMs, hours } from '../time/time.ts';

/** Kept in the configuration row. */
export const Schedule = z.discriminatedUnion('kind', [IntervalSchedule]);
export type Schedule = z.infer<typeof Schedule>;

/** The first slot that has become neither a run nor a skip. */
export function nextSlot(schedule: Schedule, history: ScheduleHistory): Slot {
  switch (schedule.kind) {
    case 'interval':
      return nextIntervalSlot(schedule, history);
  }
}

/** The slots from the next one up to `now`; undefined when the next one is still ahead. */
export function dueSlots(schedule: Schedule, history: ScheduleHistory, now: EpochMs): DueSlots | undefined {
  switch (schedule.kind) {
    case 'interval':
      return dueIntervalSlots(schedule, history, now);
  }
}

/** The schedule with the slots it has, the first one no later than `limit`. */
export function beginningBy(schedule: Schedule, limit: EpochMs): Schedule {
  switch (schedule.kind) {
    case 'interval':
      return anchoredBy(schedule, limit);
  }
}

/** Whether the slots come whatever the runs do. Otherwise each one counts from the end of a run. */
export function slotsAreFixed(schedule: Schedule): boolean {
  switch (schedule.kind) {
    case 'interval':
      return schedule.after === 'start';
  }
}

/** No slot is further from the one before. */
export const longestInterval = (schedule: Schedule): DurationMs => hours(intervalHoursOf(schedule));

/** The hours between two runs, for status and alerts. */
export function intervalHoursOf(schedule: Schedule): number {
  switch (schedule.kind) {
    case 'interval':
      return schedule.hours;
  }
}
