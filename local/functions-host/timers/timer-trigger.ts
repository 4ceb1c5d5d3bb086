/**
 * Fires one timer function on its schedule. It never overlaps itself: occurrences missed during a long
 * run collapse into one catch-up right after it. Nothing is remembered from one start to the next.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Dispatcher } from '../dispatcher.ts';
import type { TimerFunction } from '../function-catalogue.ts';
import type { TriggerData } from '../worker/protocol.ts';

/** Waits are cut into pieces, so that a clock that is set or a laptop that sleeps is noticed. */
const longestSleepMs = 30_000;

/** Runs until the signal is aborted; a run in progress is left to the dispatcher's drain. */
export async function runTimer(
  timer: TimerFunction,
  dispatcher: Dispatcher,
  stop: AbortSignal,
): Promise<void> {
  let due = timer.runOnStartup ? new Date() : timer.schedule.next(new Date());
  while (due !== undefined && (await waitUntil(due, stop))) {
    const start = new Date();
    await dispatcher.invoke(timer.name, timerData(timer), `Timer fired at ${start.toISOString()}`);
    // When this one is already past, the wait above returns at once: the catch-up.
    due = timer.schedule.next(start);
  }
}

/** The schedule monitor is not kept: no status, and never past due. */
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
