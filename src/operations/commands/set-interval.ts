/** Rewrites the interval in the schedule. The next slot is never sooner than the start delay. */
import { changeInterval } from '../../core/job/job-config.ts';
import type { SetIntervalRequest } from '../../api/schemas/requests.ts';
import { toStatusView } from '../../api/views/status-view.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import type { World } from '../../ports.ts';
import { type Caller, carryOut, type CommandResult } from './carry-out.ts';

export function setInterval(
  world: World,
  caller: Caller,
  request: SetIntervalRequest,
): Promise<CommandResult> {
  const command = { action: 'set_interval', request, reason: request.reason } as const;
  return carryOut(world, caller, command, (snapshot, now) => {
    const { config, state } = snapshot;
    const changed = changeInterval(config, request, caller.actor, now, world.settings);
    const message = `Interval set from ${intervalHoursOf(config.schedule)} to ${request.hours} hours`;
    const data = toStatusView({ ...snapshot, config: changed.config }, now, world.settings);
    return {
      kind: 'effect',
      reply: { status: 200, message, data },
      state,
      ...(changed.kind === 'unchanged' ? {} : { change: { config: changed.config } }),
      before: config.schedule,
      after: changed.config.schedule,
    };
  });
}
