/** Never two procedures at once, and the applock never has to save the scheduler from itself. */
import { hasBegun, isFinished } from '../../../src/core/run/run.ts';
import type { Call } from '../sql-server.ts';
import type { MakeCheck } from './check.ts';
import { begunBy } from './run-news.ts';

const describe = ({ client = 'somebody else', began, range }: Call): string =>
  `the call of ${client} for ${range.awal} to ${range.akhir}, begun at ${began} ms`;

export const neverTwoAtOnce: MakeCheck = () => ({
  claim: 'never two procedures at once',
  called: (call, { server }) => {
    const other = server.running().find((each) => each !== call);
    return other && `${describe(call)} began while ${describe(other)} was executing`;
  },
});

export const nothingBeginsBeside: MakeCheck = () => ({
  claim: 'no attempt begins while an earlier procedure of ours still runs',
  committed: (commit, { server }) => {
    const run = begunBy(commit);
    if (run === undefined) return undefined;
    const earlier = server.running().find(({ client }) => client !== undefined);
    if (earlier !== undefined)
      return `an attempt of run ${run.id} began while ${describe(earlier)} was executing`;
    const active = commit.before?.state.active;
    return active !== undefined && hasBegun(active)
      ? `an attempt of run ${run.id} began while run ${active.id} was ${active.state.kind}`
      : undefined;
  },
});

export const foreignRunsAreForeign: MakeCheck = () => ({
  claim:
    'a run is skipped for a foreign run only while somebody else holds the applock, or a session of ours that was given up or has lost its lease',
  committed: ({ run, runBefore }, { server }) => {
    if (run === undefined || !isFinished(run) || run.state.skip !== 'foreign_run') return undefined;
    if (runBefore !== undefined && isFinished(runBefore)) return undefined;
    if (run.attempts.length > 1) return `run ${run.id} was skipped for a foreign run, not repeated`;
    const instance = run.attempts.at(-1)?.instance;
    const holder = server.applock.refusedFor.get(instance);
    if (holder === undefined)
      return `run ${run.id} was skipped for a foreign run, but nobody held the applock`;
    const { client, abandoned, call } = holder;
    // Of our own, only a session that was given up, or that of a process which cannot execute: the lease is another's.
    return client === undefined || abandoned || (client !== instance && call === undefined)
      ? undefined
      : `run ${run.id} was skipped for a foreign run, but ${client} held the applock`;
  },
});
