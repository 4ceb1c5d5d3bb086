import { describe, expect, it } from 'vitest';
import type { CallEnding } from '../../../src/adapters/sql-server/call-procedure.ts';
import { judgeCall } from '../../../src/adapters/sql-server/judge-call.ts';
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
});

describe('the end of a call', () => {
  it('is a success without errors, even when a request to stop came too late', () => {
    const succeeded = { kind: 'succeeded', rowsAffected: 3, returnValue: 7 };
    expect(judgeCall(ending([]), undefined)).toEqual(succeeded);
    expect(judgeCall(ending([]), cancel)).toEqual(succeeded);
  });

  it('is its own failure when the procedure failed before the request reached it', () => {
    expect(judgeCall(ending([foreignKey]), cancel)).toMatchObject({
      kind: 'failed',
      rowsAffected: 3,
      failure: { class: 'data', number: 547 },
    });
  });

  it('is a confirmed stop once the server acknowledged it, whatever was reported before', () => {
    expect(judgeCall(ending([foreignKey, cancelled]), cancel)).toEqual({
      kind: 'stopped',
      rowsAffected: 3,
      confirmed: true,
      stop: cancel,
      work: 'work_may_remain',
    });
  });

  it('is an unconfirmed stop when the connection broke instead of an answer', () => {
    expect(judgeCall(ending([broken]), cancel)).toMatchObject({ kind: 'stopped', confirmed: false });
    expect(judgeCall(ending([broken]), { cause: 'shutdown' })).toMatchObject({
      kind: 'interrupted',
      confirmed: false,
    });
  });

  it('is unknown when the connection broke, even if an error had been reported', () => {
    expect(judgeCall(ending([foreignKey, broken]), undefined)).toMatchObject({
      kind: 'connection_lost',
      failure: { class: 'data', message: expect.stringContaining('foreign key | socket hang up') },
    });
  });

  it('is a plain failure when the procedure was never sent', () => {
    expect(judgeCall(ending([broken], 'before_execute'), undefined)).toMatchObject({
      kind: 'failed',
      failure: { class: 'unreachable' },
    });
  });
});
