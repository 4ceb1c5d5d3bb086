/** A notice of each kind, for the page that shows them all: what is wrong, then that it is over. */
import { severityOf } from '../../src/core/notices/notice.ts';
import { hours, plus } from '../../src/core/time/time.ts';
import { sampleChanges } from './sample-changes.ts';
import { sampleDateRecoveries, sampleDates } from './sample-dates.ts';
import { facts, run, type SampleNotice, sampleTroubles } from './sample-troubles.ts';

const over = { ...facts, kind: 'recovered', recovers: facts.id, lasted: hours(3) } as const;
const succeeded = { runId: run.runId, range: run.range, severity: 'warning' } as const;
const longPause = { ...over, severity: severityOf.paused_long, over: 'paused_long' } as const;

const recoveries: readonly SampleNotice[] = [
  { when: 'A run succeeded after one that failed.', notice: { ...over, ...succeeded, over: 'run_failed' } },
  {
    when: 'A run succeeded after one that was stopped at its time limit.',
    notice: { ...over, ...succeeded, over: 'run_timed_out' },
  },
  {
    when: 'A run succeeded after one whose result is unknown.',
    notice: { ...over, ...succeeded, over: 'run_lost' },
  },
  {
    when: 'A run succeeded after none had for too long.',
    notice: { ...over, ...succeeded, severity: 'critical', over: 'no_success' },
  },
  {
    when: 'A run of the scheduler came to its end after one that was skipped.',
    notice: { ...over, severity: 'warning', over: 'foreign_run' },
  },
  {
    when: 'The unusually long run ended.',
    notice: { ...over, severity: 'warning', over: 'unusually_long', runId: run.runId },
  },
  {
    when: 'SQL Server answers whether the procedure is still running.',
    notice: { ...over, severity: 'critical', over: 'end_open', runId: run.runId },
  },
  { when: 'The schedule was resumed.', notice: longPause },
  {
    when: 'Somebody paused the schedule again, with an end.',
    notice: { ...longPause, since: facts.at, until: plus(facts.at, hours(9)) },
  },
  {
    when: 'Somebody paused the schedule again, without an end.',
    notice: { ...longPause, since: facts.at },
  },
  {
    when: 'A run succeeded under the clock as it is now.',
    notice: { ...over, severity: 'warning', over: 'clock_went_back', runId: run.runId },
  },
  {
    when: 'The clock was put forward again.',
    notice: { ...over, severity: 'warning', over: 'clock_went_back' },
  },
  {
    when: 'The channel is in use again.',
    notice: { ...over, severity: 'warning', over: 'channel_off', channel: 'slack' },
  },
];

export const sampleNotices = [
  ...sampleTroubles,
  ...sampleDates,
  ...sampleChanges,
  ...recoveries,
  ...sampleDateRecoveries,
];
