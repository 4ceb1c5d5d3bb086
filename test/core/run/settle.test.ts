/** How an attempt is closed, and whether the run ends with it or waits for another. */
import { describe, expect, test } from 'vitest';
import { lockPerhapsOwn } from '../../../src/core/run/failure.ts';
import { closeAttempt, endOnRequest, settle } from '../../../src/core/run/settle.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { elapsed } from '../../../src/core/time/time.ts';
import {
  afterMinutes,
  cancelRequest,
  deadlineRequest,
  endContext,
  failureOf,
  runningRun,
  settingsWith,
  waitingRun,
} from '../../support/core-samples.ts';

const now = afterMinutes(45);
const running = runningRun();
const { attempt } = running.state;
const transient = failureOf('transient');

const settleTransient = (maxAttempts: string) =>
  settle(
    running,
    { outcome: 'failed', failure: transient },
    endContext(now, settingsWith({ MAX_ATTEMPTS: maxAttempts })),
  );

describe('a closed attempt', () => {
  test('keeps who ran it under which epoch and version, and adds its end', () => {
    const closed = closeAttempt(attempt, { outcome: 'failed', rowsAffected: 7, failure: transient }, now);
    expect(closed).toEqual({
      ...attempt,
      endedAt: now,
      outcome: 'failed',
      rowsAffected: 7,
      failure: transient,
    });
  });

  test('has no rows, no return value and no failure when nothing is known of them', () => {
    expect(closeAttempt(attempt, { outcome: 'lost' }, now)).toEqual({
      ...attempt,
      endedAt: now,
      outcome: 'lost',
      rowsAffected: 0,
      rowsReported: false,
    });
  });
});

describe('a skipped attempt', () => {
  test('has changed no rows, which is known although the server reported none', () => {
    expect(closeAttempt(attempt, { outcome: 'skipped' }, now)).toEqual({
      ...attempt,
      endedAt: now,
      outcome: 'skipped',
      rowsAffected: 0,
    });
  });
});

const settleSkipped = (number: number, maxAttempts = '3') => {
  const { state } = running;
  const again = { ...running, state: { ...state, attempt: { ...attempt, number } } };
  const settings = settingsWith({ MAX_ATTEMPTS: maxAttempts });
  return settle(again, { outcome: 'skipped' }, endContext(now, settings));
};

describe('an attempt that finds the applock held', () => {
  test('skips its run if it is the first, for then the applock is not that of an attempt before', () => {
    expect(settleSkipped(1).state).toMatchObject({ outcome: 'skipped', skip: 'foreign_run' });
  });

  test('has failed for the time being if there was one before', () => {
    const { state, attempts } = settleSkipped(2);
    expect(state).toMatchObject({ kind: 'waiting', attempt: 3 });
    expect(attempts).toMatchObject([
      { number: 2, outcome: 'failed', rowsAffected: 0, failure: lockPerhapsOwn },
    ]);
  });

  test('ends the run as failed if it was the last', () => {
    expect(settleSkipped(2, '2').state).toMatchObject({ outcome: 'failed', failure: lockPerhapsOwn });
  });
});

describe('the duration of a run', () => {
  test('is that of its last attempt: neither earlier ones nor the waits between them belong to it', () => {
    const first = closeAttempt(attempt, { outcome: 'failed' }, afterMinutes(5));
    const second = closeAttempt(
      { ...attempt, number: 2, startedAt: afterMinutes(10) },
      { outcome: 'succeeded' },
      now,
    );
    const run = finish({ ...running, attempts: [first, second] }, { outcome: 'succeeded', message: '' }, now);
    expect(run.state.duration).toBe(elapsed(afterMinutes(10), now));
  });

  test('is nothing for a run that never started', () => {
    expect(finish(waitingRun(), { outcome: 'cancelled', message: '' }, now).state.duration).toBe(0);
  });
});

describe('a failed attempt', () => {
  test('is followed by the next one while attempts remain', () => {
    expect(settleTransient('2').state).toEqual({ kind: 'waiting', attempt: 2, dueAt: afterMinutes(1, now) });
  });

  test('ends the run when none remain, with the failure and its remedy', () => {
    expect(settleTransient('1').state).toMatchObject({
      outcome: 'failed',
      failure: transient,
      message: 'it broke — look at it',
    });
  });
});

describe('a stopped attempt', () => {
  test('ends the run as cancelled even though attempts remain', () => {
    expect(settle(running, endOnRequest(cancelRequest), endContext(now)).state).toMatchObject({
      outcome: 'cancelled',
    });
  });

  test('names the time limit that it reached', () => {
    const context = endContext(now, settingsWith({ RUN_TIMEOUT_MINUTES: '7.5' }));
    expect(settle(running, endOnRequest(deadlineRequest), context).state).toMatchObject({
      outcome: 'timed_out',
      message: 'stopped at its time limit of 7.5 minutes (RUN_TIMEOUT_MINUTES)',
    });
  });
});
