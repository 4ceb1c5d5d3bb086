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
      // Its process has not said how the attempt ended, and nobody has settled it.
      return active.state.kind === 'running' ||
        (active.state.kind !== 'stopping' && active.state.failure === undefined)
        ? `run ${active.id} is ${active.state.kind}, but the lease is free`
        : undefined;
    return leaseOf(lease, holdingOf(active)) === undefined
      ? `the lease is held for attempt ${lease.attempt} of run ${lease.runId} under epoch ${lease.epoch}, but the open attempt is ${JSON.stringify(holdingOf(active))}`
      : undefined;
  },
});

/** A holder whose lease another process has taken writes nothing any more: neither a result nor a renewal. */
export const writtenByItsHolder: MakeCheck = () => ({
  claim: 'what was begun under an earlier epoch is not written',
  committed: (commit) => {
    const { before, after, audit, by } = commit;
    const lease = before?.lease;
    if (before === undefined || lease?.kind !== 'held') return undefined;
    const running = before.state.active?.state.kind === 'running';
    if (running && endedBy(commit).length > 0 && by !== lease.holder)
      return `${by} wrote an end of the attempt that ${lease.holder} executes under epoch ${lease.epoch}`;
    // A command and a clock that is put right change the row, too.
    const renewed =
      after.lease.kind === 'held' &&
      after.lease.epoch === lease.epoch &&
      after.lease.renewedAt > lease.renewedAt;
    return renewed && audit === undefined && by !== lease.holder
      ? `${by} renewed the lease that ${lease.holder} holds under epoch ${lease.epoch}`
      : undefined;
  },
});
