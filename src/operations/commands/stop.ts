/** Pauses the schedule. A run in progress goes on unless the caller asks to cancel it. */
import { cancelRun } from '../../core/job/cancellation.ts';
import { type JobConfig, pauseSchedule } from '../../core/job/job-config.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { invalid, type Refusal } from '../../api/refusals.ts';
import type { StopRequest } from '../../api/schemas/requests.ts';
import type { ActiveRun } from '../../core/run/run.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { type EpochMs, epochMsToIso } from '../../core/time/time.ts';
import { toStatusView } from '../../api/views/status-view.ts';
import type { World } from '../../ports.ts';
import { type Caller, carryOut, type CommandResult, type Effect } from './carry-out.ts';

export function stop(world: World, caller: Caller, request: StopRequest): Promise<CommandResult> {
  const command = { action: 'stop', request, reason: request.reason } as const;
  return carryOut(world, caller, command, (snapshot, now) =>
    decideStop(world, caller.actor, request, snapshot, now),
  );
}

function decideStop(
  world: World,
  by: string,
  request: StopRequest,
  snapshot: ReadySnapshot,
  now: EpochMs,
): Effect | Refusal {
  const { config, state } = snapshot;
  const { until } = request;
  if (until !== undefined && until <= now) {
    const value = epochMsToIso(until, config.timeZone);
    return invalid([{ field: 'until', value, expected: 'an instant in the future' }]);
  }
  const paused = pausedConfig(config, by, request, now);
  const active = request.cancel === true && isMeant(state.active, request) ? state.active : undefined;
  const reason = request.reason ?? 'no reason given';
  const cancelled = active === undefined ? undefined : cancelRun(snapshot, active, by, reason, now);
  const after = cancelled?.state ?? state;
  const rows = omitUndefined({ lease: cancelled?.lease, run: cancelled?.run });
  const suffix = active === undefined ? '' : `; run ${active.id} is being cancelled`;
  const message = `${paused === config ? 'Scheduler was already stopped' : 'Scheduler stopped'}${suffix}`;
  const data = toStatusView({ ...snapshot, ...rows, config: paused, state: after }, now, world.settings);
  return {
    kind: 'effect',
    reply: { status: 200, message, data, ...omitUndefined({ runId: active?.id }) },
    state: after,
    change: { ...rows, ...(paused === config ? {} : { config: paused }) },
    before: config.pause,
    after: paused.pause,
  };
}

/** A repeated stop without anything new leaves the pause as it is, with its author. */
function pausedConfig(config: JobConfig, by: string, request: StopRequest, now: EpochMs): JobConfig {
  if (config.pause !== undefined && request.reason === undefined && request.until === undefined)
    return config;
  const reason = request.reason ?? 'no reason given';
  const since = config.pause?.since ?? now;
  return pauseSchedule(config, { by, reason, since, ...omitUndefined({ until: request.until }) });
}

const isMeant = (active: ActiveRun | undefined, { run_id }: StopRequest): boolean =>
  run_id === undefined || run_id === active?.id;
