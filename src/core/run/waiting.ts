/** Since when a waiting run waits, and until when: no longer than its delay, whatever became of the clock. */
import type { WaitingRun } from './run.ts';
import { type EpochMs, earlier, epochMs, hours, plus } from '../time/time.ts';

/** The longest that RETRY_DELAYS_MINUTES permits, and what spreads it. A later end is damage, and would stop the schedule. */
const longestWait = hours(27);

/** From here the delay before the attempt counts. */
export const waitsSince = ({ attempts, createdAt, state }: WaitingRun): EpochMs =>
  state.since ?? attempts.at(-1)?.endedAt ?? createdAt;

/** With a beginning in the future, the delay counts from now. */
export function waitingAsOf(run: WaitingRun, now: EpochMs): WaitingRun {
  const since = waitsSince(run);
  const due = earlier(run.state.dueAt, plus(since, longestWait));
  if (since <= now) return due === run.state.dueAt ? run : { ...run, state: { ...run.state, dueAt: due } };
  const delay = Math.max(0, due - since);
  const dueAt = earlier(due, epochMs(now + delay));
  return { ...run, state: { ...run.state, since: now, dueAt } };
}
