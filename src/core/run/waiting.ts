/** Since when a waiting run waits, and until when: no longer than its delay, whatever became of the clock. */
import type { WaitingRun } from './run.ts';
import { type EpochMs, earlier, epochMs } from '../time/time.ts';

/** From here the delay before the attempt counts. */
export const waitsSince = ({ attempts, createdAt, state }: WaitingRun): EpochMs =>
  state.since ?? attempts.at(-1)?.endedAt ?? createdAt;

/** With a beginning in the future, the delay counts from now. */
export function waitingAsOf(run: WaitingRun, now: EpochMs): WaitingRun {
  const since = waitsSince(run);
  if (since <= now) return run;
  const delay = Math.max(0, run.state.dueAt - since);
  const dueAt = earlier(run.state.dueAt, epochMs(now + delay));
  return { ...run, state: { ...run.state, since: now, dueAt } };
}
