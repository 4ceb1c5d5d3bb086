/** The log lines that operators search for, word for word as in the original, and the events that alerts select by. */
import type { DateRange } from '../run/date-range.ts';
import { type DurationMs, milliseconds, toHours, toMinutes, toSeconds } from '../time/time.ts';

export const initializedLine = '✅ SpJamkerjaScheduler initialized';

export const executingLine = (job: string, execution: number): string =>
  `🚀 Executing ${job} (execution #${execution})`;

export const rangeLine = ({ awal, akhir }: DateRange): string => `📅 Date range: ${awal} to ${akhir}`;

export const completedLine = (job: string, took: DurationMs): string =>
  `✅ ${job} completed successfully in ${toSeconds(took).toFixed(1)} seconds (${toMinutes(took).toFixed(1)} minutes)`;

/** An overdue slot is 0 seconds ahead. */
export function nextExecutionLine(ahead: DurationMs): string {
  const wait = milliseconds(Math.max(0, ahead));
  return `⏳ Next execution in ${Math.round(toSeconds(wait))} seconds (${toHours(wait).toFixed(1)} hours)...`;
}

/**
 * The event that a log line reports, as its property `event`. Alerts and workbooks select by it, so a name in use never
 * changes its meaning.
 */
export type LogEvent =
  | 'initialized'
  | 'settings_wrong'
  | 'run_started'
  | 'run_alive'
  | 'run_finished'
  | 'run_warning'
  | 'run_requested'
  | 'attempt_repeats'
  | 'end_open'
  | 'process_lost'
  | 'procedure_orphaned'
  | 'sql_unasked'
  | 'sql_unasked_long'
  | 'lost_repeatedly'
  | 'lease_lost'
  | 'result_unwritten'
  | 'slot_skipped'
  | 'schedule_paused'
  | 'schedule_resumed'
  | 'interval_set'
  | 'interval_adapted'
  | 'schedule_set'
  | 'coverage_derived'
  | 'backfill_done'
  | 'backfill_planned'
  | 'backfill_paused'
  | 'backfill_resumed'
  | 'backfill_cancelled'
  | 'late_input'
  | 'pending_told'
  | 'run_noted'
  | 'late_input_known'
  | 'late_input_unknown'
  | 'usual_duration'
  | 'success_due'
  | 'cancel_ordered'
  | 'force_unlocked'
  | 'clock_went_back'
  | 'clock_came_back'
  | 'notice_delivered'
  | 'notice_failed'
  | 'channel_off'
  | 'channel_muted'
  | 'channels_tested'
  | 'period_closed'
  | 'period_reopened'
  | 'row_damaged'
  | 'row_put_right'
  | 'request_failed';
