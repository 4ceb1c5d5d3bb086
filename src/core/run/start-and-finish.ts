/** How a run comes into being, begins an attempt, or ends without one. */
import type { DateRange } from './date-range.ts';
import type {
  ActiveRun,
  BegunRun,
  FinishedRun,
  OpenAttempt,
  Run,
  RunOutcome,
  SkipReason,
  WaitingRun,
} from './run.ts';
import { elapsed, type EpochMs, milliseconds } from '../time/time.ts';

export interface NewRun {
  readonly id: string;
  readonly slot: EpochMs;
  readonly missedSlots: number;
  readonly createdAt: EpochMs;
  readonly range: DateRange;
  readonly trigger: Run['trigger'];
  readonly actor: string;
  readonly reason: string;
}

export function newRun(given: NewRun): WaitingRun {
  return { ...given, attempts: [], state: { kind: 'waiting', attempt: 1, dueAt: given.createdAt } };
}

export function beginAttempt(run: WaitingRun, attempt: Omit<OpenAttempt, 'number'>): BegunRun {
  return { ...run, state: { kind: 'running', attempt: { number: run.state.attempt, ...attempt } } };
}

export function cancelWaiting(run: WaitingRun, by: string, reason: string, now: EpochMs): FinishedRun {
  return finish(run, 'cancelled', now, `cancelled by ${by} before it started: ${reason}`);
}

export function skip(
  run: ActiveRun,
  reason: SkipReason,
  now: EpochMs,
  message = skipMessages[reason],
): FinishedRun {
  const finished = finish(run, 'skipped', now, message);
  return { ...finished, state: { ...finished.state, skip: reason } };
}

const skipMessages: Readonly<Record<SkipReason, string>> = {
  foreign_run: 'somebody else is running the procedure: its applock is held by another session',
  still_running: 'the previous run was still running',
};

export function finish(run: ActiveRun, outcome: RunOutcome, now: EpochMs, message: string): FinishedRun {
  const last = run.attempts.at(-1);
  const duration = last === undefined ? milliseconds(0) : elapsed(last.startedAt, now);
  return { ...run, state: { kind: 'finished', outcome, endedAt: now, duration, message } };
}
