/** What became of a command: what it did to the job, or why it did nothing. Wording it is left to the API. */
import type { BackfillPlan } from '../coverage/backfill.ts';
import type { DateRange, RequestedRange } from '../run/date-range.ts';
import type { ChannelName, Tested } from '../notices/channel.ts';
import type { Mute } from '../notices/mute.ts';
import type { Closing } from '../coverage/closing.ts';
import type { DateRanges } from '../coverage/date-ranges.ts';
import type { ActiveRun } from '../run/run.ts';
import type { Contradiction } from '../schedule/document/schedule-document.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { DurationMs, EpochMs, LocalDate, TimeZone } from '../time/time.ts';
import type { DamagedRow } from './damaged-row.ts';
import type { ReadySnapshot } from './snapshot.ts';

export type CommandOutcome =
  | { readonly kind: 'resumed' }
  | { readonly kind: 'was_not_paused' }
  /** `runId`: the run that is being cancelled along with it. */
  | { readonly kind: 'paused'; readonly runId?: string }
  | { readonly kind: 'was_already_paused'; readonly runId?: string }
  | { readonly kind: 'run_requested'; readonly runId: string }
  | { readonly kind: 'run_cancelled'; readonly runId: string }
  | { readonly kind: 'cancellation_requested'; readonly runId: string }
  | { readonly kind: 'run_noted'; readonly runId: string }
  | { readonly kind: 'interval_set'; readonly before: Schedule; readonly after: Schedule }
  | { readonly kind: 'schedule_set'; readonly changed: boolean }
  | { readonly kind: 'lease_ended'; readonly holder: string; readonly runId: string }
  /** Without `mute`, the channel is not muted any more. */
  | { readonly kind: 'channel_muted'; readonly channel: ChannelName; readonly mute?: Mute }
  | { readonly kind: 'channels_tested'; readonly tested: readonly Tested[] }
  /** `givenUp`: how many of the oldest dates there is no room for. */
  | {
      readonly kind: 'pending_told';
      readonly noted: readonly LocalDate[];
      readonly notNeeded: readonly LocalDate[];
      readonly givenUp: number;
    }
  | ClosingOutcome
  | BackfillOutcome;

/** `unsettled`: dates that were closed although no run has settled them. */
export type ClosingOutcome =
  | {
      readonly kind: 'period_closed';
      readonly closing: Closing;
      readonly unsettled: DateRanges;
      readonly changed: boolean;
    }
  | { readonly kind: 'period_reopened'; readonly closing: Closing; readonly changed: boolean };

export type BackfillOutcome =
  /** Without `days`, how many dates are missing is not known yet. */
  | { readonly kind: 'plan_made'; readonly plan: BackfillPlan; readonly days?: number }
  | { readonly kind: 'backfill_paused' }
  | { readonly kind: 'backfill_was_paused' }
  | { readonly kind: 'backfill_resumed' }
  | { readonly kind: 'backfill_was_not_paused' }
  | { readonly kind: 'plan_cancelled'; readonly plan: BackfillPlan }
  | { readonly kind: 'no_plan' };

export interface CommandDone {
  readonly outcome: CommandOutcome;
  /** The rows as the command leaves them. */
  readonly snapshot: ReadySnapshot;
  readonly at: EpochMs;
}

export type CommandRefusal = { readonly kind: 'refused' } & (
  | { readonly why: 'no_such_run'; readonly runId: string }
  | { readonly why: 'run_active'; readonly runId: string; readonly state: ActiveRun['state']['kind'] }
  | { readonly why: 'run_finished'; readonly runId: string }
  | { readonly why: 'run_damaged'; readonly damaged: DamagedRow }
  | { readonly why: 'notes_full'; readonly runId: string }
  | { readonly why: 'lease_free' }
  | { readonly why: 'cooling_down'; readonly wait: DurationMs }
  | { readonly why: 'too_many_requests'; readonly wait: DurationMs; readonly perMinute: number }
  | { readonly why: 'key_reused' }
  | { readonly why: 'audit_full' }
  /** The answer that was kept with the key cannot be read: whether it was carried out is not known. */
  | { readonly why: 'answer_damaged'; readonly damaged: DamagedRow }
  /** Without `channel`: none at all. */
  | { readonly why: 'not_configured'; readonly channel?: ChannelName }
  | { readonly why: 'pause_would_be_over'; readonly until: EpochMs; readonly timeZone: TimeZone }
  /** Somebody has changed the schedule since the caller read it. */
  | { readonly why: 'revision_changed'; readonly given: number; readonly revision: number }
  | { readonly why: 'schedule_refused'; readonly problems: readonly Contradiction[] }
  | { readonly why: 'range_refused'; readonly range: Extract<RequestedRange, { kind: 'refused' }> }
  | ClosingRefusal
  | BackfillRefusal
);

export type ClosingRefusal =
  | {
      readonly why: 'value_refused';
      readonly field: 'through' | 'until' | 'from' | 'dates';
      readonly value: string;
      readonly expected: string;
    }
  /** `closed`: the last date that may not be computed now. */
  | {
      readonly why: 'period_closed';
      readonly asked: DateRange;
      readonly closed: LocalDate;
      readonly closing: Closing;
    }
  | { readonly why: 'closed_already'; readonly through: LocalDate; readonly closing: Closing }
  | { readonly why: 'not_settled'; readonly through: LocalDate; readonly unsettled: DateRanges }
  | { readonly why: 'nothing_closed' };

export type BackfillRefusal =
  /** Backfill follows one plan at a time. */
  | {
      readonly why: 'plan_active';
      readonly plan: BackfillPlan;
      readonly rows: Pick<ReadySnapshot, 'config' | 'state'>;
      readonly at: EpochMs;
    }
  /** Every date of the range is settled. */
  | { readonly why: 'nothing_missing'; readonly asked: DateRange };
