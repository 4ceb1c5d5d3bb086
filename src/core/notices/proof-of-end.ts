/** What shows that a state is over: the run, the channel, or the pause that took the place of the one that lasted. */
import { type Condition, endsWithSuccess } from './condition.ts';
import type { NoticeOf } from './notice.ts';
import type { JobNow } from './standing-states.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { EpochMs } from '../time/time.ts';

type Proof = Pick<NoticeOf<'recovered'>, 'runId' | 'range' | 'channel' | 'since' | 'until'>;

export function proofOf({ kind, runId, channel }: Condition, { config, state }: JobNow, now: EpochMs): Proof {
  const { last, lastBackfill, active } = state;
  // A clock that was put forward again ends a state without any run.
  const succeeded =
    last?.state.outcome === 'succeeded' && state.clockNotice?.givenBack !== true ? last : undefined;
  const bySuccess = endsWithSuccess(kind) || kind === 'clock_went_back';
  const own = kind === 'foreign_run' ? last : [active, last].find((each) => each?.id === runId);
  const chunk = lastBackfill?.state.outcome === 'succeeded' ? lastBackfill : undefined;
  const run = kind === 'backfill_stopped' ? chunk : bySuccess ? succeeded : own;
  const pause = kind === 'paused_long' && (config.pause?.until ?? now) >= now ? config.pause : undefined;
  return omitUndefined({
    runId: run?.id,
    range: run?.range,
    channel,
    since: pause?.since,
    until: pause?.until,
  });
}
