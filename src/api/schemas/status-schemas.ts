/** What the scheduler is doing and why. The first ten fields keep the names of the original program. */
import { z } from 'zod';
import { reasonCodes } from '../../core/job/reason.ts';
import { RunOutcome } from '../../core/run/run.ts';
import { LostContact } from '../../core/run/reconciliation.ts';
import { SlotCause } from '../../core/schedule/slot.ts';
import { CoverageView } from './coverage-schemas.ts';
import { ActiveRunView, ErrorView, RunId, Seconds } from './run-schemas.ts';
import { ActorId, Instant } from './progress-schemas.ts';
import { Warnings } from './warning-schemas.ts';
import { AdaptedIntervalView, PauseView, RuleView } from './schedule-schemas.ts';

export const OriginalStatus = z.enum(['success', 'failed', 'error']);
export type OriginalStatus = z.infer<typeof OriginalStatus>;

/** Besides the code and the text, only what the code calls for. */
export const ReasonView = z
  .object({
    code: z.enum(reasonCodes),
    text: z.string(),
    at: Instant.exactOptional(),
    since: Instant.exactOptional(),
    cause: SlotCause.exactOptional(),
    missed_slots: z.int().exactOptional(),
    /** The first slot that nothing has served, where some were missed. */
    first_slot: Instant.exactOptional(),
    run_id: RunId.exactOptional(),
    attempt: z.int().exactOptional(),
    by: z.string().exactOptional(),
    by_id: ActorId.exactOptional(),
    /** With `outcome_open` and `orphaned`. */
    lost: LostContact.exactOptional(),
  })
  .readonly()
  .meta({
    description: 'Why the scheduler runs the procedure now or waits: as a text, and as separate fields.',
  });
export type ReasonView = z.infer<typeof ReasonView>;

const SkipView = z.object({ run_id: RunId, slot: Instant, message: z.string() }).readonly();

export const ClockView = z.object({ by_seconds: Seconds, since: Instant }).readonly().meta({
  description:
    'The stored rows hold times that are still to come: the clock went back, or another host writes them whose clock is ahead. Null once a run has succeeded since.',
});
export type ClockView = z.infer<typeof ClockView>;

const count = z.int().min(0);

export const LostRepeatedlyView = z
  .object({ lost: count, of: count, in_a_row: count, text: z.string() })
  .readonly()
  .meta({
    description:
      'The process of the app ended during `lost` of the latest `of` runs, the last `in_a_row` of them in a row: the work of those attempts was lost, though it may have been repeated. Null below two in a row and three of ten. `text` says what to do.',
  });
export type LostRepeatedlyView = z.infer<typeof LostRepeatedlyView>;

export const StatusView = z
  .object({
    running: z.boolean().meta({
      description: 'Whether the schedule is active (not paused). A run in progress shows in `is_processing`.',
    }),
    is_processing: z.boolean(),
    interval_hours: z.number().positive().meta({
      description:
        'In force now: the default rule’s or, while a profile fits, that of the profile; adapted where the interval adapts. Under a cron rule: the hours between two slots at most, by the calendar. While nothing is permitted: those of the rule beneath. Under a rule without slots: 24.',
    }),
    last_execution_time: Instant.nullable(),
    last_execution_duration: Seconds.nullable(),
    last_execution_status: OriginalStatus.nullable().meta({
      description: '`error`: the procedure never answered. `last_execution_outcome` has the exact outcome.',
    }),
    execution_count: count.meta({ description: 'Always `success_count` + `failure_count`.' }),
    success_count: count,
    failure_count: count,
    next_execution_in_seconds: Seconds.nullable(),
    next_execution_time: Instant.nullable(),
    reason: ReasonView,
    not_before: Instant.nullable().meta({
      description:
        'The schedule starts no run before this time. Set by the first start, each change and each resumption.',
    }),
    paused: PauseView.nullable(),
    schedule: RuleView,
    adapted_interval: AdaptedIntervalView.nullable(),
    current_run: ActiveRunView.nullable(),
    last_run_id: RunId.nullable(),
    last_execution_outcome: RunOutcome.nullable(),
    last_execution_message: z.string().nullable(),
    last_execution_warnings: Warnings,
    last_execution_error: ErrorView.nullable(),
    last_success_time: Instant.nullable(),
    success_due_by: Instant.nullable().meta({
      description:
        'If no run has succeeded by then, something is wrong: the second slot after the last success, or a day after the first one, plus the time limit of a run. During a pause without an end not before that counts as forgotten.',
    }),
    last_skip: SkipView.nullable(),
    timed_out_count: count,
    lost_count: count,
    cancelled_count: count,
    skipped_count: count,
    attempt_count: count,
    missed_slot_count: count,
    consecutive_failure_count: count,
    success_rate: z.number().min(0).max(1).nullable(),
    clock_went_back: ClockView.nullable(),
    lost_repeatedly: LostRepeatedlyView.nullable(),
    coverage: CoverageView.nullable().meta({
      description: 'Which dates are computed. Null before the first tick.',
    }),
    as_of: Instant,
  })
  .readonly();
export type StatusView = z.infer<typeof StatusView>;
