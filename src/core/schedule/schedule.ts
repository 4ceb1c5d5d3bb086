/**
 * The rule that says when runs are due. Each kind of rule has a file of its own; whatever differs between kinds is
 * asked here, so that a new kind does not compile until every question is answered for it. Which rule is in force
 * when, `timeline` tells.
 */
import { z } from 'zod';
import { longestCronGap } from './cron/cron-gap.ts';
import { CronSchedule, cronSlots } from './cron/cron-rule.ts';
import { IntervalSchedule, intervalSlots } from './interval.ts';
import { longestIntervalHours } from './limits.ts';
import type { SlotCause, SlotGroup, Stretch } from './slot.ts';
import type { EpochMs, TimeZone } from '../time/time.ts';

/** Has no slots of its own. */
const PausedSchedule = z.object({ kind: z.literal('paused') }).readonly();

/** Kept in the configuration row. */
export const Schedule = z.discriminatedUnion('kind', [IntervalSchedule, CronSchedule, PausedSchedule], {
  error: 'expected a rule with kind, one of "interval", "cron" and "paused"',
});
export type Schedule = z.infer<typeof Schedule>;

export interface SlotsAsked {
  readonly zone: TimeZone;
  /** The end that an interval counts from. */
  readonly base: EpochMs | undefined;
  readonly extent: 'first' | 'all';
}

/** The slots that the rule has in a stretch of time. */
export function slotsWithin(schedule: Schedule, stretch: Stretch, asked: SlotsAsked): SlotGroup | undefined {
  if (stretch.from > stretch.upTo) return undefined;
  switch (schedule.kind) {
    case 'interval':
      return intervalSlots(schedule, asked.base, stretch);
    case 'cron':
      return cronSlots(schedule, asked.zone, stretch, asked.extent);
    case 'paused':
      return undefined;
  }
}

/** Whether the slots come whatever the runs do. Otherwise each one counts from the end of a run. */
export function slotsAreFixed(schedule: Schedule): boolean {
  switch (schedule.kind) {
    case 'interval':
      return schedule.after === 'start';
    case 'cron':
      return true;
    case 'paused':
      return false;
  }
}

/** Why a slot comes that was neither moved nor put off. */
export function causeOf(schedule: Schedule): SlotCause {
  switch (schedule.kind) {
    case 'interval':
      return schedule.after === 'start' ? 'fixed_rate' : 'interval_after_finish';
    case 'cron':
      return 'cron';
    case 'paused':
      return 'first_permitted';
  }
}

/** The hours between two runs, for status and alerts: at most, under a cron rule; the longest interval without slots. */
export function intervalHoursOf(schedule: Schedule): number {
  switch (schedule.kind) {
    case 'interval':
      return schedule.hours;
    case 'cron':
      return longestCronGap(schedule.expression) ?? longestIntervalHours;
    case 'paused':
      return longestIntervalHours;
  }
}
