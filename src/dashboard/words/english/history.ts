/** English: the history. */
import { plural } from './plural.ts';

export const history = {
  title: 'History',
  filter: 'Outcome',
  all: 'All',
  active: 'In progress',
  empty: 'No runs yet.',
  emptyFiltered: 'No runs with this outcome.',
  emptySoFar: 'No runs with this outcome on this page.',
  searchedBackTo: (moment: string) => `Searched back to ${moment}.`,
  goOn: 'Search further back',
  today: 'Today',
  yesterday: 'Yesterday',
  started: 'Started',
  outcome: 'Outcome',
  duration: 'Duration',
  range: 'Dates',
  detailsOf: (started: string) => `Details of the run of ${started}`,
  missed: (count: number) => `covers ${plural(count, 'missed run', 'missed runs')}`,
};
