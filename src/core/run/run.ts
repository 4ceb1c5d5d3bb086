/**
 * A run: one logical execution with a range that never changes, and one to n attempts.
 * Its states are a union on `kind`; transitions.ts decides every pair of state and event.
 */
import { z } from 'zod';
import { DateRange } from './date-range.ts';
import { Failure } from './failure.ts';
import { CancellationRequest, type Holding } from './lease.ts';
import { RunNotes } from './run-note.ts';
import { DurationMs, EpochMs } from '../time/time.ts';

/** `backfill`: the scheduler itself computes dates that are missing. */
export const Trigger = z.enum(['schedule', 'request', 'backfill']);
export type Trigger = z.infer<typeof Trigger>;

/** How a run ended. `lost`: its process no longer responded, and nothing proves what the procedure did. */
export const RunOutcome = z.enum(['succeeded', 'failed', 'timed_out', 'cancelled', 'lost', 'skipped']);
export type RunOutcome = z.infer<typeof RunOutcome>;

export const AttemptOutcome = z.enum([
  'succeeded',
  'failed',
  'timed_out',
  'cancelled',
  'lost',
  'interrupted',
  'skipped',
]);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

export const SkipReason = z.enum(['foreign_run', 'still_running', 'missed', 'period_closed']);
export type SkipReason = z.infer<typeof SkipReason>;

const open = {
  number: z.int(),
  startedAt: EpochMs,
  epoch: z.int(),
  instance: z.string(),
  version: z.string(),
};
export const OpenAttempt = z.object(open).readonly();
export type OpenAttempt = z.infer<typeof OpenAttempt>;

export const EndedAttempt = z
  .object({
    ...open,
    endedAt: EpochMs,
    /** By a clock that nobody sets; absent when its process did not live to measure it. */
    duration: DurationMs.exactOptional(),
    outcome: AttemptOutcome,
    /** 0 as well when they are not known. */
    rowsAffected: z.int(),
    /** Absent when the server reported them: SET NOCOUNT ON keeps them back. */
    rowsReported: z.literal(false).exactOptional(),
    /** Stopped while the procedure was executing: what it had committed stays, perhaps or certainly all of it. */
    work: z.enum(['work_may_remain', 'work_remains']).exactOptional(),
    returnValue: z.int().exactOptional(),
    failure: Failure.exactOptional(),
  })
  .readonly();
export type EndedAttempt = z.infer<typeof EndedAttempt>;
export type RemainingWork = NonNullable<EndedAttempt['work']>;

const Waiting = z
  .object({
    kind: z.literal('waiting'),
    attempt: z.int(),
    dueAt: EpochMs,
    /** Only where it differs from the end of the last attempt: since the clock went back. */
    since: EpochMs.exactOptional(),
  })
  .readonly();
const Running = z.object({ kind: z.literal('running'), attempt: OpenAttempt }).readonly();
const Stopping = z
  .object({ kind: z.literal('stopping'), attempt: OpenAttempt, since: EpochMs, stop: CancellationRequest })
  .readonly();
const unsettled = {
  attempt: OpenAttempt,
  since: EpochMs,
  /** A cancellation request, from before or since. It decides how the run ends once the procedure is gone. */
  stop: CancellationRequest.exactOptional(),
  /** Why the process lost sight of the procedure; absent when the process itself is lost. */
  failure: Failure.exactOptional(),
};
const Reconciling = z.object({ kind: z.literal('reconciling'), ...unsettled }).readonly();
const Orphaned = z.object({ kind: z.literal('orphaned'), ...unsettled }).readonly();
const Finished = z
  .object({
    kind: z.literal('finished'),
    outcome: RunOutcome,
    endedAt: EpochMs,
    /** Of the last attempt; 0 for a run that never started. */
    duration: DurationMs,
    message: z.string(),
    skip: SkipReason.exactOptional(),
    failure: Failure.exactOptional(),
  })
  .readonly();

/** States in which a process has begun the attempt and its end is not yet known. */
const Begun = z.discriminatedUnion('kind', [Running, Stopping, Reconciling, Orphaned]);
export type BegunState = z.infer<typeof Begun>;
export type RunStateKind = 'waiting' | BegunState['kind'] | 'finished';

const identity = {
  id: z.string(),
  trigger: Trigger,
  /** The scheduled time; for a requested run, the time of the request. */
  slot: EpochMs,
  /** Earlier slots that this run covers as well. */
  missedSlots: z.int(),
  createdAt: EpochMs,
  range: DateRange,
  actor: z.string(),
  /** Absent in scheduled runs, and in those of older versions. */
  actorId: z.string().exactOptional(),
  reason: z.string(),
  /** Attempts that have ended; the one in progress is part of the state. */
  attempts: z.array(EndedAttempt).readonly(),
};
export const WaitingRun = z.object({ ...identity, state: Waiting }).readonly();
export type WaitingRun = z.infer<typeof WaitingRun>;
export const BegunRun = z.object({ ...identity, state: Begun }).readonly();
export type BegunRun = z.infer<typeof BegunRun>;
export const ActiveRun = z.union([WaitingRun, BegunRun]);
export type ActiveRun = z.infer<typeof ActiveRun>;
export const FinishedRun = z.object({ ...identity, state: Finished, notes: RunNotes }).readonly();
export type FinishedRun = z.infer<typeof FinishedRun>;
export const Run = z.union([ActiveRun, FinishedRun]);
export type Run = z.infer<typeof Run>;

export const hasBegun = (run: ActiveRun): run is BegunRun => run.state.kind !== 'waiting';
/** What the lease says while this run's process holds it. */
export function holdingOf({ id, state }: BegunRun): Holding {
  const { epoch, instance, number } = state.attempt;
  return { epoch, holder: instance, runId: id, attempt: number };
}
export const isFinished = (run: Run): run is FinishedRun => run.state.kind === 'finished';
/**
 * Whether intervals count from its end: from that of a run that had begun, and of a slot whose dates are all closed, which
 * would be due again at once otherwise.
 */
export const movesInterval = ({ trigger, attempts, state }: FinishedRun): boolean =>
  trigger !== 'backfill' &&
  (attempts.length > 0 || (trigger === 'schedule' && state.skip === 'period_closed'));
