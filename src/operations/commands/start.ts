/** Resumes a paused schedule. The next slot is never sooner than the start delay. */
import { resumeSchedule } from '../../core/job/job-config.ts';
import type { StartRequest } from '../../api/schemas/requests.ts';
import { toStatusView } from '../../api/views/status-view.ts';
import type { World } from '../../ports.ts';
import { type Caller, carryOut, type CommandResult } from './carry-out.ts';

export function start(world: World, caller: Caller, request: StartRequest): Promise<CommandResult> {
  const command = { action: 'start', request, reason: request.reason } as const;
  return carryOut(world, caller, command, (snapshot, now) => {
    const { config, state } = snapshot;
    const paused = config.pause !== undefined;
    const resumed = paused ? resumeSchedule(config, now, world.settings) : config;
    const message = paused ? 'Scheduler started' : 'Scheduler was already running';
    const data = toStatusView({ ...snapshot, config: resumed }, now, world.settings);
    return {
      kind: 'effect',
      reply: { status: 200, message, data },
      state,
      ...(paused ? { change: { config: resumed } } : {}),
      before: config.pause,
      after: null,
    };
  });
}
