/** The state row. */
import { expect, test } from 'vitest';
import { initialState, JobState, recordRun } from '../../../src/core/job/job-state.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { runningRun, start, waitingRun } from '../../support/core-samples.ts';
import { noStatistics } from '../../../src/core/job/statistics.ts';

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
