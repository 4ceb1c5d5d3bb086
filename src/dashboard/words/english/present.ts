/** English: what is now and what comes next. */
import type { ReasonView } from '../../../api/schemas/status-schemas.ts';
import type { SlotView } from '../../../api/schemas/schedule-schemas.ts';
import type { OriginalStatus } from '../../../api/views/status-view.ts';
import { plural } from './plural.ts';

/** A reason's parts, written out. */
export interface ReasonParts {
  readonly at: string;
  readonly since: string;
  readonly cause: string;
  readonly missed: number;
  readonly attempt: number;
  readonly by: string;
}

export const present = {
  live: {
    title: 'The run in progress',
    elapsed: 'Elapsed',
    attempt: 'Attempt',
    range: 'Dates',
    trigger: 'Trigger',
    expectedEnd: 'Expected end',
    deadline: 'Time limit',
    usualDuration: 'Usual duration',
    usual: (median: string, runs: number) => `${median}, median of ${plural(runs, 'run', 'runs')}`,
    noUsual: 'no run to go by yet',
    longer: 'longer than usual',
    rows: 'Rows so far',
    progress: 'Progress',
    told: (percent: string) => `${percent}, says the procedure`,
    byExperience: (percent: string) => `about ${percent}, by the usual duration`,
    unmeasured: 'running; how far is not known',
    connecting: 'connecting to SQL Server',
    messages: 'Last messages',
    noMessages: 'No messages yet.',
    nextAttempt: (number: number, moment: string) => `Attempt ${number} at ${moment}`,
    startsSoon: 'It starts in a moment.',
    stopOrder: 'Told to stop by',
    stopping: 'It was told to stop; its end is not confirmed yet.',
    reconciling: 'Its process is gone. SQL Server is being asked whether the procedure still runs.',
    orphaned:
      'Its process is gone, but the procedure still runs on the server. Nothing else starts meanwhile.',
    details: 'Details of this run',
  },
  next: {
    title: 'Next run',
    in: 'in',
    now: 'now',
    unknown: 'not planned',
    at: (moment: string) => `at ${moment}`,
    about: (moment: string) => `about ${moment}`,
  },
  reason: {
    first_start: () => 'The default schedule is about to be written.',
    paused: () => 'The schedule is paused.',
    pause_over: () => 'The pause is over; the schedule resumes now.',
    waiting_for_slot: ({ cause }: ReasonParts) => `Given by ${cause}.`,
    slot_due: ({ at, missed }: ReasonParts) =>
      `The slot of ${at} is due${missed === 0 ? '' : `; ${plural(missed, 'earlier slot was', 'earlier slots were')} missed`}.`,
    slot_while_running: ({ at }: ReasonParts) => `The slot of ${at} is skipped: a run was still running.`,
    requested: ({ by }: ReasonParts) => `Asked for by ${by}; it starts in a moment.`,
    retry_due: ({ attempt }: ReasonParts) => `Attempt ${attempt} is due.`,
    waiting_for_retry: ({ attempt, at }: ReasonParts) => `Attempt ${attempt} follows at ${at}.`,
    retry_held_by_pause: () => 'The next attempt waits until the pause is over.',
    running: ({ since }: ReasonParts) => `A run is in progress since ${since}.`,
    stopping: ({ since }: ReasonParts) => `A run is being stopped since ${since}.`,
    holder_lost: ({ since }: ReasonParts) => `The run's process has not answered since ${since}.`,
    outcome_open: ({ since }: ReasonParts) => `The outcome of a run is open since ${since}.`,
    orphaned: ({ since }: ReasonParts) => `The procedure runs on without its process since ${since}.`,
  } satisfies Record<ReasonView['code'], (parts: ReasonParts) => string>,
  cause: {
    start_delay: 'the delay after a start or a change',
    interval_after_finish: 'the interval, counted from the end of the previous run',
    fixed_rate: 'the fixed rate',
  } satisfies Record<SlotView['cause'], string>,
  figures: {
    title: 'Figures',
    executions: 'Total executions',
    success: 'Success',
    failure: 'Failures',
    lastDuration: 'Last duration',
    minutes: 'minutes',
    lastExecution: 'Last execution',
    lastStatus: 'Last status',
    status: { success: 'Success', failed: 'Failed', error: 'Error' } satisfies Record<OriginalStatus, string>,
    rate: 'Success rate',
    target: (target: string) => `target ${target}`,
    onTarget: 'met',
    belowTarget: 'missed',
  },
};
