import { describe, expect, it } from 'vitest';
import type { CallEnding } from '../../../src/adapters/sql-server/call-procedure.ts';
import { judgeCall, judgeReturnCode } from '../../../src/adapters/sql-server/judge-call.ts';
import { judgeLeftOpen } from '../../../src/adapters/sql-server/judge-left-open.ts';
import type { AttemptResult } from '../../../src/core/run/end-attempt.ts';
import { epochMs } from '../../../src/core/time/time.ts';
import type { AbortReason } from '../../../src/ports.ts';

const cancel: AbortReason = { cause: 'cancel', at: epochMs(1), by: 'siti', reason: 'wrong range' };
const cancelled = { code: 'ECANCEL', message: 'Canceled.' };
const broken = { code: 'ECONNRESET', message: 'socket hang up' };
const foreignKey = { number: 547, message: 'foreign key' };

const ending = (errors: CallEnding['errors'], phase: CallEnding['phase'] = 'executing'): CallEnding => ({
  errors,
  phase,
  rowsAffected: 3,
  returnValue: 7,
  answered: true,
  endedByItself: false,
  moreErrors: 0,
});

describe('the end of a call', () => {
  it('is a success without errors, even when a request to stop came too late', () => {
    const succeeded = { kind: 'succeeded', rowsAffected: 3, returnValue: 7 };
    expect(judgeCall(ending([]), undefined, 'all')).toEqual(succeeded);
    expect(judgeCall(ending([]), cancel, 'all')).toEqual(succeeded);
  });

  it('is its own failure when the procedure failed before the request reached it', () => {
    expect(judgeCall(ending([foreignKey]), cancel, 'all')).toMatchObject({
      kind: 'failed',
      rowsAffected: 3,
      failure: { class: 'data', number: 547 },
    });
  });

  it('is a confirmed stop once the server acknowledged it, whatever was reported before', () => {
    expect(judgeCall(ending([foreignKey, cancelled]), cancel, 'all')).toEqual({
      kind: 'stopped',
      rowsAffected: 3,
      confirmed: true,
      stop: cancel,
      work: 'work_may_remain',
    });
  });

  it('is an unconfirmed stop when the connection broke instead of an answer', () => {
    expect(judgeCall(ending([broken]), cancel, 'all')).toMatchObject({ kind: 'stopped', confirmed: false });
    expect(judgeCall(ending([broken]), { cause: 'shutdown' }, 'all')).toMatchObject({
      kind: 'interrupted',
      confirmed: false,
    });
  });

  it('is unknown when the connection broke, even if an error had been reported', () => {
    expect(judgeCall(ending([foreignKey, broken]), undefined, 'all')).toMatchObject({
      kind: 'connection_lost',
      failure: { class: 'data', message: expect.stringContaining('foreign key | socket hang up') },
    });
  });

  it('is a plain failure when the procedure was never sent', () => {
    expect(judgeCall(ending([broken], 'before_execute'), undefined, 'all')).toMatchObject({
      kind: 'failed',
      failure: { class: 'unreachable' },
    });
  });
});

describe('a transaction that was open at the end', () => {
  const succeeded: AttemptResult = { kind: 'succeeded', rowsAffected: 3, returnValue: 0 };
  const failed = judgeCall(ending([foreignKey]), undefined, 'all');
  const reported = judgeCall(ending([{ number: 266, message: 'Transaction count' }]), undefined, 'all');
  const stopped = judgeCall(ending([cancelled]), cancel, 'all');
  const interrupted = judgeCall(ending([cancelled]), { cause: 'shutdown' }, 'all');
  const overtaken = judgeCall({ ...ending([cancelled]), endedByItself: true }, cancel, 'all');
  const lost = judgeCall(ending([broken]), undefined, 'all');
  const all = [succeeded, failed, reported, stopped, interrupted, overtaken, lost];

  it.each(['nothing', 'unknown'] as const)('changes nothing while the server says %s of one', (left) => {
    for (const result of all) expect(judgeLeftOpen(result, left)).toBe(result);
  });

  it('makes a success a failure, and one that the server reported names its remedy', () => {
    const failure = { class: 'contract', remedyCode: 'open_transaction' };
    const open = { kind: 'failed', rowsAffected: 3, failure };
    expect(judgeLeftOpen(succeeded, 'rolled_back')).toMatchObject(open);
    expect(judgeLeftOpen(reported, 'rolled_back')).toMatchObject({
      ...open,
      failure: { ...failure, number: 266 },
    });
  });

  it('leaves another failure its class and its cause, and says that it was rolled back', () => {
    expect(judgeLeftOpen(failed, 'rolled_back')).toMatchObject({
      kind: 'failed',
      failure: { class: 'data', number: 547, message: 'foreign key — the open transaction was rolled back' },
    });
  });

  it('never makes a run that was stopped anything else, but its work does not all remain', () => {
    expect(judgeLeftOpen(stopped, 'rolled_back')).toEqual(stopped);
    expect(judgeLeftOpen(interrupted, 'rolled_back')).toEqual(interrupted);
    expect(judgeLeftOpen(overtaken, 'rolled_back')).toEqual({ ...overtaken, work: 'work_may_remain' });
  });

  it('leaves the end open while the server is still rolling back', () => {
    const kinds = all.map((result) => {
      const judged = judgeLeftOpen(result, 'unfinished');
      return 'confirmed' in judged ? `${judged.kind}, ${judged.confirmed}` : judged.kind;
    });
    expect(kinds).toEqual([
      'connection_lost',
      'connection_lost',
      'connection_lost',
      'stopped, false',
      'interrupted, false',
      'stopped, false',
      'connection_lost',
    ]);
  });
});

describe('a return code', () => {
  it.each([
    [5, true, 'failed'],
    [-1, true, 'failed'],
    [0, true, 'succeeded'],
    [undefined, true, 'succeeded'],
    [5, false, 'succeeded'],
  ] as const)('of %s with FAIL_ON_RETURN_CODE=%s means %s', (returnValue, fail, kind) => {
    expect(judgeReturnCode({ kind: 'succeeded', rowsAffected: 1, returnValue }, fail).kind).toBe(kind);
  });

  it('changes nothing about a run that was stopped', () => {
    const stopped = judgeCall(ending([cancelled]), cancel, 'all');
    expect(judgeReturnCode(stopped, true)).toBe(stopped);
  });
});
