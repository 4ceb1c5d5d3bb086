/** English: the schedule. */
import type { RuleView } from '../../../api/schemas/schedule-schemas.ts';
import { plural } from './plural.ts';

/** What each kind of rule is called. */
interface RuleWords {
  readonly interval: Record<Extract<RuleView, { kind: 'interval' }>['after'], (hours: string) => string>;
}

const every = (hours: string): string => (hours === '1' ? 'every hour' : `every ${hours} hours`);
const capital = (text: string): string => `E${text.slice(1)}`;
const daysIn = (daysBack: number): string =>
  daysBack === 0 ? 'today' : daysBack === 1 ? 'yesterday and today' : `today and the ${daysBack} days before`;

export const schedule = {
  title: 'Schedule',
  every,
  days: daysIn,
  rule: {
    interval: {
      finish: (hours: string) => `${capital(every(hours))}, counted from the end of the previous run.`,
      start: (hours: string) => `${capital(every(hours))} at a fixed rate, however long a run takes.`,
    },
  } satisfies RuleWords,
  inForce: (interval: string) => `In force: ${interval}.`,
  range: (daysBack: number) => `Each scheduled run processes ${daysIn(daysBack)}.`,
  changed: (by: string, moment: string) => `Set by ${by}, ${moment}.`,
  usual: (median: string, runs: number) =>
    `A run usually takes ${median} (median of ${plural(runs, 'run', 'runs')}).`,
  slots: 'Next slots',
  later: 'Later slots',
  estimated: '≈ estimated: depends on when the previous run ends.',
  about: 'around',
  overlapped:
    'Struck through: would be skipped, because the previous run is usually still in progress at that time.',
  skipped: '(would be skipped)',
  noSlots: 'Nothing is scheduled while the schedule is paused.',
  weekday: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
  week: 'The coming seven days',
  weekKey: 'Numbers: profiles. Hatched: nothing starts. Lines: the next slots, up to 20.',
  byDefault: 'default rule',
  blackedOut: (label: string) => `blackout ${label}`,
  slotsOfDay: (times: readonly string[]) =>
    times.length === 0 ? 'No slots.' : `Slots: ${times.join(', ')}.`,
  profiles: 'Profiles',
  adaptive: 'Adaptive interval:',
  noCatchUp: 'Missed slots are not caught up.',
  leastGap: (minutes: number) => `At least ${plural(minutes, 'minute', 'minutes')} between two runs.`,
  blackouts: 'Blackouts',
  fromTo: (from: string, to: string) => `${from} – ${to}`,
  past: (count: number) => `${plural(count, 'blackout is', 'blackouts are')} over.`,
  holidays: 'Holidays',
  noHolidays: 'The calendars have no coming days.',
  more: (count: number) => `${count} more`,
  warnings: 'Warnings',
};
