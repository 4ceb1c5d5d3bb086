/** How an attempt is closed, and whether the run ends with it or waits for another. */
import type { Failure } from './failure.ts';
import type { StopOrder } from './lease.ts';
import { present } from '../present.ts';
import { afterAttempt, type AttemptEnd } from './retry.ts';
import type {
  ActiveRun,
  AttemptOutcome,
  BegunRun,
  EndedAttempt,
  FinishedRun,
  OpenAttempt,
  Run,
  RunOutcome,
} from './run.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { elapsed, type EpochMs, milliseconds, toMinutes } from '../time/time.ts';

/** What a decision about the next attempt needs besides the run. */
export interface EndContext {
  readonly now: EpochMs;
  readonly chance: number;
  readonly settings: Settings;
}

export interface Facts {
  readonly rowsAffected?: number;
  readonly returnValue?: number | undefined;
  readonly failure?: Failure;
}

export function close(
  attempt: OpenAttempt,
  endedAt: EpochMs,
  outcome: AttemptOutcome,
  facts: Facts,
): EndedAttempt {
  return {
    ...attempt,
    endedAt,
    outcome,
    rowsAffected: facts.rowsAffected ?? 0,
    ...present('returnValue', facts.returnValue),
    ...present('failure', facts.failure),
  };
}

export function settleStop(run: BegunRun, stop: StopOrder, facts: Facts, context: EndContext): Run {
  const { now, settings } = context;
  switch (stop.cause) {
    case 'cancel': {
      const attempts = [...run.attempts, close(run.state.attempt, now, 'cancelled', facts)];
      return finish({ ...run, attempts }, 'cancelled', now, `cancelled by ${stop.by}: ${stop.reason}`);
    }
    case 'deadline':
      return settleFailure(run, 'timed_out', { kind: 'timed_out' }, facts, context, timeoutMessage(settings));
  }
}

const timeoutMessage = (settings: Settings): string =>
  `stopped at its deadline of ${toMinutes(settings.runTimeout)} minutes (RUN_TIMEOUT_MINUTES)`;

export function settleFailure(
  run: BegunRun,
  outcome: 'failed' | 'timed_out' | 'lost' | 'interrupted',
  end: AttemptEnd,
  facts: Facts,
  context: EndContext,
  message = failureMessage(facts.failure),
): Run {
  const { now, chance, settings } = context;
  const attempts = [...run.attempts, close(run.state.attempt, now, outcome, facts)];
  const verdict = afterAttempt(end, run.state.attempt.number, now, chance, settings);
  if (verdict.kind === 'retry') {
    return {
      ...run,
      attempts,
      state: { kind: 'waiting', attempt: run.state.attempt.number + 1, dueAt: verdict.at },
    };
  }
  const finished = finish({ ...run, attempts }, outcome === 'interrupted' ? 'failed' : outcome, now, message);
  return { ...finished, state: { ...finished.state, ...present('failure', facts.failure) } };
}

const failureMessage = (failure: Failure | undefined): string =>
  failure === undefined
    ? 'the process that ran it died, and nothing proves what the procedure did'
    : `${failure.message} — ${failure.remedy}`;

export function finish(run: ActiveRun, outcome: RunOutcome, now: EpochMs, message: string): FinishedRun {
  const last = run.attempts.at(-1);
  const duration = last === undefined ? milliseconds(0) : elapsed(last.startedAt, now);
  return { ...run, state: { kind: 'finished', outcome, endedAt: now, duration, message } };
}
