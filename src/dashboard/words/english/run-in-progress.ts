/** English: the run in progress. */
import { plural } from './plural.ts';

export const runInProgress = {
  title: 'Run in progress',
  elapsed: 'Elapsed',
  attempt: 'Attempt',
  range: 'Dates',
  startedBy: 'Started by',
  expectedEnd: 'Expected end',
  deadline: 'Time limit',
  usualDuration: 'Usual duration',
  usual: (median: string, runs: number) => `${median}, median of ${plural(runs, 'run', 'runs')}`,
  noUsual: 'no earlier runs to compare with',
  longer: 'longer than usual',
  rows: 'Rows so far',
  progress: 'Progress',
  reported: (percent: string) => `${percent}, reported by the procedure`,
  expected: (percent: string) => `about ${percent}, based on the usual duration`,
  unmeasured: 'running, progress unknown',
  connecting: 'Connecting to SQL Server …',
  messages: 'Latest messages',
  noMessages: 'No messages yet.',
  nextAttempt: (number: number, moment: string) => `Attempt ${number} is scheduled for ${moment}.`,
  startsSoon: 'Starting shortly.',
  stopRequestedBy: 'Stop requested by',
  stopping: 'A stop has been requested, but the procedure has not confirmed it yet.',
  reconciling:
    'The process of this run is gone. Checking with SQL Server whether the procedure is still running.',
  orphaned:
    'The process of this run is gone, but the procedure is still running on the server. Nothing else starts until it ends.',
  details: 'Details of this run',
};
