/** The state row, and what each move of a run adds to it. */
import { describe, expect, test } from 'vitest';
import { endAttempt } from '../../../src/core/run/end-attempt.ts';
import { cancelWaiting, finish, skip } from '../../../src/core/run/start-and-finish.ts';
import { initialState, JobState, latestRunId, recordRun } from '../../../src/core/job/job-state.ts';
import { leaseBehind } from '../../../src/core/job/lease-behind.ts';
import { noStatistics } from '../../../src/core/job/statistics.ts';
import {
  afterHours,
  afterMinutes,
  cancelRequest,
  endContext,
  failureOf,
  runningRun,
  start,
  waitingRun,
} from '../../support/core-samples.ts';

const now = afterMinutes(45);
const running = runningRun();
const begun = recordRun(initialState, running);
const succeeded = endAttempt(
  running,
  { kind: 'succeeded', rowsAffected: 1, returnValue: 0 },
  endContext(now),
);
const skipOf = (slot: typeof start) =>
  skip(waitingRun({ id: 'run-2', slot, missedSlots: 1 }), 'still_running', now);

test('a job that never ran has no run, no slot and no end, and counts nothing', () => {
  expect(initialState).toEqual({ statistics: noStatistics });
});

test('the row survives being written as JSON and read back', () => {
  const ended = recordRun(
    initialState,
    finish(waitingRun(), { outcome: 'succeeded', message: 'done' }, start),
  );
  const state = recordRun(ended, runningRun({ id: 'run-2' }));
  expect(JobState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
});

test('a finished run is refused as the active one', () => {
  expect(
    JobState.safeParse({
      ...initialState,
      active: finish(waitingRun(), { outcome: 'lost', message: '' }, start),
    }).success,
  ).toBe(false);
});

describe('the latest id of a run', () => {
  test('is none before the first run, and the greatest of the three that the row has', () => {
    expect(latestRunId(initialState)).toBeUndefined();
    const last = finish(running, { outcome: 'succeeded', message: '' }, now);
    expect(latestRunId({ ...initialState, last, active: running, lastSkip: skipOf(start) })).toBe('run-2');
  });

  test('is known as well when that run was cancelled before it began', () => {
    const cancelled = cancelWaiting(waitingRun({ id: 'run-7' }), 'siti', 'wrong range', now);
    expect(latestRunId(recordRun(initialState, cancelled))).toBe('run-7');
  });

  test('is known as well when an earlier run was skipped after a later one', () => {
    const later = { ...skipOf(start), id: 'run-9' };
    const earlier = { ...skipOf(start), id: 'run-8' };
    expect(latestRunId(recordRun(recordRun(initialState, later), earlier))).toBe('run-9');
  });
});

describe('the lease behind a state whose lease cannot be read', () => {
  test('is free under the latest epoch when nothing has begun', () => {
    expect(leaseBehind(initialState)).toEqual({ kind: 'free', epoch: 0 });
    expect(leaseBehind(recordRun(begun, succeeded))).toEqual({ kind: 'free', epoch: 1 });
  });

  test('lasts while the holder may be connecting, and has ended when nobody answers for the run', () => {
    const { attempt } = running.state;
    expect(leaseBehind(begun)).toMatchObject({ kind: 'held', epoch: 1, expiresAt: afterMinutes(6) });
    const orphaned = { ...running, state: { kind: 'orphaned', attempt, since: now } } as const;
    expect(leaseBehind({ ...begun, active: orphaned })).toMatchObject({ kind: 'held', expiresAt: start });
  });
});

describe('a run that has not finished', () => {
  test('is the active one and takes its slot', () => {
    expect(begun).toEqual({ ...initialState, active: running, lastSlot: start });
  });

  test('takes no slot when it was requested', () => {
    expect(recordRun(initialState, runningRun({ trigger: 'request' }))).not.toHaveProperty('lastSlot');
  });

  test('stays the active one while it waits for its next attempt, and is not counted yet', () => {
    const result = { kind: 'failed' as const, rowsAffected: 0, failure: failureOf('transient') };
    const retrying = endAttempt(running, result, endContext(now));
    expect(recordRun(begun, retrying)).toEqual({ ...begun, active: retrying });
  });
});

describe('a run that has finished', () => {
  test('is no longer active; its end starts the next interval, and it is counted', () => {
    const after = recordRun(begun, succeeded);
    expect(after).not.toHaveProperty('active');
    expect(after).toMatchObject({ last: succeeded, lastEnd: now, lastSlot: start, lastSuccessAt: now });
    expect(after.statistics).toMatchObject({ execution: 1, success: 1, attempts: 1 });
  });

  test('without success keeps the time of the last success', () => {
    const before: JobState = { ...begun, lastSuccessAt: start };
    const stopped = { kind: 'stopped' as const, rowsAffected: 0, confirmed: true, stop: cancelRequest };
    const cancelled = endAttempt(running, stopped, endContext(now));
    expect(recordRun(before, cancelled)).toMatchObject({ lastSuccessAt: start, lastEnd: now });
  });

  test('as skipped for a foreign run starts the next interval, but is not the last execution', () => {
    const before: JobState = {
      ...begun,
      last: finish(waitingRun({ id: 'run-0' }), { outcome: 'succeeded', message: '' }, start),
    };
    const skipped = endAttempt(running, { kind: 'foreign_run' }, endContext(now));
    expect(recordRun(before, skipped)).toMatchObject({ last: before.last, lastSkip: skipped, lastEnd: now });
  });

  test('before it began is no last execution and moves no interval: the slot that was planned stays', () => {
    const requested = waitingRun({ trigger: 'request' });
    const before: JobState = { ...initialState, active: requested, lastEnd: start };
    const cancelled = cancelWaiting(requested, 'siti', 'wrong range', now);
    const after = recordRun(before, cancelled);
    expect(after).toMatchObject({ lastEnd: start, statistics: { cancelled: 1 } });
    expect(after).not.toHaveProperty('last');
    expect(after).not.toHaveProperty('active');
  });
});

describe('a slot that passed while another run was active', () => {
  const during = recordRun(begun, skipOf(afterHours(3)));

  test('is recorded and counted without touching that run or its interval', () => {
    expect(during.active).toBe(running);
    expect(during).not.toHaveProperty('lastEnd');
    expect(during).toMatchObject({ lastSlot: afterHours(3), statistics: { skipped: 1, missedSlots: 1 } });
  });

  test('is not due again when that run writes or ends: the last slot never goes back', () => {
    expect(recordRun(during, running).lastSlot).toBe(afterHours(3));
    expect(recordRun(during, succeeded).lastSlot).toBe(afterHours(3));
  });
});
