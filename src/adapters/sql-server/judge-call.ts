/** What the end of a call means for the attempt. Pure. */
import type { AttemptResult } from '../../core/run/end-attempt.ts';
import type { Failure } from '../../core/run/failure.ts';
import { classifyError, toFailure } from './errors/classify-error.ts';
import type { AbortOrder } from '../../ports.ts';
import type { CallEnding } from './call-procedure.ts';

export function judgeCall(ending: CallEnding, order: AbortOrder | undefined): AttemptResult {
  const { errors, phase, rowsAffected, returnValue } = ending;
  // Also when an order to stop came too late.
  if (errors.length === 0) return { kind: 'succeeded', rowsAffected, returnValue };
  if (order !== undefined && errors.some(({ code }) => code === 'ECANCEL')) {
    return stoppedResult(order, rowsAffected, true);
  }
  const failure = toFailure(errors, phase);
  // Whatever else was reported: the procedure may still be running.
  const lost = errors.some((error) => classifyError(error, phase) === 'outcome_unknown');
  if (!lost) return { kind: 'failed', rowsAffected, failure };
  if (order !== undefined) return stoppedResult(order, rowsAffected, false);
  const message = `the connection broke after the procedure was sent: ${failure.message}`;
  return { kind: 'connection_lost', rowsAffected, failure: { ...failure, message } };
}

export function stoppedResult(order: AbortOrder, rowsAffected: number, confirmed: boolean): AttemptResult {
  return order.cause === 'shutdown'
    ? { kind: 'interrupted', rowsAffected, confirmed, failure: interruption(confirmed) }
    : { kind: 'stopped', rowsAffected, confirmed, stop: order };
}

const interruption = (confirmed: boolean): Failure => ({
  class: 'interrupted',
  message: confirmed
    ? 'the app was shut down, and the procedure was stopped for it'
    : 'the app was shut down, and the server did not confirm in time that the procedure stopped',
  remedyCode: 'interrupted',
  remedy: 'Nothing to do: the attempt is repeated, once the procedure is certainly no longer running.',
});
