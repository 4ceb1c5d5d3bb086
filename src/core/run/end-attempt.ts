/** What the process that ran an attempt knows of its end, and what that makes of the run. */
import type { Failure } from './failure.ts';
import type { CancellationRequest } from './lease.ts';
import { finish, skip } from './start-and-finish.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { BegunRun, Run } from './run.ts';
import { close, settleFailure, settleStop } from './settle.ts';
import type { RetryContext } from './retry.ts';
import type { EpochMs } from '../time/time.ts';

/** What the process that ran an attempt knows of its end. */
export type AttemptResult =
  | { readonly kind: 'succeeded'; readonly rowsAffected: number; readonly returnValue: number | undefined }
  | { readonly kind: 'failed'; readonly rowsAffected: number; readonly failure: Failure }
  /** Somebody else holds the applock: the procedure was not executed. */
  | { readonly kind: 'foreign_run' }
  /** Stopped by order. `confirmed`: the server acknowledged it or never got the procedure. */
  | {
      readonly kind: 'stopped';
      readonly rowsAffected: number;
      readonly confirmed: boolean;
      readonly stop: CancellationRequest;
    }
  /** The app is being shut down. */
  | {
      readonly kind: 'interrupted';
      readonly rowsAffected: number;
      readonly confirmed: boolean;
      readonly failure: Failure;
    }
  /** The connection broke after the procedure was sent: it may still be running. */
  | { readonly kind: 'connection_lost'; readonly rowsAffected: number; readonly failure: Failure };

/** `ordered` is what the lease says; an order to cancel that came too late to be heard still prevents a retry. */
export function endAttempt(
  run: BegunRun,
  result: AttemptResult,
  context: RetryContext,
  ordered?: CancellationRequest,
): Run {
  // The process has already told all it knows: only the applock can settle what it could not stop.
  if (run.state.kind === 'stopping') return run;
  const stop = (run.state.kind === 'running' ? undefined : run.state.stop) ?? ordered;
  const ended = applyResult(run, result, context, stop);
  if (ended.state.kind !== 'waiting' || stop?.cause !== 'cancel') return ended;
  return settleStop(run, stop, result.kind === 'foreign_run' ? {} : result, context);
}

function applyResult(
  run: BegunRun,
  result: AttemptResult,
  context: RetryContext,
  stop: CancellationRequest | undefined,
): Run {
  const { now } = context;
  const { attempt } = run.state;
  switch (result.kind) {
    case 'succeeded': {
      const attempts = [...run.attempts, close(attempt, now, 'succeeded', result)];
      return finish(
        { ...run, attempts },
        'succeeded',
        now,
        `completed, ${result.rowsAffected} rows affected`,
      );
    }
    case 'failed':
      return settleFailure(run, 'failed', { kind: 'failure', class: result.failure.class }, result, context);
    case 'foreign_run':
      return skip(
        { ...run, attempts: [...run.attempts, close(attempt, now, 'skipped', {})] },
        'foreign_run',
        now,
      );
    case 'stopped':
      if (!result.confirmed)
        return { ...run, state: { kind: 'stopping', attempt, since: now, stop: result.stop } };
      return settleStop(run, result.stop, result, context);
    case 'interrupted':
      if (!result.confirmed) return unsettled(run, now, result.failure, stop);
      return settleFailure(
        run,
        'interrupted',
        { kind: 'failure', class: result.failure.class },
        result,
        context,
      );
    case 'connection_lost':
      return unsettled(run, now, result.failure, stop);
  }
}

function unsettled(
  run: BegunRun,
  since: EpochMs,
  failure: Failure,
  stop: CancellationRequest | undefined,
): BegunRun {
  const { attempt } = run.state;
  return { ...run, state: { kind: 'reconciling', attempt, since, failure, ...omitUndefined({ stop }) } };
}
