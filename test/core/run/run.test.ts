/** The shapes of a run: what is impossible is refused when a row is read. */
import { describe, expect, test } from 'vitest';
import {
  ActiveRun,
  FinishedRun,
  hasBegun,
  isFinished,
  Run,
  type RunStateKind,
} from '../../../src/core/run/run.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { transitions } from '../../../src/core/run/transitions.ts';
import { runningRun, start, waitingRun } from '../../support/core-samples.ts';
import { runsIn } from '../../support/run-moves.ts';

const states = Object.keys(transitions) as readonly RunStateKind[];

describe('a row', () => {
  test.each(states)('with a run that is %s reads back as it was written', (state) => {
    for (const run of runsIn(state)) expect(Run.parse(JSON.parse(JSON.stringify(run)))).toEqual(run);
  });

  test('with a finished run is not taken for an active one, nor the other way round', () => {
    expect(
      ActiveRun.safeParse(finish(waitingRun(), { outcome: 'cancelled', message: '' }, start)).success,
    ).toBe(false);
    expect(FinishedRun.safeParse(runningRun()).success).toBe(false);
  });

  test.each([
    ['a running run without an attempt', { ...runningRun(), state: { kind: 'running' } }],
    [
      'a finished run without an outcome',
      { ...waitingRun(), state: { kind: 'finished', endedAt: 0, duration: 0, message: '' } },
    ],
    [
      'a stopping run without a cancellation request',
      { ...runningRun(), state: { ...runningRun().state, kind: 'stopping', since: 0 } },
    ],
    ['a state of a later version', { ...waitingRun(), state: { kind: 'postponed' } }],
    ['a range that is no date', { ...waitingRun(), range: { awal: '2026-02-30', akhir: '2026-03-01' } }],
  ])('with %s is refused rather than misread', (_, row) => {
    expect(Run.safeParse(row).success).toBe(false);
  });
});

describe('a run', () => {
  test.each(states)(
    'that is %s has begun if a process has begun its attempt, and has finished if nothing can follow',
    (state) => {
      for (const run of runsIn(state)) {
        expect(isFinished(run)).toBe(state === 'finished');
        expect(isFinished(run) ? false : hasBegun(run)).toBe(state !== 'waiting' && state !== 'finished');
      }
    },
  );
});
