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
    'a run is skipped for a foreign run only while somebody else, or a session that was given up, holds the applock',
  committed: ({ run, runBefore }, { server, kernel }) => {
    if (run === undefined || !isFinished(run) || run.state.skip !== 'foreign_run') return undefined;
    if (runBefore !== undefined && isFinished(runBefore)) return undefined;
    if (run.attempts.length > 1) return `run ${run.id} was skipped for a foreign run, not repeated`;
    const began = run.attempts.at(-1);
    const since = kernel.now - (began?.duration ?? 0) - 60_000;
    return server.applock.foreignHeldSince(since)
      ? undefined
      : `run ${run.id} was skipped because another session held the applock, but no session of somebody else did`;
  },
});
