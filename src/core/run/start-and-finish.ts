/** A run's simple moves: created, begun, and finished with or without having begun. */
import type { DateRange } from './date-range.ts';
import type {
  ActiveRun,
  BegunRun,
  EndedAttempt,
  FinishedRun,
  OpenAttempt,
  Run,
  SkipReason,
  WaitingRun,
} from './run.ts';
import { type DurationMs, elapsed, type EpochMs, milliseconds } from '../time/time.ts';

export interface NewRun {
  readonly id: string;
  readonly slot: EpochMs;
  readonly missedSlots: number;
  readonly createdAt: EpochMs;
  readonly range: DateRange;
  readonly trigger: Run['trigger'];
  readonly actor: string;
  readonly actorId?: string;
  readonly reason: string;
}

export function newRun(given: NewRun): WaitingRun {
  return { ...given, attempts: [], state: { kind: 'waiting', attempt: 1, dueAt: given.createdAt } };
}

export function beginAttempt(run: WaitingRun, attempt: Omit<OpenAttempt, 'number'>): BegunRun {
  return { ...run, state: { kind: 'running', attempt: { number: run.state.attempt, ...attempt } } };
}

export type RunEnd = Pick<FinishedRun['state'], 'outcome' | 'message' | 'skip' | 'failure'>;

export function finish(run: ActiveRun, end: RunEnd, now: EpochMs): FinishedRun {
  const last = run.attempts.at(-1);
  const duration = last === undefined ? milliseconds(0) : durationOf(last);
  return { ...run, state: { kind: 'finished', ...end, endedAt: now, duration } };
}

/** The wall clock may have been set meanwhile. */
export const durationOf = ({ duration, startedAt, endedAt }: EndedAttempt): DurationMs =>
  duration ?? milliseconds(Math.max(0, elapsed(startedAt, endedAt)));

export function cancelWaiting(run: WaitingRun, by: string, reason: string, now: EpochMs): FinishedRun {
  return finish(
    run,
    { outcome: 'cancelled', message: `cancelled by ${by} before it started: ${reason}` },
    now,
  );
}

export function skip(
  run: ActiveRun,
  reason: SkipReason,
  now: EpochMs,
  message = skipMessages[reason],
): FinishedRun {
  return finish(run, { outcome: 'skipped', message, skip: reason }, now);
}

const skipMessages: Readonly<Record<SkipReason, string>> = {
  foreign_run: 'another session is running the procedure: it holds the applock',
  still_running: 'the previous run was still running',
  missed: 'it was missed, and catch-up is off',
  period_closed: 'its dates are in a closed period',
};
