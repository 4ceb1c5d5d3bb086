/** What a transaction that was open at the end makes of a result: its work did not stay. */
import type { AttemptResult } from '../../core/run/end-attempt.ts';
import type { Failure } from '../../core/run/failure.ts';
import type { LeftOpen } from './applock.ts';
import { remedies } from './errors/remedies.ts';

/** `unknown` changes nothing: the server did not say in time whether a transaction was open. */
export function judgeLeftOpen(result: AttemptResult, left: LeftOpen): AttemptResult {
  switch (left) {
    case 'nothing':
    case 'unknown':
      return result;
    case 'rolled_back':
      return withRollback(result);
    case 'unfinished':
      return stillRollingBack(withRollback(result));
  }
}

/** With XACT_ABORT OFF the server says itself that the number of open transactions has changed. */
const openTransactionReported = 266;

/** A request to stop leaves its transaction open on purpose; only an end of the procedure's own is a defect. */
function withRollback(result: AttemptResult): AttemptResult {
  switch (result.kind) {
    case 'succeeded':
      return { kind: 'failed', rowsAffected: result.rowsAffected, failure: openTransaction };
    case 'failed':
    case 'connection_lost': {
      const { failure } = result;
      const message = `${failure.message} — the open transaction was rolled back`;
      const cause = failure.number === openTransactionReported ? openTransaction : {};
      return { ...result, failure: { ...failure, ...cause, message } };
    }
    case 'stopped':
    case 'interrupted':
      return result.work === 'work_remains' ? { ...result, work: 'work_may_remain' } : result;
    case 'foreign_run':
      return result;
  }
}

/** The server holds the applock until it is done, so the next ticks find out when that is. */
function stillRollingBack(result: AttemptResult): AttemptResult {
  switch (result.kind) {
    case 'failed':
      return { ...result, kind: 'connection_lost' };
    case 'stopped':
    case 'interrupted':
      return { ...result, confirmed: false };
    case 'succeeded':
    case 'connection_lost':
    case 'foreign_run':
      return result;
  }
}

const openTransaction: Failure = {
  class: 'contract',
  message:
    'the procedure ended without ending its transaction, so what it did in that transaction was rolled back',
  remedyCode: 'open_transaction',
  remedy: remedies.open_transaction,
};
