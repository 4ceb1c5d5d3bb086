/**
 * Fires one timer function on its schedule. It never overlaps itself: the occurrences missed during a long
 * run become one catch-up right after it. Nothing is remembered across restarts.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Dispatcher } from '../dispatcher.ts';
import type { TimerFunction } from '../function-catalogue.ts';
import type { TriggerData } from '../worker/protocol.ts';
import { Occurrence } from './occurrence.ts';

/** Waits in short pieces, to notice a clock that was set or a laptop that slept. */
const longestSleepMs = 2_000;

/** Runs until the signal is aborted; the dispatcher drains a run in progress. */
export async function runTimer(
  timer: TimerFunction,
  dispatcher: Dispatcher,
  stop: AbortSignal,
): Promise<void> {
  const begun = Date.now();
  const occurrence = new Occurrence(timer.schedule, begun, timer.runOnStartup ? begun : undefined);
  while (await isDue(occurrence, stop)) {
    const start = Date.now();
    occurrence.fired(start);
    const reason = `Timer fired at ${new Date(start).toISOString()}`;
    await dispatcher.invoke(timer.name, timerData(timer), reason);
  }
}

/** There is no schedule monitor: no status, and never past due. */
export function timerData(timer: TimerFunction): TriggerData {
  const info = { Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue: false };
  return { kind: 'timer', binding: timer.binding, json: JSON.stringify(info) };
}

/** False when stopped, or when the schedule has no further occurrence. */
async function isDue(occurrence: Occurrence, stop: AbortSignal): Promise<boolean> {
  while (!stop.aborted) {
    const remaining = occurrence.remaining(Date.now());
    if (remaining === undefined) return false;
    if (remaining === 0) return true;
    await sleep(Math.min(remaining, longestSleepMs), undefined, { signal: stop }).catch(() => undefined);
  }
  return false;
}
