/** Resumes a paused schedule. The next slot is never sooner than the start delay. */
import { resumeSchedule } from '../core/config.ts';
import type { World } from '../ports.ts';
import { changeState } from './change.ts';

export type StartResult = 'resumed' | 'was_running';

export function start(world: World, by: string): Promise<StartResult> {
  return changeState<StartResult>(world, ({ config, state }, now) =>
    config.pause === undefined
      ? { result: 'was_running' }
      : // The state row is written too: a tick that read the schedule before this change must not act on it.
        { result: 'resumed', change: { config: resumeSchedule(config, by, now, world.settings), state } },
  );
}
