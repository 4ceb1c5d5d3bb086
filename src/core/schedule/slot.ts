/** What every kind of schedule takes and gives: the history that bears on its next slot, and its slots. */
import { z } from 'zod';
import type { EpochMs } from '../time/time.ts';

/** What has happened so far, as far as it bears on the next slot. */
export interface ScheduleHistory {
  /** No slot is due before this instant: first deployment, resumption and each change set it. */
  readonly notBefore: EpochMs;
  /** The last slot that became a run or a recorded skip. */
  readonly lastSlot?: EpochMs | undefined;
  /** When the last run ended, whatever started it. */
  readonly lastEnd?: EpochMs | undefined;
}

/**
 * `first_permitted`: the interval was over already, or nothing has run yet, when a profile began that permits runs.
 * `moved`: the slot fell into a time in which none is permitted.
 */
export const SlotCause = z.enum([
  'start_delay',
  'interval_after_finish',
  'fixed_rate',
  'cron',
  'first_permitted',
  'moved',
]);
export type SlotCause = z.infer<typeof SlotCause>;

/** What permits no slot. `clock_change`: the local time of the slot was skipped, and its profile with it. */
export type Blocker =
  | { readonly kind: 'blackout'; readonly label: string }
  | { readonly kind: 'paused_profile'; readonly name: string }
  | { readonly kind: 'paused_rule' }
  | { readonly kind: 'least_gap' }
  | { readonly kind: 'clock_change' };

export interface Moved {
  /** Where the slot would have been; the first one, if several fell into the same time. */
  readonly from: EpochMs;
  readonly by: Blocker;
}

export interface Slot {
  readonly at: EpochMs;
  readonly cause: SlotCause;
  /** The name of the profile that is in force; absent under the default rule. */
  readonly profile?: string | undefined;
  /** With the cause `moved`. */
  readonly moved?: Moved | undefined;
}

/** The slots that are due now. One run serves them all. */
export interface DueSlots {
  readonly first: EpochMs;
  readonly latest: EpochMs;
  /** How many slots before the latest were missed. Computed, never looped over. */
  readonly missed: number;
  /** Of the latest. */
  readonly profile?: string | undefined;
  readonly moved?: Moved | undefined;
}

/** Slots of one rule in one stretch of time. */
export interface SlotGroup {
  readonly first: EpochMs;
  readonly last: EpochMs;
  readonly count: number;
}

/** Both instants are part of it. */
export interface Stretch {
  readonly from: EpochMs;
  readonly upTo: EpochMs;
}
