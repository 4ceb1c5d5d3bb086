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
  {
    name: 'backfill',
    path: 'scheduler/backfill',
    access: 'reader',
    tag: 'Watch',
    summary: 'What backfill still has to do, and when it is done',
    description:
      'Its plan, the next chunk, and how many are left. The times are estimates by the usual duration of a run and the coming slots.',
    answer: 'BackfillProgressAnswer',
    conditional: true,
  },
] as const satisfies readonly Query[];
