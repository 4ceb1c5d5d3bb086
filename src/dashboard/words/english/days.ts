/** English: the calendar of days. */
import type { DayState } from '../../../core/coverage/day-states.ts';
import { plural } from './plural.ts';

export const days = {
  title: 'Days',
  earlier: 'Earlier months',
  calendar: 'Calendar of days',
  today: 'today',
  legend: 'Signs in the calendar',
  count: (count: number) => plural(count, 'day', 'days'),
  state: {
    settled: 'complete',
    computed: 'provisional',
    gap: 'missing',
    pending: 'late input',
    in_progress: 'being computed',
    closed: 'closed',
    not_yet: 'not yet',
    not_covered: 'not covered',
  } satisfies Record<DayState, string>,
  /** What that means for a day. */
  meaning: {
    settled: 'Computed after all of its input had come.',
    computed: 'Computed, but its input can still come: one of the next runs computes it again.',
    gap: 'The schedule has moved past this day without computing it to its end.',
    pending: 'Input has arrived since it was computed: it is computed again.',
    in_progress: 'The run in progress computes it.',
    closed: 'In a closed period: nothing computes it any more.',
    not_yet: 'One of the next runs computes it.',
    not_covered: 'Before the beginning of coverage: it is computed only if somebody asks for it.',
  } satisfies Record<DayState, string>,
  computedAt: (moment: string) => `Last computed: ${moment}.`,
  neverComputed: 'No run has computed it.',
  toRun: 'Details of that run',
  hint: 'Choose a day to see its last run, or a first and a last day.',
  hintMore: 'Choose another day for all days from this one to that.',
  clear: 'Choose none',
};
