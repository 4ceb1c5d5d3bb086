/** Changes the interval of the schedule. The next slot is no sooner than the start delay. */
import { changeInterval, type IntervalChange } from '../../core/job/job-config.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface SetIntervalRequest extends IntervalChange {
  readonly reason?: string;
}

export const setInterval = (
  world: World,
  caller: Caller,
  request: SetIntervalRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, request.reason, ({ config }, now) => {
    const changed = changeInterval(config, request, caller.actor, now, world.settings);
    const { schedule: before } = config;
    const { schedule: after } = changed.config;
    return {
      kind: 'effect',
      outcome: { kind: 'interval_set', before, after },
      ...(changed.kind === 'unchanged' ? {} : { change: { config: changed.config } }),
      before,
      after,
    };
  });
