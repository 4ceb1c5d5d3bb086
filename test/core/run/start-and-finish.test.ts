/** How a run comes into being, begins an attempt, or ends without one. */
import { expect, test } from 'vitest';
import { beginAttempt, cancelWaiting, skip } from '../../../src/core/run/start-and-finish.ts';
import { Run } from '../../../src/core/run/run.ts';
import { afterMinutes, range, runningRun, start, waitingRun } from '../../support/core-samples.ts';

const now = afterMinutes(1);
const origin = { startedAt: now, epoch: 7, instance: 'b:2', version: '1.2.3' };

test('a new run waits for its first attempt, which is due at once', () => {
  expect(waitingRun().state).toEqual({ kind: 'waiting', attempt: 1, dueAt: start });
  expect(waitingRun()).toMatchObject({ attempts: [], range });
});

test('an attempt begins with the number that the run waited for, and keeps the range', () => {
  const waiting = waitingRun();
  const retry = { ...waiting, state: { kind: 'waiting' as const, attempt: 3, dueAt: now } };
  const begun = beginAttempt(retry, origin);
  expect(begun.state).toEqual({ kind: 'running', attempt: { number: 3, ...origin } });
  expect(begun.range).toBe(waiting.range);
});

test('a run cancelled before it starts says by whom and why', () => {
  const cancelled = cancelWaiting(waitingRun(), 'siti', 'month-end closing', now);
  expect(cancelled.state).toEqual({
    kind: 'finished',
    outcome: 'cancelled',
    endedAt: now,
    duration: 0,
    message: 'cancelled by siti before it started: month-end closing',
  });
});

test('a skip is never without its reason, as a word for programs and a sentence for people', () => {
  expect(skip(waitingRun(), 'still_running', now).state).toMatchObject({
    outcome: 'skipped',
    skip: 'still_running',
    message: 'the previous run was still running',
  });
  expect(skip(runningRun(), 'foreign_run', now).state.message).toBe(
    'another session is running the procedure: it holds the applock',
  );
  expect(skip(waitingRun(), 'still_running', now, 'run-9 was running').state.message).toBe(
    'run-9 was running',
  );
});

test('all of them are runs that the row’s schema takes', () => {
  const runs = [
    waitingRun(),
    runningRun(),
    cancelWaiting(waitingRun(), 'a', 'b', now),
    skip(runningRun(), 'foreign_run', now),
  ];
  for (const run of runs) expect(Run.parse(JSON.parse(JSON.stringify(run)))).toEqual(run);
});
