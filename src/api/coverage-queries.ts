/** The questions about the days: which are computed, settled, missing and closed. Loads nothing. */
import type { Query } from './routes.ts';

export const coverageQueries = [
  {
    name: 'days',
    path: 'scheduler/coverage',
    access: 'reader',
    tag: 'Watch',
    summary: 'The dates of a period: settled, missing, closed, each with the run that computed it last',
    description: 'At most 400 days; without parameters, this month and the two before, up to today.',
    query: 'DaysQuery',
    answer: 'DaysAnswer',
    conditional: true,
  },
] as const satisfies readonly Query[];
