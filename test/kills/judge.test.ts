/** A judge that finds nothing would let every kill pass: what it must find, one case each. */
import { describe, expect, it } from 'vitest';
import { applyProbe, markProcessLost } from '../../src/core/run/reconciliation.ts';
import { type AttemptResult, endAttempt } from '../../src/core/run/end-attempt.ts';
import { beginAttempt } from '../../src/core/run/start-and-finish.ts';
import type { BegunRun, Run } from '../../src/core/run/run.ts';
import { countFinished, noStatistics } from '../../src/core/job/statistics.ts';
import {
  afterSeconds,
  configWith,
  endContext,
  failureOf,
  range,
  runningRun,
  start,
} from '../support/core-samples.ts';
import { byMonth, renewedBy } from '../../src/core/coverage/ledger.ts';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import { LocalDate } from '../../src/core/time/time.ts';
import { judgeLedger } from './judge-ledger.ts';
import { judgeCounters, judgeRun, overlaps, type SeenExecution } from './judge.ts';
import { planOf } from './plan.ts';

/** By process 1, which holds the attempt of `runningRun`, for the second second. */
const execution = (differences: Partial<SeenExecution> = {}): SeenExecution => ({
  ...range,
  procedure: 'dbo.spJamkerja',
  spid: 51,
  pid: 1,
  startedAt: start + 1_000,
  endedAt: start + 2_000,
  outcome: 'completed',
  ...differences,
});

const ended = (result: AttemptResult, run: BegunRun = runningRun(), seconds = 3): Run =>
  endAttempt(run, result, endContext(afterSeconds(seconds)));
const succeeded = { kind: 'succeeded', rowsAffected: 1, returnValue: 0 } as const;

/** Lost in its first attempt after 3 s, and a success of process 2 from then on, 13 s after the beginning. */
function lostOnce(): Run {
  const lost = markProcessLost(runningRun(), undefined, afterSeconds(3));
  const waiting = applyProbe(lost, 'gone', endContext(afterSeconds(3)));
  if (waiting?.state.kind !== 'waiting') throw new Error('the run was to be repeated');
  const origin = { startedAt: afterSeconds(10), epoch: 2, instance: 'a:2', version: '1' };
  return ended(succeeded, beginAttempt({ ...waiting, state: waiting.state }, origin), 13);
}
const second = execution({ spid: 52, pid: 2, startedAt: start + 11_000, endedAt: start + 12_000 });

describe('the judge of the kills', () => {
  it('has nothing against what is as it should be', () => {
    expect(judgeRun(ended(succeeded), [execution()])).toEqual([]);
    expect(judgeRun(lostOnce(), [execution({ outcome: 'connection-lost' }), second])).toEqual([]);
    // What a dead process would have reported is lost, and the run is repeated.
    expect(judgeRun(lostOnce(), [execution(), second])).toEqual([]);
    expect(overlaps([execution(), second])).toEqual([]);
  });

  it('finds two EXECs at once', () => {
    expect(overlaps([execution(), execution({ startedAt: start + 1_999 })])).toHaveLength(1);
    expect(overlaps([execution({ endedAt: undefined }), second])).toHaveLength(1);
  });

  it('finds an EXEC whose attempt had been settled, and one that belongs to no attempt', () => {
    const late = execution({ startedAt: start + 4_000, endedAt: start + 5_000 });
    expect(judgeRun(lostOnce(), [late, second])).toEqual([
      expect.stringContaining('began 1000 ms after its attempt 1 had been settled as lost'),
    ]);
    expect(judgeRun(lostOnce(), [execution({ pid: 7 }), second])).toEqual([
      expect.stringContaining('belongs to no attempt on record'),
    ]);
  });

  it('finds a success that the server did not see, and an attempt that was executed twice', () => {
    expect(judgeRun(ended(succeeded), [])).toEqual([expect.stringContaining('the server saw no EXEC')]);
    expect(judgeRun(ended(succeeded), [execution({ outcome: 'cancelled' })])).toHaveLength(1);
    expect(judgeRun(ended(succeeded), [execution(), execution({ spid: 52 })])).toEqual([
      expect.stringContaining('was executed 2 times'),
    ]);
  });

  it('finds a success of the server on record as something else, and a run that was given up or goes on', () => {
    const failed = ended({ kind: 'failed', rowsAffected: 0, failure: failureOf('data') });
    expect(judgeRun(failed, [execution()])).toEqual([
      expect.stringContaining('on record as failed, but the server completed it'),
      expect.stringContaining('although attempts were left'),
    ]);
    expect(judgeRun(ended({ kind: 'foreign_run' }), [])).toHaveLength(1);
    expect(judgeRun(runningRun(), [])).toEqual([expect.stringContaining('has not ended: it is running')]);
  });

  it('finds counters that differ from the history, and epochs that do not grow', () => {
    const run = ended(succeeded);
    if (run.state.kind !== 'finished') throw new Error('the run was to end');
    const counted = countFinished(noStatistics, { ...run, state: run.state });
    expect(judgeCounters([run], counted)).toEqual([]);
    expect(judgeCounters([run, run], counted)).toHaveLength(4);
  });
});

it('finds a ledger that has not what the history gives, in its rows or in the state', () => {
  const runs = [ended(succeeded), lostOnce()];
  const ledger = renewedBy([], runs);
  const terms = { zone: configWith().timeZone, settlesAfterHours: 12 };
  const coverage = coveredDays(ledger, LocalDate.parse('2001-01-01'), terms);
  expect(ledger.length).toBeGreaterThan(0);
  expect(judgeLedger(runs, byMonth(ledger), coverage)).toEqual([]);
  expect(judgeLedger(runs, [], coverage)).toContainEqual(expect.stringContaining('the ledger has nothing'));
  expect(judgeLedger([], byMonth(ledger), coverage)).toContainEqual(
    expect.stringContaining('no run has computed'),
  );
  expect(judgeLedger(runs, byMonth(ledger), undefined)).toContainEqual(
    expect.stringContaining('the state does not know'),
  );
  const [first] = ledger.map((each) => ({ ...each, at: afterSeconds(99) }));
  expect(judgeLedger(runs, byMonth([first!]), coverage)).toContainEqual(
    expect.stringContaining('the ledger has'),
  );
});

it('the plan of a round depends on nothing but seed and round, and every point has its turn', () => {
  const plans = Array.from({ length: 60 }, (_, round) => planOf(5, round));
  expect(plans).toEqual(Array.from({ length: 60 }, (_, round) => planOf(5, round)));
  const points = plans.map(({ faults: [first] }) => JSON.stringify({ ...first?.point, delayMs: 0 }));
  expect(new Set(points).size).toBe(60);
  expect(planOf(6, 0)).not.toEqual(plans[0]);
});
