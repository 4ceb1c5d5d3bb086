/** What a cancellation does in each state of a run. */
import { describe, expect, test } from 'vitest';
import { cancelRun } from '../../../src/core/job/cancellation.ts';
import { expire, requestCancellation } from '../../../src/core/run/lease.ts';
import type { ActiveRun } from '../../../src/core/run/run.ts';
import {
  afterMinutes,
  begunRun,
  cancelRequest,
  deadlineRequest,
  heldLease,
  runningRun,
  type SnapshotParts,
  snapshotWith,
  start,
  waitingRun,
} from '../../support/core-samples.ts';

const now = afterMinutes(10);
const ada = { id: 'user:aad::ada', name: 'ada' };
const request = { cause: 'cancel', at: now, by: ada.name, byId: ada.id, reason: 'enough' };

function cancelled(run: ActiveRun, lease?: NonNullable<SnapshotParts['lease']>) {
  const snapshot = snapshotWith({ state: { active: run }, ...(lease === undefined ? {} : { lease }) });
  return cancelRun(snapshot, run, ada, 'enough', now);
}

describe('cancelling a run', () => {
  test('that waits ends it at once, and counts it as cancelled', () => {
    const result = cancelled(waitingRun());
    expect(result).toMatchObject({
      kind: 'cancelled',
      run: { state: { outcome: 'cancelled', message: 'cancelled by ada (ada) before it started: enough' } },
      state: { statistics: { cancelled: 1, execution: 0 } },
    });
    expect(result.state.active).toBeUndefined();
    expect(result.lease).toBeUndefined();
  });

  test('that runs puts the request where its heartbeat reads it, and changes nothing else', () => {
    const run = runningRun();
    const result = cancelled(run, heldLease(run));
    expect(result).toMatchObject({ kind: 'requested', lease: { stop: request, epoch: 1 } });
    expect(result.run).toBeUndefined();
    expect(result.state.active).toBe(run);
  });

  test('whose lease is stale leaves the request there for whoever reconciles it', () => {
    const run = runningRun();
    expect(cancelled(run, expire(heldLease(run), start)).lease).toMatchObject({ stop: request });
  });

  test('that is already being cancelled keeps its first request', () => {
    const run = runningRun();
    const result = cancelled(run, requestCancellation(heldLease(run), cancelRequest));
    expect(result.kind).toBe('requested');
    expect(result.lease).toBeUndefined();
  });

  test('that is being stopped at its time limit is asked to end for good', () => {
    const run = runningRun();
    const result = cancelled(run, requestCancellation(heldLease(run), deadlineRequest));
    expect(result.lease).toMatchObject({ stop: request });
  });

  test('does not stop the holder of a later lease', () => {
    const result = cancelled(runningRun({}, 1), { ...heldLease(runningRun({}, 2)), epoch: 2 });
    expect(result.lease).toBeUndefined();
  });

  test.each(['reconciling', 'orphaned'] as const)(
    'that no process answers for (%s) keeps the request itself',
    (kind) => {
      const run = begunRun(({ attempt }) => ({ kind, attempt, since: start }));
      const result = cancelled(run);
      expect(result).toMatchObject({ kind: 'requested', run: { state: { kind, stop: request } } });
      expect(result.state.active).toEqual(result.run);
    },
  );

  test('that no process answers for keeps its first request as well', () => {
    const run = begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start, stop: cancelRequest }));
    expect(cancelled(run).run).toBeUndefined();
  });

  test('whose stop at the time limit nobody confirmed keeps the cancel instead', () => {
    const run = begunRun(({ attempt }) => ({
      kind: 'stopping',
      attempt,
      since: start,
      stop: deadlineRequest,
    }));
    expect(cancelled(run).run).toMatchObject({ state: { kind: 'stopping', stop: request } });
  });
});
