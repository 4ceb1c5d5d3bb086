/** Rewrites the interval in the schedule. The next slot is never sooner than the start delay. */
import { changeSchedule, type JobConfig } from '../core/config.ts';
import type { SetIntervalRequest } from '../core/requests.ts';
import type { Schedule } from '../core/schedule.ts';
import type { World } from '../ports.ts';
import { changeState } from './change.ts';

export interface SetIntervalResult {
  readonly before: Schedule;
  readonly config: JobConfig;
}

export function setInterval(
  world: World,
  by: string,
  request: SetIntervalRequest,
): Promise<SetIntervalResult> {
  return changeState(world, ({ config, state }, now) => {
    const before = config.schedule;
    const after = request.after ?? before.after;
    if (before.hours === request.hours && before.after === after) return { result: { before, config } };
    const unanchored = changeSchedule(
      config,
      { ...before, hours: request.hours, after },
      by,
      now,
      world.settings,
    );
    // A fixed rate counts from the first instant that the change permits.
    const changed = { ...unanchored, schedule: { ...unanchored.schedule, anchor: unanchored.notBefore } };
    return { result: { before, config: changed }, change: { config: changed, state } };
  });
}
