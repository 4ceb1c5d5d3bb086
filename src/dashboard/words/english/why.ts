/** English: why a run started at some moment, or did not. */
import type { WhyFactView } from '../../../api/schemas/why-schemas.ts';
import { plural } from './plural.ts';

export const why = {
  title: 'Why did it run, or not?',
  ask: 'Ask',
  moment: 'Date and time',
  momentHint: (zone: string) => `Local time in ${zone}, in the past or to come.`,
  facts: 'Facts',
  nearest: 'Planned around it',
  before: 'Before',
  after: 'After',
  toRun: 'Details of the run',
  /** Where a fact comes from. */
  source: {
    configuration: 'from the schedule in effect',
    audit: 'from the audit trail',
    state: 'from the state of the scheduler',
    runs: 'from the history',
    ticks: 'from the record of ticks',
    forecast: 'calculated in advance',
  } satisfies Record<WhyFactView['source'], string>,
  /** In the history. */
  question: 'Why?',
  questionAt: (moment: string) => `Why? ${moment}`,
  anyMoment: 'Why did it run, or not, at …?',
  /** `first` and `last` may be the same. */
  unserved: (count: number, first: string, last: string) =>
    count === 1
      ? `The slot of ${first} was not served.`
      : `${plural(count, 'slot was', 'slots were')} not served, ${first === last ? `the last at ${last}` : `from ${first} to ${last}`}.`,
  late: (delay: string) => `${delay} late`,
};
