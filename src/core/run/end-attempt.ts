/** What the process that ran an attempt reports of its end, and what that makes of the run. */
import type { Failure } from './failure.ts';
import { type CancellationRequest, standingRequest } from './lease.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { RetryContext } from './retry.ts';
import type { BegunRun, RemainingWork, Run } from './run.ts';
import { endOnRequest, settle } from './settle.ts';
import type { EpochMs } from '../time/time.ts';

/** `rowsAffected` undefined: the server did not report them. */
export type AttemptResult =
  | { readonly kind: 'succeeded'; readonly rowsAffected: Rows; readonly returnValue: number | undefined }
  | {
      readonly kind: 'failed';
      readonly rowsAffected: Rows;
      readonly failure: Failure;
      /** Of a procedure that ended by itself. */
      readonly returnValue?: number | undefined;
    }
  /** Another session holds the applock: the procedure was not executed. */
  | { readonly kind: 'foreign_run' }
  /** Stopped on request. `confirmed`: the server acknowledged it or never received the procedure. */
  | {
      readonly kind: 'stopped';
      readonly rowsAffected: Rows;
      readonly confirmed: boolean;
      readonly stop: CancellationRequest;
      /** Absent when the procedure was not executing. */
      readonly work?: RemainingWork;
    }
  /** The app is shutting down. */
  | {
      readonly kind: 'interrupted';
      readonly rowsAffected: Rows;
      readonly confirmed: boolean;
      readonly failure: Failure;
      readonly work?: RemainingWork;
    }
  /** The connection broke after the procedure was sent: it may still be running. */
  | { readonly kind: 'connection_lost'; readonly rowsAffected: Rows; readonly failure: Failure };

type Rows = number | undefined;

/** `requested`: the cancellation request that stands on the lease. */
export function endAttempt(
  run: BegunRun,
  result: AttemptResult,
  context: RetryContext,
  requested?: CancellationRequest,
): Run {
  // Its process has reported all it knows: only the applock can settle what it could not stop.
  if (run.state.kind === 'stopping') return run;
  const { now } = context;
  const { attempt } = run.state;
  // A request that stands with the run came before that on the lease.
  const request = (run.state.kind === 'running' ? undefined : run.state.stop) ?? requested;
  switch (result.kind) {
    case 'succeeded': {
      const { rowsAffected, returnValue } = result;
      return settle(run, { outcome: 'succeeded', rowsAffected, returnValue }, context);
    }
    case 'foreign_run':
      return settle(run, { outcome: 'skipped' }, context, request);
    case 'failed': {
      const { rowsAffected, returnValue, failure } = result;
      return settle(run, { outcome: 'failed', rowsAffected, returnValue, failure }, context, request);
    }
    case 'stopped': {
      const { confirmed, rowsAffected, work } = result;
      // An earlier request may have been made while this process was taken for lost.
      const stop = standingRequest(request, result.stop);
      if (!confirmed) return { ...run, state: { kind: 'stopping', attempt, since: now, stop } };
      return settle(run, endOnRequest(stop, { rowsAffected, ...omitUndefined({ work }) }), context, request);
    }
    case 'interrupted': {
      const { confirmed, rowsAffected, work, failure } = result;
      if (!confirmed) return reconciling(run, failure, request, now);
      const end = { outcome: 'interrupted', rowsAffected, failure, ...omitUndefined({ work }) } as const;
      return settle(run, end, context, request);
    }
    case 'connection_lost':
      return reconciling(run, result.failure, request, now);
  }
}

/** The end is open: the procedure may still be running. */
function reconciling(
  run: BegunRun,
  failure: Failure,
  stop: CancellationRequest | undefined,
  since: EpochMs,
): BegunRun {
  const { attempt } = run.state;
  return { ...run, state: { kind: 'reconciling', attempt, since, failure, ...omitUndefined({ stop }) } };
}
