/**
 * The machine-readable name of what a log line tells, sent with it as the property `event`. Alerts and workbooks
 * select by it, so a name that is in use never changes its meaning.
 */
export type LogEvent =
  | 'initialized'
  | 'run_started'
  | 'run_alive'
  | 'run_finished'
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
  | 'usual_duration'
  | 'cancel_ordered'
  | 'force_unlocked';
