/** A request to stop reaches the procedure, and nothing else does. */
import type { AttemptLedger } from './attempts.ts';
import type { MakeCheck } from './check.ts';

/** Whoever wrote the request made the holder read the row before it could renew the lease. */
export const requestsAreHeeded: MakeCheck = () => ({
  claim: 'a holder that has read a request to stop has passed it on to its procedure',
  committed: ({ before, after }, { server }) => {
    const [earlier, { lease }] = [before?.lease, after];
    if (earlier?.kind !== 'held' || earlier.stop === undefined || lease.kind !== 'held') return undefined;
    const renewed = before?.state === after.state && before.config === after.config;
    if (!renewed || lease.renewedAt === earlier.renewedAt) return undefined;
    const call = server.running().find(({ client }) => client === lease.holder);
    // Over a connection that has broken nothing is passed on: the applock settles how the procedure ends.
    return call === undefined || call.session.toldToStop || call.session.abandoned
      ? undefined
      : `${lease.holder} has renewed its lease with the request ${JSON.stringify(earlier.stop)} on it, but has not told its procedure to stop`;
  },
});

export const stopsAreAsked =
  (ledger: AttemptLedger): MakeCheck =>
  () => ({
    claim: 'a procedure is given up only after it was told to stop',
    committed: ({ run, runBefore }) => {
      if (run?.state.kind !== 'stopping' || runBefore?.state.kind === 'stopping') return undefined;
      const call = ledger.find(run.id, run.state.attempt.number)?.call;
      return call === undefined || call.session.toldToStop
        ? undefined
        : `run ${run.id} is stopping, but its procedure was not told to stop`;
    },
  });

/** The reply of the server says how its procedure ended; a request that came too late does not change that. */
export const successesAreNotHidden =
  (ledger: AttemptLedger): MakeCheck =>
  () => ({
    claim: 'a success that its process has seen is recorded as a success',
    committed: ({ run, runBefore }) => {
      const last = run?.attempts.at(-1);
      if (last === undefined || runBefore?.state.kind !== 'running' || run?.state.kind === 'reconciling')
        return undefined;
      if (last.number !== runBefore.state.attempt.number || last.outcome === 'succeeded') return undefined;
      const call = ledger.find(run?.id ?? '', last.number)?.call;
      if (call?.ended?.how !== 'succeeded' || call.session.toldToStop) return undefined;
      return last.failure?.class !== 'outcome_unknown'
        ? `attempt ${last.number} of run ${run?.id} was recorded as ${last.outcome}, but its procedure succeeded`
        : undefined;
    },
  });
