/** The notices of the schedule: no run succeeds in time, a pause lasts, or the clock that it follows is wrong. */
import { z } from 'zod';
import { commonFields } from './run-notice.ts';
import { SkipReason } from '../run/run.ts';
import { DurationMs, EpochMs } from '../time/time.ts';

export const NoSuccess = z
  .object({
    kind: z.literal('no_success'),
    ...commonFields,
    lastSuccessAt: EpochMs.exactOptional(),
    /** How long a success may take to come: two intervals. */
    limit: DurationMs,
    failures: z.int(),
    /** Why the last slot was skipped, if that is the reason. */
    skip: SkipReason.exactOptional(),
  })
  .readonly();
export const PausedLong = z
  .object({
    kind: z.literal('paused_long'),
    ...commonFields,
    since: EpochMs,
    by: z.string(),
    reason: z.string(),
    /** When the pause was to end; absent for one without an end. */
    until: EpochMs.exactOptional(),
  })
  .readonly();
export const ClockWentBack = z
  .object({
    kind: z.literal('clock_went_back'),
    ...commonFields,
    /** How far, as the rows show it. */
    wentBackBy: DurationMs,
  })
  .readonly();
