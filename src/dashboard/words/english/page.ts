/** English: the page as a whole, its headline, and names of its own. */
import { plural } from './plural.ts';

export const page = {
  title: (job: string) => `${job} scheduler`,
  language: 'Language',
  skipToContent: 'Skip to the content',
  updated: (time: string) => `Updated ${time}`,
  loading: 'Loading …',
  none: '–',
  close: 'Close',
  headline: {
    current: 'Up to date',
    running: 'Running',
    retrying: 'Waiting for the next attempt',
    starting: 'About to start',
    paused: 'Paused',
    failing: 'Failing',
    overdue: 'Overdue',
    first: 'Waiting for the first run',
    unknown: 'Unknown',
  },
  lastSuccess: (age: string, moment: string) => `Last success ${age} ago (${moment}).`,
  noSuccess: 'No run has succeeded yet.',
  failedInARow: (count: number) => `${plural(count, 'run has', 'runs in a row have')} failed.`,
  overdueSince: (moment: string) => `A run has been due since ${moment}, and nothing has started it.`,
  lateWords: 'It is too long ago that a run succeeded.',
  firstWords: 'Nothing has to be done: the first run starts by itself.',
  unknownWords: 'What the scheduler is doing cannot be told without an answer of its API.',
  pausedBy: (by: string, since: string) => `Paused by ${by} since ${since}`,
  pausedUntil: (until: string) => `Resumes by itself ${until}.`,
  pausedForGood: 'Paused until somebody resumes it.',
  alsoPaused: 'The schedule is paused; this run goes on.',
  /** The app's own names for who did something. */
  actor: {
    schedule: 'the schedule',
    'first start': 'the first start',
    'end of the pause': 'the end of the pause',
    'function key': 'function key',
    anonymous: 'anonymous',
  },
  noReason: 'no reason given',
};
