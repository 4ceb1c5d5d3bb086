/** Rewrites the interval in the schedule. The next slot is never sooner than the start delay. */
import { changeSchedule, type JobConfig } from '../core/config.ts';
import type { SetIntervalRequest } from '../core/requests.ts';
import type { Settings } from '../core/settings.ts';
import type { EpochMs } from '../core/time.ts';
import { toStatusView } from '../core/view.ts';
import type { World } from '../ports.ts';
import { type Caller, carryOut, type CommandResult } from './command.ts';

export function setInterval(
  world: World,
  caller: Caller,
  request: SetIntervalRequest,
): Promise<CommandResult> {
  const command = { action: 'set_interval', request, reason: request.reason } as const;
  return carryOut(world, caller, command, (snapshot, now) => {
    const { config, state } = snapshot;
    const changed = changedConfig(config, caller.actor, request, now, world.settings);
    const message = `Interval set from ${config.schedule.hours} to ${request.hours} hours`;
    const data = toStatusView({ ...snapshot, config: changed }, now, world.settings);
    return {
      kind: 'effect',
      reply: { status: 200, message, data },
      state,
      ...(changed === config ? {} : { change: { config: changed } }),
      before: config.schedule,
      after: changed.schedule,
    };
  });
}

function changedConfig(
  config: JobConfig,
  by: string,
  request: SetIntervalRequest,
  now: EpochMs,
  settings: Settings,
): JobConfig {
  const { schedule } = config;
  const after = request.after ?? schedule.after;
  if (schedule.hours === request.hours && schedule.after === after) return config;
  const unanchored = changeSchedule(config, { ...schedule, hours: request.hours, after }, by, now, settings);
  // A fixed rate counts from the first instant that the change permits.
  return { ...unanchored, schedule: { ...unanchored.schedule, anchor: unanchored.notBefore } };
}
