/** What was written once: ranges, finished runs, counters, epochs and the audit chain. */
import { isDeepStrictEqual } from 'node:util';
import { createHash } from 'node:crypto';
import { verifyChain } from '../../../src/core/job/audit.ts';
import { isFinished, type Run } from '../../../src/core/run/run.ts';
import { isTransientForTest } from './retried-classes.ts';
import type { MakeCheck } from './check.ts';
import { begunBy } from './exclusion.ts';

export const oneActive: MakeCheck = () => ({
  claim: 'at most one run is active',
  committed: ({ after }, { truth }) => {
    const active = [...truth.runs.values()].filter((run) => !isFinished(run));
    const expected = after.state.active === undefined ? [] : [after.state.active];
    return isDeepStrictEqual(active, expected)
      ? undefined
      : `the history has the active runs ${active.map(({ id }) => id).join(', ') || 'none'}, the state row ${after.state.active?.id ?? 'none'}, or they differ`;
  },
});

export const rangeKept: MakeCheck = () => ({
  claim: 'the range of a run never changes',
  committed: ({ run, runBefore }) =>
    runBefore === undefined || isDeepStrictEqual(run?.range, runBefore.range)
      ? undefined
      : `run ${run?.id} had the range ${JSON.stringify(runBefore.range)} and now has ${JSON.stringify(run?.range)}`,
});

export const finishedFinal: MakeCheck = () => ({
  claim: 'a finished run never changes',
  committed: ({ run, runBefore }) =>
    runBefore !== undefined && isFinished(runBefore) && !isDeepStrictEqual(run, runBefore)
      ? `run ${runBefore.id} had ${runBefore.state.outcome} and was written again`
      : undefined,
});

const count = (runs: readonly Run[], ...outcomes: readonly string[]): number =>
  runs.filter((run) => isFinished(run) && outcomes.includes(run.state.outcome)).length;

export const countersAddUp: MakeCheck = () => ({
  claim: 'every counter is the sum of the history',
  committed: ({ after, run }, { truth }) => {
    if (run === undefined || !isFinished(run)) return undefined;
    const finished = [...truth.runs.values()].filter(isFinished);
    const sum = (of: (run: Run) => number): number => finished.reduce((total, each) => total + of(each), 0);
    const expected = {
      execution: count(finished, 'succeeded', 'failed', 'timed_out', 'lost'),
      success: count(finished, 'succeeded'),
      failure: count(finished, 'failed', 'timed_out', 'lost'),
      timedOut: count(finished, 'timed_out'),
      lost: count(finished, 'lost'),
      cancelled: count(finished, 'cancelled'),
      skipped: count(finished, 'skipped'),
      attempts: sum(({ attempts }) => attempts.length),
      missedSlots: sum(({ missedSlots }) => missedSlots),
    };
    const { consecutiveFailures: _, consecutiveLost: __, ...counted } = after.state.statistics;
    return isDeepStrictEqual(counted, expected)
      ? undefined
      : `the counters are ${JSON.stringify(counted)}, the history gives ${JSON.stringify(expected)}`;
  },
});

export const epochGrows: MakeCheck = () => ({
  claim: 'the epoch never decreases, and grows with each acquisition',
  committed: (commit) => {
    const { before, after } = commit;
    const epoch = before?.lease.epoch ?? 0;
    const least = begunBy(commit) === undefined ? epoch : epoch + 1;
    return after.lease.epoch >= least ? undefined : `the epoch went from ${epoch} to ${after.lease.epoch}`;
  },
});

export const retriesAreAllowed: MakeCheck = () => {
  const cancelled = new Set<string>();
  return {
    claim: 'no repetition after a permanent error, a cancel or the last attempt',
    committed: (commit, { settings }) => {
      const run = begunBy(commit);
      const stop = commit.after.lease.kind === 'held' ? commit.after.lease.stop : undefined;
      const active = commit.after.state.active;
      if (stop?.cause === 'cancel' && active !== undefined) cancelled.add(active.id);
      if (active !== undefined && 'stop' in active.state && active.state.stop?.cause === 'cancel')
        cancelled.add(active.id);
      if (run === undefined || run.state.kind !== 'running') return undefined;
      const { number } = run.state.attempt;
      if (number > settings.maxAttempts)
        return `run ${run.id} began attempt ${number} of ${settings.maxAttempts}`;
      if (number !== run.attempts.length + 1)
        return `run ${run.id} began attempt ${number} after ${run.attempts.length}`;
      if (cancelled.has(run.id)) return `run ${run.id} began attempt ${number} although it was cancelled`;
      const last = run.attempts.at(-1);
      if (last === undefined) return undefined;
      if (last.outcome === 'timed_out' && !settings.retryTimeouts)
        return `run ${run.id} was repeated after its time limit`;
      const failureClass = last.failure?.class;
      return failureClass !== undefined && !isTransientForTest.has(failureClass)
        ? `run ${run.id} was repeated after a permanent error (${failureClass})`
        : undefined;
    },
  };
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const auditWhole: MakeCheck = () => ({
  claim: 'the audit chain is whole',
  committed: ({ after, audit }, { truth }) => {
    if (audit === undefined) return undefined;
    // The chain before was checked before: only its end is new.
    const result = verifyChain(truth.audit.slice(-2), after.state.auditHead, sha256);
    if (result.kind === 'broken') return `entry ${result.sequence}: ${result.problem}`;
    return audit.sequence === truth.audit.length
      ? undefined
      : `entry ${audit.sequence} is number ${truth.audit.length}`;
  },
});
