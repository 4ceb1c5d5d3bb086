/** The lease row: who may run the procedure now. */
import { describe, expect, test } from 'vitest';
import {
  acquire,
  Lease,
  leaseAsOf,
  leaseOf,
  liveLease,
  neverHeld,
  release,
  renew,
  requestCancellation,
} from '../../../src/core/run/lease.ts';
import { noProgress } from '../../../src/core/run/progress.ts';
import { epochMs, seconds } from '../../../src/core/time/time.ts';
import { afterSeconds, cancelRequest, deadlineRequest, start, runIdOf } from '../../support/core-samples.ts';

const by = { holder: 'a:1', runId: runIdOf(1), attempt: 1 };
const expiry = seconds(150);
const held = acquire(neverHeld, by, start, expiry);
const own = { ...by, epoch: 1 };

describe('the epoch', () => {
  test('grows by one with each acquisition and survives the release', () => {
    const second = acquire(release(held), { ...by, attempt: 2 }, afterSeconds(60), expiry);
    expect([neverHeld.epoch, held.epoch, release(held).epoch, second.epoch]).toEqual([0, 1, 1, 2]);
  });

  test('begins anew at 1 after the last exact integer, which only a damaged row reaches', () => {
    const last = Number.MAX_SAFE_INTEGER;
    const next = [last - 1, last].map((epoch) => acquire({ kind: 'free', epoch }, by, start, expiry).epoch);
    expect(next).toEqual([last, 1]);
  });

  test('stays the same with every renewal', () => {
    expect(renew(held, noProgress, afterSeconds(20), expiry).epoch).toBe(held.epoch);
  });

  test('fences off a holder whose lease was taken over or freed', () => {
    expect(leaseOf(held, own)).toBe(held);
    expect(leaseOf(release(held), own)).toBeUndefined();
    expect(leaseOf(acquire(held, by, start, expiry), own)).toBeUndefined();
  });

  test.each([{ runId: 'run-2' }, { attempt: 2 }, { holder: 'b:2' }])(
    'fences off a holder although it is the same again, after the control rows were deleted: %j',
    (other) => {
      const fresh = acquire(neverHeld, { ...by, ...other }, start, expiry);
      expect(fresh.epoch).toBe(held.epoch);
      expect(leaseOf(fresh, own)).toBeUndefined();
    },
  );

  test('still belongs to a holder that came back after the expiry and before anybody settled its run', () => {
    expect(liveLease(held, afterSeconds(10_000))).toBeUndefined();
    expect(leaseOf(held, own)).toBe(held);
  });
});

describe('the expiry', () => {
  test('a lease is alive until the instant at which it expires, and not at it', () => {
    expect(liveLease(held, epochMs(held.expiresAt - 1))).toBe(held);
    expect(liveLease(held, held.expiresAt)).toBeUndefined();
  });

  test('a renewal counts it anew and carries the progress', () => {
    const progress = { ...noProgress, phase: 'executing' as const, rowsAffected: 7 };
    expect(renew(held, progress, afterSeconds(20), expiry)).toMatchObject({
      acquiredAt: start,
      renewedAt: afterSeconds(20),
      expiresAt: afterSeconds(170),
      progress,
    });
  });

  test('a free lease is nobody’s', () => {
    expect(liveLease(neverHeld, start)).toBeUndefined();
  });
});

describe('after the clock went back', () => {
  test.each([0, 20])('a lease that was renewed %d s ago stays as it is, whatever its length', (passed) => {
    const long = { ...held, expiresAt: afterSeconds(3_000) };
    expect(leaseAsOf(long, afterSeconds(passed), expiry)).toBe(long);
  });
});

describe('a cancellation request', () => {
  test('is kept by renewals, so that the holder hears it with its next heartbeat', () => {
    expect(renew(requestCancellation(held, cancelRequest), noProgress, afterSeconds(20), expiry).stop).toBe(
      cancelRequest,
    );
  });

  test('stands once given: a later one changes neither its cause nor its author', () => {
    const requested = requestCancellation(held, cancelRequest);
    expect(requestCancellation(requested, deadlineRequest)).toBe(requested);
  });

  test('replaces a time limit only if it is a cancel', () => {
    const limited = requestCancellation(held, deadlineRequest);
    expect(requestCancellation(limited, { ...deadlineRequest, at: afterSeconds(1) })).toBe(limited);
    expect(requestCancellation(limited, cancelRequest)).toEqual({ ...held, stop: cancelRequest });
  });

  test('ends with the lease: the next holder does not inherit it', () => {
    const next = acquire(release(requestCancellation(held, cancelRequest)), by, start, expiry);
    expect(next.stop).toBeUndefined();
  });
});

test('a lease survives being written as JSON and read back', () => {
  const lease = requestCancellation(held, cancelRequest);
  expect(Lease.parse(JSON.parse(JSON.stringify(lease)))).toEqual(lease);
  expect(Lease.parse(JSON.parse(JSON.stringify(release(lease))))).toEqual({ kind: 'free', epoch: 1 });
});
