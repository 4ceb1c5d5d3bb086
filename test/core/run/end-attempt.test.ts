/** What the process that ran an attempt knows of its end, and what that makes of the run. */
import { describe, expect, test } from 'vitest';
import { type AttemptResult, endAttempt } from '../../../src/core/run/end-attempt.ts';
import type { CancellationRequest } from '../../../src/core/run/lease.ts';
import {
  afterMinutes,
  begunRun,
  cancelRequest,
  deadlineRequest,
  endContext,
  failureOf,
  range,
  runningRun,
  settingsWith,
} from '../../support/core-samples.ts';

const now = afterMinutes(45);
const context = endContext(now);
const transient: AttemptResult = { kind: 'failed', rowsAffected: 2, failure: failureOf('transient') };

const stopped = (stop: CancellationRequest) =>
  ({ kind: 'stopped', rowsAffected: 1, confirmed: true, stop }) as const satisfies AttemptResult;

describe('an attempt that ended', () => {
  test('with success finishes the run and records rows, return value and duration', () => {
    const run = endAttempt(runningRun(), { kind: 'succeeded', rowsAffected: 420, returnValue: 0 }, context);
    expect(run.state).toEqual({
      kind: 'finished',
      outcome: 'succeeded',
      endedAt: now,
      duration: 45 * 60_000,
      message: 'completed, 420 rows affected',
    });
    expect(run.attempts).toMatchObject([
      { number: 1, outcome: 'succeeded', rowsAffected: 420, returnValue: 0, endedAt: now },
    ]);
  });

  test('with a transient error waits for the next attempt with the same range', () => {
    const run = endAttempt(runningRun(), transient, context);
    expect(run.state).toEqual({ kind: 'waiting', attempt: 2, dueAt: afterMinutes(1, now) });
    expect(run.range).toBe(range);
    expect(run.attempts).toMatchObject([
      { outcome: 'failed', rowsAffected: 2, failure: failureOf('transient') },
    ]);
  });

  test('with a permanent error finishes the run and records the error and its remedy', () => {
    const failure = failureOf('access', 'EXECUTE was denied');
    const run = endAttempt(runningRun(), { kind: 'failed', rowsAffected: 0, failure }, context);
    expect(run.state).toMatchObject({
      outcome: 'failed',
      failure,
      message: 'EXECUTE was denied — look at it',
    });
  });

  test('that found the applock held by another session is a recorded skip', () => {
    const run = endAttempt(runningRun(), { kind: 'foreign_run' }, context);
    expect(run.state).toMatchObject({ outcome: 'skipped', skip: 'foreign_run' });
    expect(run.attempts).toMatchObject([{ outcome: 'skipped' }]);
  });

  test('by shutdown counts as an attempt and is retried', () => {
    const failure = failureOf('interrupted');
    const run = endAttempt(
      runningRun(),
      { kind: 'interrupted', rowsAffected: 0, confirmed: true, failure },
      context,
    );
    expect(run.state).toMatchObject({ kind: 'waiting', attempt: 2 });
    expect(run.attempts).toMatchObject([{ outcome: 'interrupted' }]);
  });

  test('by shutdown with no attempt left is a failed run', () => {
    const failure = failureOf('interrupted');
    const only = endContext(now, settingsWith({ MAX_ATTEMPTS: '1' }));
    const run = endAttempt(
      runningRun(),
      { kind: 'interrupted', rowsAffected: 0, confirmed: true, failure },
      only,
    );
    expect(run.state).toMatchObject({ kind: 'finished', outcome: 'failed' });
  });
});

describe('an attempt whose end is not proven', () => {
  test('keeps its run stopping, with the request, until the procedure is known to be gone', () => {
    const result: AttemptResult = { kind: 'stopped', rowsAffected: 0, confirmed: false, stop: cancelRequest };
    const run = endAttempt(runningRun(), result, context);
    expect(run.state).toMatchObject({ kind: 'stopping', since: now, stop: cancelRequest });
    expect(run.attempts).toEqual([]);
  });

  test.each(['connection_lost', 'interrupted'] as const)('%s leaves it open and ends nothing', (kind) => {
    const failure = failureOf('outcome_unknown');
    const run = endAttempt(runningRun(), { kind, rowsAffected: 0, confirmed: false, failure }, context);
    expect(run.state).toMatchObject({ kind: 'reconciling', since: now, failure });
    expect(run.attempts).toEqual([]);
  });
});

describe('a cancellation request', () => {
  test('by a person ends the run as cancelled, which is not retried, and says by whom and why', () => {
    const run = endAttempt(runningRun(), stopped(cancelRequest), context);
    expect(run.state).toMatchObject({ outcome: 'cancelled', message: 'cancelled by siti: wrong range' });
    expect(run.attempts).toMatchObject([{ outcome: 'cancelled', rowsAffected: 1 }]);
  });

  test('by the deadline ends the run as timed out, which is retried only if configured so', () => {
    const run = endAttempt(runningRun(), stopped(deadlineRequest), context);
    const message = 'stopped at its time limit of 90 minutes (RUN_TIMEOUT_MINUTES)';
    expect(run.state).toMatchObject({ outcome: 'timed_out', message });
    const repeating = endContext(now, settingsWith({ RETRY_TIMEOUTS: 'true' }));
    expect(endAttempt(runningRun(), stopped(deadlineRequest), repeating).state.kind).toBe('waiting');
  });

  test('that was not heard in time still prevents the retry', () => {
    const run = endAttempt(runningRun(), transient, context, cancelRequest);
    expect(run.state).toMatchObject({ kind: 'finished', outcome: 'cancelled' });
    expect(run.attempts).toMatchObject([
      { outcome: 'cancelled', rowsAffected: 2, failure: failureOf('transient') },
    ]);
  });

  test('made while nobody answered prevents the retry of a holder that came back', () => {
    const lost = begunRun(({ attempt }) => ({
      kind: 'reconciling',
      attempt,
      since: now,
      stop: cancelRequest,
    }));
    expect(endAttempt(lost, transient, context).state).toMatchObject({ outcome: 'cancelled' });
  });

  test('prevents the retry of a timeout as well', () => {
    const repeating = endContext(now, settingsWith({ RETRY_TIMEOUTS: 'true' }));
    const run = endAttempt(runningRun(), stopped(deadlineRequest), repeating, cancelRequest);
    expect(run.state).toMatchObject({ outcome: 'cancelled' });
  });

  test('kept with the run stands before a later one on the lease', () => {
    const lost = begunRun(({ attempt }) => ({
      kind: 'reconciling',
      attempt,
      since: now,
      stop: cancelRequest,
    }));
    const failure = failureOf('outcome_unknown');
    const run = endAttempt(
      lost,
      { kind: 'connection_lost', rowsAffected: 0, failure },
      context,
      deadlineRequest,
    );
    expect(run.state).toMatchObject({ kind: 'reconciling', stop: cancelRequest });
  });

  test('by the deadline that was not heard in time prevents no retry', () => {
    const run = endAttempt(runningRun(), transient, context, deadlineRequest);
    expect(run.state).toMatchObject({ kind: 'waiting', attempt: 2 });
  });

  test.each([cancelRequest, deadlineRequest])(
    'keeps the rows that were affected before it: %j',
    (request) => {
      expect(endAttempt(runningRun(), stopped(request), context).attempts).toMatchObject([
        { rowsAffected: 1 },
      ]);
    },
  );

  test('that came after the end changes nothing about a success', () => {
    const result: AttemptResult = { kind: 'succeeded', rowsAffected: 1, returnValue: 0 };
    expect(endAttempt(runningRun(), result, context, cancelRequest).state).toMatchObject({
      outcome: 'succeeded',
    });
  });

  test('is heard when the retry finds the applock held: no other attempt follows', () => {
    const second = begunRun(({ attempt }) => ({ kind: 'running', attempt: { ...attempt, number: 2 } }));
    expect(endAttempt(second, { kind: 'foreign_run' }, context).state).toMatchObject({ kind: 'waiting' });
    expect(endAttempt(second, { kind: 'foreign_run' }, context, cancelRequest).state).toMatchObject({
      outcome: 'cancelled',
    });
  });

  test.each([true, false])(
    'stands when it was made while the process was taken for lost, whatever that stopped for (confirmed: %j)',
    (confirmed) => {
      const orphaned = begunRun(({ attempt }) => ({
        kind: 'orphaned',
        attempt,
        since: now,
        stop: cancelRequest,
      }));
      const run = endAttempt(orphaned, { ...stopped(deadlineRequest), confirmed }, context);
      expect(run.state).toMatchObject(confirmed ? { outcome: 'cancelled' } : { stop: cancelRequest });
    },
  );

  test('survives a connection that is lost before it was heard', () => {
    const result: AttemptResult = {
      kind: 'connection_lost',
      rowsAffected: 0,
      failure: failureOf('outcome_unknown'),
    };
    expect(endAttempt(runningRun(), result, context, cancelRequest).state).toMatchObject({
      stop: cancelRequest,
    });
  });
});
