/** English: what was planned, and what became of it. */
import { plural } from './plural.ts';

export const plan = {
  title: 'Planned and executed',
  none: 'Nothing was planned or executed in the last four weeks.',
  kept: (ran: number, planned: number, share: string) =>
    `Of ${plural(planned, 'planned run', 'planned runs')} in the last four weeks, ${ran} began on time (${share}).`,
  incomplete: 'More has happened than can be shown here: some of it is missing.',
  legend: 'Signs in the grid',
  day: 'Day',
  hour: (hour: string) => `${hour}:00`,
  nothing: 'no run',
  hint: 'Days and hours by the clock of the schedule. Choose an hour to see why a run began, or none did.',
  state: {
    succeeded: 'On time',
    late: 'Late',
    unserved: 'Not executed',
    paused: 'Paused',
    down: 'Scheduler not running',
  },
};
