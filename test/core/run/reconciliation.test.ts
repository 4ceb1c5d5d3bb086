/** What becomes of a run that no process answers for. */
import { describe, expect, test } from 'vitest';
import {
  applyProbe,
  keepCancellationRequest,
  LostContact,
  lostContact,
  markProcessLost,
} from '../../../src/core/run/reconciliation.ts';
import { omitUndefined } from '../../../src/core/omit-undefined.ts';
import type { BegunRun } from '../../../src/core/run/run.ts';
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
  start,
} from '../../support/core-samples.ts';

const now = afterMinutes(10);
const context = endContext(now);
const lost = markProcessLost(runningRun(), undefined, start);
const stopping = begunRun(({ attempt }) => ({
  kind: 'stopping',
  attempt,
  since: start,
  stop: cancelRequest,
}));
const lastAttempt = endContext(now, settingsWith({ MAX_ATTEMPTS: '1' }));

describe('a run whose process is gone', () => {
  test('is reconciling until the applock answers, and has ended nothing by then', () => {
    expect(lost.state).toMatchObject({ kind: 'reconciling', since: start });
    expect(lost.attempts).toEqual([]);
  });

  test('keeps the cancellation request of its lease', () => {
    expect(markProcessLost(runningRun(), cancelRequest, start).state).toMatchObject({ stop: cancelRequest });
  });

  test('is not lost a second time: what is known of it stays', () => {
    const known = begunRun(({ attempt }) => ({
      kind: 'orphaned',
      attempt,
      since: start,
      stop: cancelRequest,
    }));
    expect(markProcessLost(known, undefined, now)).toBe(known);
  });
});

describe('the applock is held', () => {
  test('so the run is orphaned: it is waited for, and records since when', () => {
    expect(applyProbe(lost, 'alive', context)?.state).toMatchObject({ kind: 'orphaned', since: now });
  });

  test('so a stopping run goes on stopping', () => {
    expect(applyProbe(stopping, 'alive', context)).toBeUndefined();
  });

  test('so an orphaned run stays as it is, and nothing is written', () => {
    const orphaned = applyProbe(lost, 'alive', context) as BegunRun;
    expect(applyProbe(orphaned, 'alive', endContext(afterMinutes(11)))).toBeUndefined();
  });
});

describe('SQL Server cannot be asked', () => {
  test('so nothing is assumed: the run stays reconciling since when it was', () => {
    expect(applyProbe(lost, 'unknown', context)).toBeUndefined();
  });

  test('so an orphan is no longer known to be alive', () => {
    const orphaned = applyProbe(lost, 'alive', context) as BegunRun;
    expect(applyProbe(orphaned, 'unknown', context)?.state).toMatchObject({
      kind: 'reconciling',
      since: now,
    });
  });
});

describe('the applock is free', () => {
  test('so the run is lost: retried with its range while attempts remain, and then counted as a failure', () => {
    const again = applyProbe(lost, 'gone', context);
    expect(again?.state).toMatchObject({ kind: 'waiting', attempt: 2 });
    expect(again?.attempts).toMatchObject([{ outcome: 'lost' }]);
    expect(again?.range).toBe(range);
    const finished = applyProbe(lost, 'gone', lastAttempt);
    const message = 'its process no longer responded, and nothing proves what the procedure did';
    expect(finished?.state).toMatchObject({ kind: 'finished', outcome: 'lost', message });
  });

  test('so a connection lost after EXEC ends with the error that was seen', () => {
    const failure = failureOf('outcome_unknown', 'socket hang up');
    const open = begunRun(({ attempt }) => ({ kind: 'reconciling', attempt, since: start, failure }));
    expect(applyProbe(open, 'gone', context)).toMatchObject({
      state: { kind: 'waiting' },
      attempts: [{ outcome: 'failed', failure }],
    });
    expect(applyProbe(open, 'gone', lastAttempt)?.state).toMatchObject({ outcome: 'failed', failure });
  });

  test('so an attempt interrupted by shutdown is settled as interrupted, not as lost', () => {
    const failure = failureOf('interrupted');
    const open = begunRun(({ attempt }) => ({ kind: 'reconciling', attempt, since: start, failure }));
    expect(applyProbe(open, 'gone', context)?.attempts).toMatchObject([{ outcome: 'interrupted' }]);
  });

  test.each([
    ['cancel', cancelRequest, 'cancelled'],
    ['deadline', deadlineRequest, 'timed_out'],
  ] as const)('a request by %s that survived the process decides how the run ends', (_, stop, outcome) => {
    expect(applyProbe(markProcessLost(runningRun(), stop, start), 'gone', context)?.state).toMatchObject({
      outcome,
    });
  });

  test('so a stopping run ends as requested', () => {
    expect(applyProbe(stopping, 'gone', context)?.state).toMatchObject({ outcome: 'cancelled' });
  });
});

describe('a request to cancel a run that no process answers for', () => {
  test('is kept until the procedure is gone, and a second one changes nothing', () => {
    const requested = keepCancellationRequest(lost, cancelRequest) as BegunRun;
    expect(requested.state).toMatchObject({ kind: 'reconciling', stop: cancelRequest });
    expect(keepCancellationRequest(requested, deadlineRequest)).toBeUndefined();
  });

  test('is not kept with a run that a process answers for: its lease carries the request', () => {
    const running = runningRun();
    expect(keepCancellationRequest(running, cancelRequest)).toBeUndefined();
  });
});

test.each([
  ['process', undefined],
  ['connection', failureOf('outcome_unknown')],
  ['shutdown', failureOf('interrupted')],
] as const)('the loss of the %s is told by the failure, in a word that answers may have', (word, failure) => {
  const { attempt } = runningRun().state;
  const known = lostContact({ kind: 'orphaned', attempt, since: start, ...omitUndefined({ failure }) });
  expect(LostContact.parse(known)).toBe(word);
});

test('a run that a process answers for is not judged by the applock, which that process holds', () => {
  const running = runningRun();
  expect(applyProbe(running, 'gone', context)).toBeUndefined();
});
