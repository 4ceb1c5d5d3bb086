/**
 * Fires one timer function on its schedule. It never overlaps itself: the occurrences missed during a long
 * run become one catch-up right after it. Nothing is remembered across restarts.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Dispatcher } from '../dispatcher.ts';
import type { TimerFunction } from '../function-catalogue.ts';
import type { TriggerData } from '../worker/protocol.ts';

/** Waits in short pieces, to notice a changed clock or a laptop that slept. */
const longestSleepMs = 30_000;

/** Runs until the signal is aborted; the dispatcher drains a run in progress. */
export async function runTimer(
  timer: TimerFunction,
  dispatcher: Dispatcher,
  stop: AbortSignal,
): Promise<void> {
  let due = timer.runOnStartup ? new Date() : timer.schedule.next(new Date());
  while (due !== undefined && (await waitUntil(due, stop))) {
    const start = new Date();
    await dispatcher.invoke(timer.name, timerData(timer), `Timer fired at ${start.toISOString()}`);
    // If the next occurrence is already past, the wait above returns at once: this is the catch-up.
    due = timer.schedule.next(start);
  }
}

/** There is no schedule monitor: no status, and never past due. */
export function timerData(timer: TimerFunction): TriggerData {
  const info = { Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue: false };
  return { kind: 'timer', binding: timer.binding, json: JSON.stringify(info) };
}

/** False when stopped. */
async function waitUntil(due: Date, stop: AbortSignal): Promise<boolean> {
  while (!stop.aborted) {
    const remaining = due.getTime() - Date.now();
    if (remaining <= 0) return true;
    await sleep(Math.min(remaining, longestSleepMs), undefined, { signal: stop }).catch(() => undefined);
  }
  return false;
}
