/** The lease belongs to the attempt that is open, and to no other. */
import { holdingOf, hasBegun } from '../../../src/core/run/run.ts';
import { leaseOf } from '../../../src/core/run/lease.ts';
import type { MakeCheck } from './check.ts';
import { begunBy, endedBy } from './run-news.ts';

export const epochGrows: MakeCheck = () => ({
  claim: 'the epoch never decreases, and grows by one with each acquisition',
  committed: (commit) => {
    const { before, after } = commit;
    const epoch = before?.lease.epoch ?? 0;
    const expected = begunBy(commit) === undefined ? epoch : epoch + 1;
    return after.lease.epoch === expected
      ? undefined
      : `the epoch went from ${epoch} to ${after.lease.epoch} instead of ${expected}`;
  },
});

export const leaseOfOpenAttempt: MakeCheck = () => ({
  claim: 'the lease is held for the attempt that is open and for no other',
  committed: ({ after: { lease, state } }) => {
    const { active } = state;
    if (active === undefined || !hasBegun(active))
      return lease.kind === 'free' ? undefined : `the lease is held by ${lease.holder}, but no run has begun`;
    if (lease.kind === 'free')
      return active.state.kind === 'running'
        ? `run ${active.id} is running, but the lease is free`
        : undefined;
    return leaseOf(lease, holdingOf(active)) === undefined
      ? `the lease is held for attempt ${lease.attempt} of run ${lease.runId} under epoch ${lease.epoch}, but the open attempt is ${JSON.stringify(holdingOf(active))}`
      : undefined;
  },
});

export const endsUnderItsEpoch: MakeCheck = () => ({
  claim: 'what was begun under an earlier epoch is not written',
  committed: (commit) => {
    const { before, run } = commit;
    const ended = endedBy(commit).find(({ epoch }) => epoch !== before?.lease.epoch);
    return (
      ended &&
      `attempt ${ended.number} of run ${run?.id} was begun under epoch ${ended.epoch} and ended under ${before?.lease.epoch}`
    );
  },
});
