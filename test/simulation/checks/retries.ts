/** Which attempts may follow another, and what a request to cancel prevents. */
import { isDeepStrictEqual } from 'node:util';
import type { CancellationRequest } from '../../../src/core/run/lease.ts';
import type { Rows } from '../truth.ts';
import type { MakeCheck } from './check.ts';
import { isTransientForTest } from './retried-classes.ts';
import { begunBy, endedBy } from './run-news.ts';

export const retriesAreAllowed: MakeCheck = () => ({
  claim: 'no repetition after a permanent error, a time limit that is final or the last attempt',
  committed: (commit, { settings }) => {
    const run = begunBy(commit);
    if (run?.state.kind !== 'running') return undefined;
    const { number } = run.state.attempt;
    if (number > settings.maxAttempts)
      return `run ${run.id} began attempt ${number} of ${settings.maxAttempts}`;
    if (number !== run.attempts.length + 1)
      return `run ${run.id} began attempt ${number} after ${run.attempts.length}`;
    const last = run.attempts.at(-1);
    if (last === undefined) return undefined;
    if (last.outcome === 'succeeded' || last.outcome === 'skipped' || last.outcome === 'cancelled')
      return `run ${run.id} was repeated although it had ${last.outcome}`;
    if (last.outcome === 'timed_out' && !settings.retryTimeouts)
      return `run ${run.id} was repeated after its time limit`;
    const failureClass = last.failure?.class;
    return failureClass !== undefined && !isTransientForTest.has(failureClass)
      ? `run ${run.id} was repeated after a permanent error (${failureClass})`
      : undefined;
  },
});

/** The request that stands for the active run. */
export function requestOf({ lease, state: { active } }: Rows): CancellationRequest | undefined {
  if (active === undefined) return undefined;
  return (
    ('stop' in active.state ? active.state.stop : undefined) ??
    (lease.kind === 'held' && lease.runId === active.id ? lease.stop : undefined)
  );
}

/** By what operators were told, as the audit has it, and by what the rows say. */
export const cancelledEnds: MakeCheck = () => {
  const cancelled = new Set<string>();
  return {
    claim: 'a run that was cancelled begins no further attempt',
    committed: (commit) => {
      const { after, audit } = commit;
      const { active } = after.state;
      if (audit?.runId !== undefined && (audit.action === 'cancel' || audit.action === 'stop'))
        cancelled.add(audit.runId);
      if (active !== undefined && requestOf(after)?.cause === 'cancel') cancelled.add(active.id);
      const run = begunBy(commit);
      return run !== undefined && cancelled.has(run.id)
        ? `run ${run.id} began attempt ${run.attempts.length + 1} although it was cancelled`
        : undefined;
    },
  };
};

export const firstRequestStands: MakeCheck = () => ({
  claim:
    'the first request to cancel an attempt stands until the attempt is settled, but a cancel replaces a time limit',
  committed: ({ before, after }) => {
    const stood = before && requestOf(before);
    const attempt = before && openAttemptOf(before);
    if (stood === undefined || attempt === undefined || attempt !== openAttemptOf(after)) return undefined;
    const request = requestOf(after);
    const replaced = stood.cause === 'deadline' && request?.cause === 'cancel';
    return replaced || isDeepStrictEqual(request, stood)
      ? undefined
      : `attempt ${attempt} had the request ${JSON.stringify(stood)} and now has ${JSON.stringify(request)}`;
  },
});

function openAttemptOf({ state: { active } }: Rows): string | undefined {
  return active === undefined || active.state.kind === 'waiting'
    ? undefined
    : `${active.state.attempt.number} of run ${active.id}`;
}

export const requestsDecide: MakeCheck = () => ({
  claim: 'a request to stop decides how an attempt ends whose process and procedure are gone',
  committed: (commit) => {
    const request = commit.before && requestOf(commit.before);
    const lost = endedBy(commit).find(({ outcome }) => outcome === 'lost');
    return lost === undefined || request === undefined
      ? undefined
      : `attempt ${lost.number} of run ${commit.run?.id} is lost, although it had the request ${JSON.stringify(request)}`;
  },
});
