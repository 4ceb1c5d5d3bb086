import { describe, expect, test } from 'vitest';
import { type AttemptResult, endAttempt } from '../../../src/core/run/end-attempt.ts';
import { reportedRows } from '../../../src/core/run/progress.ts';
import { applyProbe } from '../../../src/core/run/reconciliation.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { warningsOf } from '../../../src/core/run/warnings.ts';
import {
  afterMinutes,
  begunRun,
  cancelRequest,
  deadlineRequest,
  endContext,
  failureOf,
  runningRun,
  settingsWith,
  start,
} from '../../support/core-samples.ts';

const context = endContext(afterMinutes(5), settingsWith({ MAX_ATTEMPTS: '1' }));
const ended = (result: AttemptResult) => endAttempt(runningRun(), result, context);
const codesOf = (run: Run) => warningsOf(run).map(({ code }) => code);
const messageOf = ({ state }: Run) => (state.kind === 'finished' ? state.message : undefined);

describe('a success', () => {
  test.each<[number | undefined, number | undefined, string]>([
    [0, 600, 'completed, 600 rows affected'],
    [undefined, 600, 'completed, 600 rows affected'],
    [0, 0, 'completed, 0 rows affected'],
    [0, undefined, 'completed, row count not reported'],
    [5, 600, 'completed with return code 5, 600 rows affected'],
    [-6, undefined, 'completed with return code -6, row count not reported'],
  ])('with return code %s and %s rows says so', (returnValue, rowsAffected, message) => {
    const run = ended({ kind: 'succeeded', rowsAffected, returnValue });
    expect(messageOf(run)).toBe(message);
    expect(codesOf(run)).toEqual(returnValue === undefined || returnValue === 0 ? [] : ['return_code']);
    expect(run.attempts.map(reportedRows)).toEqual([rowsAffected]);
  });

  test('with a return code names it', () => {
    const run = ended({ kind: 'succeeded', rowsAffected: 1, returnValue: 5 });
    expect(warningsOf(run)).toEqual([
      { code: 'return_code', message: 'the procedure returned code 5', returnValue: 5 },
    ]);
  });
});

describe('a run that was stopped', () => {
  test.each([cancelRequest, deadlineRequest])(
    'while executing warns of work that may remain ($cause)',
    (stop) => {
      const stopped = { kind: 'stopped', rowsAffected: undefined, confirmed: true, stop } as const;
      expect(codesOf(ended({ ...stopped, work: 'work_may_remain' }))).toEqual(['work_may_remain']);
      expect(codesOf(ended({ ...stopped, work: 'work_remains' }))).toEqual(['work_remains']);
      // Stopped before the procedure was sent.
      expect(codesOf(ended(stopped))).toEqual([]);
    },
  );

  test('without a confirmation warns once its procedure is gone', () => {
    const unconfirmed = ended({
      kind: 'stopped',
      rowsAffected: undefined,
      confirmed: false,
      stop: cancelRequest,
    });
    expect(codesOf(unconfirmed)).toEqual([]);
    const begun = begunRun(({ attempt }) => ({
      kind: 'stopping',
      attempt,
      since: start,
      stop: cancelRequest,
    }));
    const gone = applyProbe(begun, 'gone', context);
    expect(gone && codesOf(gone)).toEqual(['work_may_remain']);
  });

  test('by a shutdown, for the last time, warns too', () => {
    const failure = failureOf('interrupted');
    const run = ended({
      kind: 'interrupted',
      rowsAffected: undefined,
      confirmed: true,
      failure,
      work: 'work_may_remain',
    });
    expect(codesOf(run)).toEqual(['work_may_remain']);
  });
});

describe('a failure', () => {
  test('keeps the return code that made it one, and warns of nothing else', () => {
    const run = ended({ kind: 'failed', rowsAffected: 3, returnValue: 5, failure: failureOf('user_raised') });
    expect(run.attempts).toMatchObject([{ rowsAffected: 3, returnValue: 5 }]);
    expect(codesOf(run)).toEqual([]);
  });
});
