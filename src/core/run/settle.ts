/** How an attempt is closed, and whether the run ends with it or waits for another. */
import type { Failure } from './failure.ts';
import type { CancellationRequest } from './lease.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { afterAttempt, type AttemptEnd, type RetryContext } from './retry.ts';
import { finish } from './start-and-finish.ts';
import type { AttemptOutcome, BegunRun, EndedAttempt, OpenAttempt, Run } from './run.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { type EpochMs, toMinutes } from '../time/time.ts';

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
    ...omitUndefined({ returnValue: facts.returnValue, failure: facts.failure }),
  };
}

export function settleStop(
  run: BegunRun,
  stop: CancellationRequest,
  facts: Facts,
  context: RetryContext,
): Run {
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
  context: RetryContext,
  message = failureMessage(facts.failure),
): Run {
  const { now, random, settings } = context;
  const attempts = [...run.attempts, close(run.state.attempt, now, outcome, facts)];
  const verdict = afterAttempt(end, run.state.attempt.number, now, random, settings);
  if (verdict.kind === 'retry') {
    return {
      ...run,
      attempts,
      state: { kind: 'waiting', attempt: run.state.attempt.number + 1, dueAt: verdict.at },
    };
  }
  const finished = finish({ ...run, attempts }, outcome === 'interrupted' ? 'failed' : outcome, now, message);
  return { ...finished, state: { ...finished.state, ...omitUndefined({ failure: facts.failure }) } };
}

const failureMessage = (failure: Failure | undefined): string =>
  failure === undefined
    ? 'the process that ran it died, and nothing proves what the procedure did'
    : `${failure.message} — ${failure.remedy}`;
