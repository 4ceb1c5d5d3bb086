/** Resumes a paused schedule. The next slot is no sooner than the start delay. */
import { resumeSchedule } from '../../core/job/job-config.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface StartRequest {
  readonly reason?: string;
}

export const start = (world: World, caller: Caller, { reason }: StartRequest): Promise<CommandResult> =>
  executeCommand(world, caller, reason, ({ config }, now) => {
    const effect = { kind: 'effect', before: config.pause, after: null } as const;
    if (config.pause === undefined) return { ...effect, outcome: { kind: 'was_not_paused' } };
    const resumed = resumeSchedule(config, now, world.settings);
    return { ...effect, outcome: { kind: 'resumed' }, change: { config: resumed } };
  });
