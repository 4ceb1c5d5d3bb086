/** What a schedule document promises beyond its slots: times without runs, the adaptive interval, and who changes it. */
import { isDeepStrictEqual } from 'node:util';
import { revisionIn } from '../operators.ts';
import type { MakeCheck } from './check.ts';
import { begunBy, finishedBy, madeForSlot } from './run-news.ts';
import type { SlotBook } from './slot-book.ts';

export const restsWhereNoneIsPermitted =
  (book: SlotBook): MakeCheck =>
  () => ({
    claim:
      'no scheduled attempt begins in a blackout or a paused profile, and no run for a slot in the least gap',
    committed: (commit, { clockSettings }) => {
      const then = book.before(commit);
      const run = begunBy(commit);
      if (then === undefined || run?.state.kind !== 'running' || run.trigger !== 'schedule') return undefined;
      const { startedAt } = run.state.attempt;
      // A clock that is put right moves the end of the last run.
      const gapCounts = madeForSlot(commit) !== undefined && clockSettings === 0;
      return then.oracle.at(startedAt, gapCounts ? then.lastEnd : undefined).blocked
        ? `run ${run.id} began at ${startedAt}, when none may`
        : undefined;
    },
  });

export const adaptedAsMeasured =
  (book: SlotBook): MakeCheck =>
  () => ({
    claim: 'an adaptive interval is what the last successes give, and the audit has each change of it',
    committed: (commit) => {
      const { run, before, after, audit } = commit;
      const expected = book.hoursAfter(commit);
      const changed = !isDeepStrictEqual(before?.state.adapted?.interval, after.state.adapted?.interval);
      if (changed && audit?.action !== 'adapt_interval') return 'the audit has no entry of a change';
      const ended = finishedBy(commit);
      const success = ended?.state.outcome === 'succeeded';
      // After a chunk of backfill an interval may be kept that is no longer in force.
      if (!success || ended.trigger === 'backfill' || after.config.adaptive === undefined) return undefined;
      const hours = after.state.adapted?.interval?.hours;
      return hours === expected
        ? undefined
        : `after run ${run?.id} the interval is ${hours ?? 'not adapted'}, but the successes give ${expected ?? 'none'}`;
    },
  });

export const noChangeIsLost: MakeCheck = () => ({
  claim: 'a schedule is replaced only if it still has the revision that the change is based on',
  committed: ({ audit, before }) => {
    if (audit?.action !== 'set_schedule') return undefined;
    const { revision = 0 } = before?.config ?? {};
    const basedOn = revisionIn(audit.reason);
    return basedOn === undefined || basedOn === revision
      ? undefined
      : `entry ${audit.sequence} of the audit was based on revision ${basedOn}, but replaced revision ${revision}`;
  },
});
