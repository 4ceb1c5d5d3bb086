/** English: the headline and the sentences below it. */
import type { HeadlineWord } from '../../headline/headline.ts';

export const headline = {
  word: {
    current: 'Running normally',
    computing: 'Computing now',
    slow: 'Longer than usual',
    requested: 'Run requested',
    retrying: 'Waiting for the next attempt',
    starting: 'About to start',
    paused: 'Paused',
    failing: 'Failing',
    overdue: 'Overdue',
    clock_went_back: 'Clock went back',
    incomplete: 'Incomplete',
    first: 'Waiting for the first run',
    unknown: 'Status unknown',
  } satisfies Record<HeadlineWord, string>,
  /** `age`: empty under a minute. */
  lastSuccess: (age: string, moment: string) =>
    age === '' ? `Last success just now (${moment}).` : `Last success ${age} ago (${moment}).`,
  lastSuccessAhead: (moment: string) => `Last success: ${moment}, by the clock of that time.`,
  clockWentBack: (by: string, since: string) =>
    `The clock of the server went back by ${by} (noticed: ${since}). Times recorded before may be wrong by as much. The schedule goes on: the next run is at most one interval away. Check the server's clock, and the end of a pause. This message disappears with the next successful run.`,
  lostRepeatedly: (lost: number, of: number) =>
    `During ${lost} of the last ${of} runs the app itself was stopped, and the work done until then was lost. Tell whoever operates the app: either deployments do not wait for the run, or Azure takes the instance away. Runs that usually take longer than 10 minutes belong on the hosting "dedicated" (docs/deployment.md, "Which hosting").`,
  noSuccess: 'No run has succeeded yet.',
  failedInARow: (count: number) => (count === 1 ? 'The last run failed.' : `The last ${count} runs failed.`),
  overdueSince: (moment: string) => `A run has been due since ${moment}, but nothing has started it.`,
  overdueAdvice:
    'Tell whoever operates the app that its timer no longer fires; a restart of the app usually helps.',
  pauseOverSince: (moment: string) =>
    `The pause has been over since ${moment}, but the schedule has not resumed.`,
  late: 'It has been too long since a run succeeded.',
  first: 'No action needed: the first run starts automatically.',
  unknown: 'The status of the scheduler is unknown until its API answers.',
  pausedBy: (by: string, since: string) => `Paused by ${by} since ${since}`,
  pausedUntil: (until: string) => `Resumes automatically: ${until}.`,
  pausedForGood: 'Stays paused until somebody resumes it.',
  runningSince: (since: string) => `Running since ${since}.`,
  runningUntil: (since: string, end: string) => `Running since ${since}, expected to finish around ${end}.`,
  runningOver: (since: string) => `Running since ${since}; it should finish any moment.`,
  runningLong: (since: string, times: string, usual: string) =>
    `Running since ${since}: ${times}× the usual ${usual}.`,
  strip: (count: number) => (count === 1 ? 'The last run' : `The last ${count} runs, newest last`),
  stripGood: (good: number) => `${good} succeeded`,
  messageOf: 'The error message',
  toFailed: 'See the failed run',
  alsoPaused: 'The schedule is paused; this run continues.',
};
