/** English: the chart of durations. */
import { plural } from './plural.ts';

export const durations = {
  title: 'Duration of the last runs',
  empty: 'Durations appear here once a run has finished.',
  summary: (count: number, median: string, longest: string) =>
    `${plural(count, 'run', 'runs')}: half took ${median} or less, the longest ${longest}.`,
  limit: (limit: string) => `time limit ${limit}`,
  hint: 'Choose a bar for the details of its run.',
};
