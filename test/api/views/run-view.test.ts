/** A run as the API shows it. */
import { describe, expect, test } from 'vitest';
import { endAttempt } from '../../../src/core/run/end-attempt.ts';
import { release, renew, requestCancellation } from '../../../src/core/run/lease.ts';
import { beginAttempt, skip } from '../../../src/core/run/start-and-finish.ts';
import type { WaitingRun } from '../../../src/core/run/run.ts';
import { observedState, toActiveRunView } from '../../../src/api/views/live-run-view.ts';
import { toRunView } from '../../../src/api/views/run-view.ts';
import { minutes } from '../../../src/core/time/time.ts';
import {
  afterMinutes,
  afterSeconds,
  begunRun,
  cancelRequest,
  endContext,
  failureOf,
  heldLease,
  jakarta,
  runningRun,
  start,
  waitingRun,
  runIdOf,
} from '../../support/core-samples.ts';

const running = runningRun();
const lease = heldLease(running);
const failure = { ...failureOf('transient', 'deadlock'), number: 1205 };
const retrying = endAttempt(
  running,
  { kind: 'failed', rowsAffected: 4, failure },
  endContext(afterMinutes(2)),
);

describe('a run in the history', () => {
  test('shows range, slot, times with offset, durations in seconds, and each attempt with its error', () => {
    const again = beginAttempt(retrying as WaitingRun, {
      startedAt: afterMinutes(3),
      epoch: 2,
      instance: 'b:2',
      version: '2',
    });
    const ended = endAttempt(
      again,
      { kind: 'succeeded', rowsAffected: 9, returnValue: 0 },
      endContext(afterMinutes(5)),
    );
    expect(toRunView(ended, jakarta)).toEqual({
      id: runIdOf(1),
      url: `/scheduler/runs/${runIdOf(1)}`,
      state: 'finished',
      outcome: 'succeeded',
      message: 'completed, 9 rows affected',
      trigger: 'schedule',
      actor: 'schedule',
      actor_id: null,
      reason: 'slot',
      awal: '2026-11-23',
      akhir: '2026-11-24',
      slot: '2026-11-24T07:00:00.000+07:00',
      missed_slots: 0,
      skip_reason: null,
      created_at: '2026-11-24T07:00:00.000+07:00',
      started_at: '2026-11-24T07:00:00.000+07:00',
      ended_at: '2026-11-24T07:05:00.000+07:00',
      duration_seconds: 120,
      next_attempt_at: null,
      warnings: [],
      attempts: [
        {
          number: 1,
          started_at: '2026-11-24T07:00:00.000+07:00',
          ended_at: '2026-11-24T07:02:00.000+07:00',
          duration_seconds: 120,
          outcome: 'failed',
          rows_affected: 4,
          return_value: null,
          epoch: 1,
          instance: 'a:1',
          version: '1',
          error: { ...failure, remedy_code: 'transient' },
        },
        {
          number: 2,
          started_at: '2026-11-24T07:03:00.000+07:00',
          ended_at: '2026-11-24T07:05:00.000+07:00',
          duration_seconds: 120,
          outcome: 'succeeded',
          rows_affected: 9,
          return_value: 0,
          epoch: 2,
          instance: 'b:2',
          version: '2',
          error: null,
        },
      ],
    });
  });

  test('that was skipped says why and never started', () => {
    expect(toRunView(skip(waitingRun(), 'still_running', start), jakarta)).toMatchObject({
      outcome: 'skipped',
      skip_reason: 'still_running',
      started_at: null,
      duration_seconds: 0,
      attempts: [],
    });
  });

  test('that waits for its next attempt says when it is due', () => {
    expect(toRunView(retrying, jakarta)).toMatchObject({
      state: 'waiting',
      next_attempt_at: '2026-11-24T07:03:00.000+07:00',
      ended_at: null,
    });
  });
});

describe('the observed state of an active run', () => {
  const orphaned = begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start }));
  test.each([
    ['waiting, before it begins', waitingRun(), lease, start, 'waiting'],
    ['running, while its lease is alive', running, lease, start, 'running'],
    [
      'stopping, once it is ordered to stop',
      running,
      requestCancellation(lease, cancelRequest),
      start,
      'stopping',
    ],
    [
      'reconciling, from the expiry on, before any tick has noticed',
      running,
      lease,
      lease.expiresAt,
      'reconciling',
    ],
    ['orphaned, while the procedure goes on without a process', orphaned, release(lease), start, 'orphaned'],
    ['running, when its holder came back and renewed the lease', orphaned, lease, start, 'running'],
    [
      'reconciling, when the lease is somebody else’s',
      running,
      { ...lease, runId: 'run-0' },
      start,
      'reconciling',
    ],
  ] as const)('%s', (_, run, held, now, state) => {
    expect(observedState(run, held, now)).toBe(state);
  });

  test('is shown with elapsed time and live progress', () => {
    const messages = [{ at: afterSeconds(15), text: '120 of 300', number: 0 }];
    const progress = { phase: 'executing' as const, rowsAffected: 120, messageCount: 1, messages };
    const renewed = renew(lease, progress, afterSeconds(20), minutes(2));
    expect(toActiveRunView(running, renewed, jakarta, afterSeconds(30))).toMatchObject({
      state: 'running',
      elapsed_seconds: 30,
      progress: {
        phase: 'executing',
        rows_affected: 120,
        message_count: 1,
        messages: [{ at: '2026-11-24T07:00:15.000+07:00', text: '120 of 300' }],
      },
    });
  });

  test('is shown without progress when its process is lost', () => {
    expect(toActiveRunView(running, lease, jakarta, lease.expiresAt).progress).toBeNull();
  });

  test('is shown with its cancellation request, with or without a process', () => {
    const cancel = {
      cause: 'cancel',
      at: '2026-11-24T07:00:00.000+07:00',
      by: 'siti',
      reason: 'wrong range',
    };
    expect(toActiveRunView(running, lease, jakarta, start).stop_order).toBeNull();
    expect(
      toActiveRunView(running, requestCancellation(lease, cancelRequest), jakarta, start).stop_order,
    ).toEqual(cancel);
    const orphan = begunRun(({ attempt }) => ({
      kind: 'orphaned',
      attempt,
      since: start,
      stop: cancelRequest,
    }));
    expect(toActiveRunView(orphan, release(lease), jakarta, start).stop_order).toEqual(cancel);
  });

  test('is shown with no elapsed time before it has started', () => {
    expect(toActiveRunView(waitingRun(), release(lease), jakarta, afterMinutes(9)).elapsed_seconds).toBe(0);
  });
});
