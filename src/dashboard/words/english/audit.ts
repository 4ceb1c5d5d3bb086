/** English: the audit trail. */
import type { AuditEntry } from '../../../core/job/audit.ts';

export const audit = {
  title: 'Audit trail',
  empty: 'No changes yet.',
  entry: (sequence: number) => `Details of entry ${sequence}`,
  time: 'Time',
  identity: 'Identity',
  from: 'From',
  before: 'Before',
  after: 'After',
  run: 'Run',
  action: {
    start: 'Resumed the schedule',
    stop: 'Paused the schedule',
    set_interval: 'Changed the interval',
    set_schedule: 'Changed the schedule',
    force_execute: 'Requested a run',
    cancel: 'Cancelled a run',
    force_unlock: 'Released the lease',
    mute_channel: 'Changed the mute of a channel',
    test_channels: 'Sent a test notice',
    close_period: 'Closed a period',
    reopen_period: 'Reopened a closed period',
    plan_backfill: 'Asked for a backfill',
    pause_backfill: 'Paused backfill',
    resume_backfill: 'Resumed backfill',
    cancel_backfill: 'Cancelled the plan of backfill',
    tell_pending: 'Told of late input',
    adapt_interval: 'Adapted the interval',
    import: 'Imported a backup',
  } satisfies Record<AuditEntry['action'], string>,
};
