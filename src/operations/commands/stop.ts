/** Pauses the schedule. A run in progress continues unless the caller asks to cancel it. */
import type { Actor } from '../../core/identity.ts';
import { cancelRun } from '../../core/job/cancellation.ts';
import type { CommandRefusal } from '../../core/job/command-outcome.ts';
import { type JobConfig, pauseSchedule } from '../../core/job/job-config.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { noReason } from '../../core/job/no-reason.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { earlier, type EpochMs } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, type Effect, executeCommand } from './execute-command.ts';

export interface StopRequest {
  readonly reason?: string;
  readonly until?: EpochMs;
  readonly cancel?: boolean;
  /** The run that `cancel` means; without it, whichever is active. */
  readonly runId?: string;
}

export const stop = (world: World, caller: Caller, request: StopRequest): Promise<CommandResult> =>
  executeCommand(world, caller, request.reason, (snapshot, now) =>
    decideStop(snapshot, caller.actor, request, now),
  );

function decideStop(
  snapshot: ReadySnapshot,
  by: Actor,
  request: StopRequest,
  now: EpochMs,
): Effect | CommandRefusal {
  const { config, state } = snapshot;
  const { until, reason = noReason } = request;
  if (until !== undefined && until <= now) {
    return { kind: 'refused', why: 'pause_would_be_over', until, timeZone: config.timeZone };
  }
  const paused = pausedConfig(config, by, request, now);
  const meant = request.runId === undefined || request.runId === state.active?.id;
  const active = request.cancel === true && meant ? state.active : undefined;
  const cancelled = active === undefined ? undefined : cancelRun(snapshot, active, by, reason, now);
  return {
    kind: 'effect',
    outcome: {
      kind: paused === undefined ? 'was_already_paused' : 'paused',
      ...omitUndefined({ runId: active?.id }),
    },
    change: {
      state: cancelled?.state,
      lease: cancelled?.lease,
      run: cancelled?.run,
      config: paused,
    },
    before: config.pause,
    after: (paused ?? config).pause,
  };
}

/** Undefined when nothing changes: a repeated stop with nothing new in it leaves the pause and its author. */
function pausedConfig(
  config: JobConfig,
  by: Actor,
  request: StopRequest,
  now: EpochMs,
): JobConfig | undefined {
  if (config.pause !== undefined && request.reason === undefined && request.until === undefined)
    return undefined;
  const { reason = noReason, until } = request;
  const since = earlier(config.pause?.since ?? now, now);
  return pauseSchedule(config, { by: by.name, byId: by.id, reason, since, ...omitUndefined({ until }) });
}
