/** English: when the next run starts, and why then. */
import type { SlotView } from '../../../api/schemas/slot-schemas.ts';
import type { ReasonView } from '../../../api/schemas/status-schemas.ts';
import { plural } from './plural.ts';

/** A reason's parts, written out. */
export interface ReasonParts {
  readonly at: string;
  readonly since: string;
  /** A sentence of its own. */
  readonly cause: string;
  readonly missed: number;
  readonly attempt: number;
  readonly by: string;
  /** Why no process answers for the procedure. */
  readonly lost: string;
}

export const nextRun = {
  title: 'Next run',
  in: 'in',
  now: 'now',
  unknown: 'not scheduled',
  afterThisRun: (interval: string) => `${interval} after this run ends`,
  about: (moment: string) => `around ${moment}`,
  reason: {
    first_start: () => 'The default schedule is being set up.',
    paused: () => 'The schedule is paused.',
    pause_over: () => 'The pause is over; the schedule is about to resume.',
    waiting_for_slot: ({ cause }) => cause,
    slot_due: ({ at, missed }) =>
      `The run scheduled for ${at} is due${missed === 0 ? '' : `; ${plural(missed, 'earlier run was', 'earlier runs were')} missed`}.`,
    slot_while_running: ({ at }) =>
      `The run scheduled for ${at} is skipped: the previous run was still in progress.`,
    catch_up_off: ({ at }) => `The run scheduled for ${at} is skipped: it was missed, and catch-up is off.`,
    nothing_scheduled: () => 'The schedule permits no run in the coming years.',
    requested: ({ by }) => `Requested by ${by}; starting shortly.`,
    retry_due: ({ attempt }) => `Attempt ${attempt} is due.`,
    waiting_for_retry: ({ attempt, at }) => `Attempt ${attempt} is scheduled for ${at}.`,
    retry_held_by_pause: () => 'The next attempt waits for the pause to end.',
    running: ({ since }) => `A run has been in progress since ${since}.`,
    stopping: ({ since }) => `A run has been stopping since ${since}.`,
    holder_lost: ({ since }) => `The process of the run no longer responds; it was given up at ${since}.`,
    outcome_open: ({ since, lost }) => `The outcome of a run has been unknown since ${since}: ${lost}.`,
    orphaned: ({ since, lost }) => `The procedure is still running, although ${lost} (first seen ${since}).`,
  } satisfies Record<ReasonView['code'], (parts: ReasonParts) => string>,
  lost: {
    process: 'its process no longer responds',
    connection: 'the connection to it was lost',
    shutdown: 'the app was stopped',
  } satisfies Record<NonNullable<ReasonView['lost']>, string>,
  cause: {
    start_delay: 'Waiting for the start delay after the first deployment, a resumption or a change.',
    interval_after_finish: 'Scheduled by the interval, counted from the end of the previous run.',
    fixed_rate: 'Scheduled by the interval, at a fixed rate.',
    cron: 'Scheduled by the calendar.',
    first_permitted: 'Scheduled for the first moment at which the schedule permits it.',
    moved: 'Moved to the first moment at which the schedule permits it.',
  } satisfies Record<SlotView['cause'], string>,
};
