/** What the end of a call means for the attempt. */
import type { AttemptResult } from '../../core/run/end-attempt.ts';
import type { Failure } from '../../core/run/failure.ts';
import type { KeepMessages } from '../../core/run/kept-text.ts';
import { classifyError, toFailure } from './errors/classify-error.ts';
import { withCount } from './errors/kept-errors.ts';
import { remedies } from './errors/remedies.ts';
import type { AbortReason } from '../../ports.ts';
import type { CallEnding } from './call-procedure.ts';

type StoppedResult = Extract<AttemptResult, { readonly kind: 'stopped' | 'interrupted' }>;

export function judgeCall(
  ending: CallEnding,
  reason: AbortReason | undefined,
  keep: KeepMessages,
): AttemptResult {
  const { errors, phase, returnValue } = ending;
  const rowsAffected = phase === 'before_execute' ? 0 : ending.rowsAffected;
  // Also when a request to stop came too late.
  if (errors.length === 0) return { kind: 'succeeded', rowsAffected, returnValue };
  if (reason !== undefined && errors.some(({ code }) => code === 'ECANCEL')) {
    if (!ending.answered) return stoppedResult(reason, 0, true);
    const work = ending.endedByItself ? 'work_remains' : 'work_may_remain';
    return { ...stoppedResult(reason, rowsAffected, true), work };
  }
  const failure = withCount(toFailure(errors, phase, keep), ending.moreErrors);
  // Whatever else was reported: the procedure may still be running.
  const lost = errors.some((error) => classifyError(error, phase) === 'outcome_unknown');
  if (!lost) return { kind: 'failed', rowsAffected, failure };
  if (reason !== undefined) return stoppedResult(reason, rowsAffected, false);
  const message = `the connection broke after the procedure was sent: ${failure.message}`;
  return { kind: 'connection_lost', rowsAffected, failure: { ...failure, message } };
}

export function stoppedResult(
  reason: AbortReason,
  rowsAffected: number | undefined,
  confirmed: boolean,
): StoppedResult {
  return reason.cause === 'shutdown'
    ? { kind: 'interrupted', rowsAffected, confirmed, failure: interruption(confirmed) }
    : { kind: 'stopped', rowsAffected, confirmed, stop: reason };
}

/** The procedure ended by itself, but says that something is wrong. */
export function judgeReturnCode(result: AttemptResult, failOnReturnCode: boolean): AttemptResult {
  if (!failOnReturnCode || result.kind !== 'succeeded') return result;
  const { rowsAffected, returnValue = 0 } = result;
  if (returnValue === 0) return result;
  const failure: Failure = {
    class: 'user_raised',
    message: `the procedure returned code ${returnValue} (FAIL_ON_RETURN_CODE is true)`,
    remedyCode: 'return_code',
    remedy: remedies.return_code,
  };
  return { kind: 'failed', rowsAffected, returnValue, failure };
}

const interruption = (confirmed: boolean): Failure => ({
  class: 'interrupted',
  message: confirmed
    ? 'the app was shut down, and the procedure was stopped for it'
    : 'the app was shut down, and the server did not confirm in time that the procedure stopped',
  remedyCode: 'interrupted',
  remedy: remedies.interrupted,
});
