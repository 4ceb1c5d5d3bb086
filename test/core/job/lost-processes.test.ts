/** The app says so itself when runs lose their process again and again. */
import { describe, expect, test } from 'vitest';
import { initialState, JobState, recordRun } from '../../../src/core/job/job-state.ts';
import { lostRepeatedly } from '../../../src/core/job/lost-processes.ts';
import type { AttemptOutcome, RunOutcome } from '../../../src/core/run/run.ts';
import { closeAttempt } from '../../../src/core/run/settle.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { runningRun, start, waitingRun } from '../../support/core-samples.ts';

const attempt = runningRun().state.attempt;
const close = (outcome: AttemptOutcome) => closeAttempt(attempt, { outcome }, start);
const run = (outcome: RunOutcome, ...attempts: readonly AttemptOutcome[]) =>
  finish({ ...runningRun(), attempts: attempts.map(close) }, { outcome, message: '' }, start);

const good = run('succeeded', 'succeeded');
const lost = run('lost', 'lost', 'lost');
const repeated = run('succeeded', 'lost', 'succeeded');
const stopped = run('succeeded', 'interrupted', 'succeeded');
const failed = run('failed', 'failed');
const cancelledBeforeItBegan = run('cancelled');
const skipped = run('skipped', 'skipped');

const after = (...runs: readonly (typeof good)[]) => runs.reduce(recordRun, initialState);
const many = (count: number, each: typeof good) => Array.from({ length: count }, () => each);

describe('runs lose their process repeatedly', () => {
  test.each([
    ['twice in a row', [lost, lost], { lost: 2, of: 2, inARow: 2 }],
    ['also where the next attempt succeeded', [good, repeated, repeated], { lost: 2, of: 3, inARow: 2 }],
    ['also where the process said that it was stopped', [stopped, repeated], { lost: 2, of: 2, inARow: 2 }],
    [
      'three times in ten',
      [lost, good, good, repeated, good, good, lost, good, good, good],
      { lost: 3, of: 10, inARow: 0 },
    ],
    [
      'with runs between that executed nothing',
      [lost, skipped, cancelledBeforeItBegan, lost],
      { lost: 2, of: 2, inARow: 2 },
    ],
  ])('%s', (_, runs, expected) => {
    expect(lostRepeatedly(after(...runs))).toEqual(expected);
  });

  test.each([
    ['before any run', []],
    ['once', [good, lost]],
    ['twice in ten with others between', [lost, good, lost, ...many(7, good)]],
    ['no more, once ten have passed since', [lost, lost, lost, ...many(10, good)]],
    ['when runs fail for another reason', many(10, failed)],
  ])('not %s', (_, runs) => {
    expect(lostRepeatedly(after(...runs))).toBeUndefined();
  });

  test('with the run in progress, whose next attempt has yet to succeed', () => {
    const active = { ...waitingRun(), attempts: [close('lost')] };
    expect(lostRepeatedly({ ...after(lost), active })).toEqual({ lost: 2, of: 2, inARow: 2 });
  });

  test('by the count that rows of earlier versions have', () => {
    const { lostProcesses: _, ...old } = after(lost, lost, lost);
    expect(lostRepeatedly(JobState.parse(old))).toEqual({ lost: 3, of: 3, inARow: 3 });
    expect(lostRepeatedly(recordRun(JobState.parse(old), good))).toBeUndefined();
  });

  test('and the state row keeps ten runs, not more', () => {
    expect(after(...many(25, lost)).lostProcesses).toHaveLength(10);
  });
});
