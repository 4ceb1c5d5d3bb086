/** English: what was and what is laid down: history, schedule, audit. */
import type { AuditEntry } from '../../../core/job/audit.ts';
import { plural } from './plural.ts';

const every = (hours: string): string => (hours === '1' ? 'Every hour' : `Every ${hours} hours`);

export const records = {
  chart: {
    title: 'Duration of the last 100 runs',
    empty: 'As soon as a run has ended, its duration is drawn here.',
    summary: (count: number, median: string, longest: string) =>
      `${plural(count, 'run', 'runs')}: half took at most ${median}, the longest ${longest}.`,
    limit: (limit: string) => `time limit ${limit}`,
    hint: 'Point at a bar to read it; a click opens the run.',
  },
  history: {
    title: 'History',
    filter: 'Outcome',
    all: 'All',
    active: 'In progress',
    empty: 'No runs yet.',
    emptyFiltered: 'No run with this outcome.',
    started: 'Started',
    outcome: 'Outcome',
    duration: 'Duration',
    trigger: 'Trigger',
    range: 'Dates',
    details: 'Details',
    detailsOf: (started: string) => `Details of the run of ${started}`,
    newer: 'Newer',
    older: 'Older',
    missed: (count: number) => `stands for ${plural(count, 'missed slot', 'missed slots')}`,
  },
  schedule: {
    title: 'Schedule',
    everyAfterFinish: (hours: string) => `${every(hours)}, counted from the end of the previous run.`,
    everyAtFixedRate: (hours: string) => `${every(hours)} at a fixed rate.`,
    range: (daysBack: number) =>
      `Each run computes ${daysBack === 0 ? 'today' : daysBack === 1 ? 'yesterday and today' : `today and the ${daysBack} days before`}.`,
    changed: (by: string, moment: string) => `Set by ${by}, ${moment}.`,
    usual: (median: string, runs: number) =>
      `A run usually takes ${median} (median of ${plural(runs, 'run', 'runs')}).`,
    slots: 'The next 20 slots',
    estimated: '≈ depends on when the run before it ends: estimated by the usual duration.',
    about: 'about',
    overlapped: 'Struck out: would be skipped, because the run before it usually still runs then.',
    skipped: '(would be skipped)',
    noSlots: 'No slots while the schedule is paused.',
  },
  audit: {
    title: 'Who did what',
    empty: 'Nobody has changed anything yet.',
    change: (sequence: number) => `Entry ${sequence} in full`,
    when: 'When',
    from: 'From',
    before: 'Before',
    after: 'After',
    run: 'Run',
    newer: 'Newer',
    older: 'Older',
    action: {
      start: 'Resumed the schedule',
      stop: 'Paused the schedule',
      set_interval: 'Set the interval',
      force_execute: 'Asked for a run',
      cancel: 'Cancelled a run',
      force_unlock: 'Ended the lease',
    } satisfies Record<AuditEntry['action'], string>,
  },
};
