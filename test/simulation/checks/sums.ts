/** The state row's sums over the history: the counters, and the end of the audit chain. */
import { isDeepStrictEqual } from 'node:util';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { verifyChain } from '../../../src/core/job/audit.ts';
import { type Statistics, noStatistics } from '../../../src/core/job/statistics.ts';
import type { FinishedRun } from '../../../src/core/run/run.ts';
import type { MakeCheck } from './check.ts';
import { finishedBy } from './run-news.ts';

const failures: readonly string[] = ['failed', 'timed_out', 'lost'];

/** Counted from the history alone, in the order in which the runs ended. */
function countWith(sum: Statistics, { state, attempts, missedSlots, trigger }: FinishedRun): Statistics {
  const { outcome } = state;
  const one = (...outcomes: readonly string[]): number => (outcomes.includes(outcome) ? 1 : 0);
  const failed = failures.includes(outcome);
  const resets = outcome === 'succeeded' || (failed && outcome !== 'lost');
  return {
    execution: sum.execution + one('succeeded', ...failures),
    success: sum.success + one('succeeded'),
    failure: sum.failure + one(...failures),
    timedOut: sum.timedOut + one('timed_out'),
    lost: sum.lost + one('lost'),
    cancelled: sum.cancelled + one('cancelled'),
    skipped: sum.skipped + one('skipped'),
    attempts: sum.attempts + attempts.length,
    missedSlots: sum.missedSlots + missedSlots,
    // Chunks of backfill say nothing about whether the schedule works.
    ...(trigger === 'backfill'
      ? { consecutiveFailures: sum.consecutiveFailures, consecutiveLost: sum.consecutiveLost }
      : {
          consecutiveFailures: outcome === 'succeeded' ? 0 : sum.consecutiveFailures + one(...failures),
          consecutiveLost: resets ? 0 : sum.consecutiveLost + one('lost'),
        }),
  };
}

export const countersAddUp: MakeCheck = () => {
  let expected = noStatistics;
  return {
    claim: 'executions are successes plus failures, and every counter is the sum of the history',
    committed: (commit) => {
      const { after } = commit;
      const finished = finishedBy(commit);
      if (finished !== undefined) expected = countWith(expected, finished);
      return isDeepStrictEqual(after.state.statistics, expected)
        ? undefined
        : `the counters are ${JSON.stringify(after.state.statistics)}, the history gives ${JSON.stringify(expected)}`;
    },
  };
};

export const auditWhole: MakeCheck = () => ({
  claim: 'the audit chain is whole',
  committed: ({ before, after, audit }, { truth }) => {
    const { auditHead } = after.state;
    if (audit === undefined) {
      return isDeepStrictEqual(auditHead, before?.state.auditHead)
        ? undefined
        : 'the end of the chain moved without an entry';
    }
    // The chain before was checked before: only its end is new.
    const result = verifyChain(truth.audit.slice(-2), auditHead, sha256);
    if (result.kind === 'broken') return `entry ${result.sequence}: ${result.problem}`;
    return audit.sequence === truth.audit.length && auditHead?.sequence === audit.sequence
      ? undefined
      : `entry ${audit.sequence} is number ${truth.audit.length}`;
  },
});
