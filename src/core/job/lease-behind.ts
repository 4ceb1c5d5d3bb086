/** The lease as the state row implies it, for where its own row is missing or damaged. */
import type { Lease } from '../run/lease.ts';
import { noProgress } from '../run/progress.ts';
import { hasBegun, holdingOf } from '../run/run.ts';
import { minutes, plus } from '../time/time.ts';
import type { JobState } from './job-state.ts';

/**
 * No process takes longer than this from the start of an attempt until it holds the applock or gives up:
 * SQL_CONNECT_TIMEOUT_SECONDS is 300 at most, and several tries take 4 minutes at most.
 */
const longestConnecting = minutes(6);

/**
 * The lease as it must have been when this state was written. It lasts until the applock can tell whether the holder is
 * alive: a holder that was taken for gone while it was connecting would execute what another process executes, too.
 */
export function leaseBehind({ active, last, lastSkip, lastBackfill }: JobState): Lease {
  if (active !== undefined && hasBegun(active)) {
    const { kind, attempt } = active.state;
    const { startedAt } = attempt;
    const expiresAt = kind === 'running' ? plus(startedAt, longestConnecting) : startedAt;
    const times = { acquiredAt: startedAt, renewedAt: startedAt, expiresAt };
    return { kind: 'held', ...holdingOf(active), ...times, progress: noProgress };
  }
  const ended = [active, last, lastSkip, lastBackfill].flatMap((run) => run?.attempts ?? []);
  return { kind: 'free', epoch: ended.reduce((latest, { epoch }) => Math.max(latest, epoch), 0) };
}
