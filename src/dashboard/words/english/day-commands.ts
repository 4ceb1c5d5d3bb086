/** English: what can be done with days, and the state of backfill. */
import type { BackfillView } from '../../../api/schemas/coverage-schemas.ts';
import { plural } from './plural.ts';

export const dayCommands = {
  runDays: 'Run these days now …',
  closeThrough: (day: string) => `Close through ${day} …`,
  done: {
    planBackfill: 'Backfill has been asked for these days.',
    forceExecute: 'A run of these days has been requested.',
    closePeriod: 'The period has been closed.',
    reopenPeriod: 'The period has been reopened.',
    pauseBackfill: 'Backfill has been paused.',
    resumeBackfill: 'Backfill has been resumed.',
    cancelBackfill: 'The plan of backfill has been cancelled.',
  },
  days: 'Days to compute',
  chunks: 'Runs',
  chunksOf: (chunks: number, size: number) => `${chunks}, of ${plural(size, 'day', 'days')} each at most`,
  duration: 'Computing takes',
  earliestEnd: 'Done at the earliest',
  about: (value: string) => `about ${value}`,
  unknown: 'not known: no run has succeeded yet',
  slotsFirst: 'The runs of the schedule come first: the more of them there are, the later backfill is done.',
  plan: {
    title: (dates: string) => `Backfill ${dates}`,
    words: 'Computes these days in runs of their own, the oldest first, between the runs of the schedule.',
    paused: 'Backfill is paused: it begins once somebody resumes it.',
    which: 'Which days',
    missing: (days: number) => `only those that are not complete (${plural(days, 'day', 'days')})`,
    all: (days: number) => `all again (${plural(days, 'day', 'days')})`,
    confirm: 'Backfill',
  },
  run: {
    title: (dates: string) => `Run ${dates} now`,
    words:
      'One run computes all of these days at once and starts shortly, even if the schedule is paused. The schedule waits for it.',
  },
  close: {
    title: (day: string) => `Close through ${day}`,
    words: (day: string) =>
      `Nothing computes the days up to ${day} any more, since they are paid: runs and backfill leave them out, also for late input. An administrator can reopen the period.`,
    reasonHint: 'Required; recorded in the audit trail.',
    nevertheless: 'Close the period nevertheless',
    confirm: 'Close the period',
  },
  reopen: {
    title: 'Reopen the closed period',
    words:
      'Days of the closed period may be computed again until the time below. Then it closes again by itself.',
    from: 'From',
    until: 'Until',
    untilHint: (zone: string) => `Local time in ${zone}.`,
    untilMeans: (moment: string, wait: string) => `Closes again: ${moment}, in ${wait}.`,
    untilWrong: 'Enter a date and time in the future.',
    confirm: 'Reopen',
  },
  pauseBackfill: {
    title: 'Pause backfill',
    words:
      'No further run of backfill starts until somebody resumes it. One in progress continues, and so does the schedule.',
    confirm: 'Pause',
  },
  cancelBackfill: {
    title: 'Cancel the plan of backfill',
    words:
      'The rest of the plan is dropped; days that are computed already stay so. A run in progress continues: to stop it too, cancel it. Missing days are filled as before.',
    confirm: 'Cancel the plan',
  },
  backfill: 'Backfill',
  doing: {
    idle: () => 'Nothing is left to compute.',
    offered: (days: number) =>
      `${plural(days, 'missing day waits', 'missing days wait')} until somebody asks for backfill (BACKFILL=ask).`,
    waiting: (days: number) =>
      `${plural(days, 'day is', 'days are')} left; the next run of backfill waits for its turn.`,
    running: (days: number) => `Running; ${plural(days, 'day is', 'days are')} left.`,
    paused: (days: number) => `Paused; ${plural(days, 'day is', 'days are')} left.`,
    stopped: (days: number) =>
      `Stopped after failures in a row; ${plural(days, 'day is', 'days are')} left. Remove the cause, then resume.`,
  } satisfies Record<BackfillView['state'], (days: number) => string>,
  endsAround: (moment: string) => `Expected end: around ${moment}.`,
  pausedBy: 'Paused by',
  planned: (dates: string, computed: number, left: number) =>
    `Asked for: ${dates}; ${computed} done, ${left} left. By`,
  closedThrough: (day: string) => `Closed through ${day}`,
};
