/** English: the chart of durations. */
import { plural } from './plural.ts';

export const durations = {
  title: 'Duration of the last 100 runs',
  empty: 'Durations appear here once a run has finished.',
  summary: (count: number, median: string, longest: string) =>
    `${plural(count, 'run', 'runs')}: half took ${median} or less, the longest ${longest}.`,
  limit: (limit: string) => `time limit ${limit}`,
  hint: 'Point at a bar to see the run; click it for details.',
};
