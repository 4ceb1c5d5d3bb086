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
  times: (times: string) => `open: ${times}× the usual already`,
  anyMoment: 'any moment now',
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
  stoppedBy: 'Stopped by',
  timeLimit: 'time limit',
  stopping: 'The procedure has been told to stop but has not confirmed it yet.',
  reconciling: 'Contact with the procedure was lost. Checking with SQL Server whether it is still running.',
  orphaned:
    'The procedure is still running on the server, but the app has lost control of it. Nothing else starts until it ends.',
  details: 'Details of this run',
};
