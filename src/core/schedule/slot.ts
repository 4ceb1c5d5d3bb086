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

export const SlotCause = z.enum(['start_delay', 'interval_after_finish', 'fixed_rate']);
export type SlotCause = z.infer<typeof SlotCause>;

export interface Slot {
  readonly at: EpochMs;
  readonly cause: SlotCause;
}

/** The slots that are due now. One run serves them all. */
export interface DueSlots {
  readonly first: EpochMs;
  readonly latest: EpochMs;
  /** How many slots before the latest were missed. Computed, never looped over. */
  readonly missed: number;
}
