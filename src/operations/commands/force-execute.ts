/** Asks for a run outside the schedule; the next tick starts it, also while the schedule is paused. */
import { rangeOfRequest } from '../../core/run/date-range.ts';
import { newRun } from '../../core/run/start-and-finish.ts';
import { type JobState, recordRun } from '../../core/job/job-state.ts';
import { invalid, type Refusal } from '../../api/refusals.ts';
import type { ForceExecuteRequest } from '../../api/schemas/requests.ts';
import { urlOfRun } from '../../api/views/run-view.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { type EpochMs, plus } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { type Caller, carryOut, type CommandResult, type Effect } from './carry-out.ts';

export function forceExecute(
  world: World,
  caller: Caller,
  request: ForceExecuteRequest,
): Promise<CommandResult> {
  const id = world.idGenerator.newId(world.clock.now());
  const command = { action: 'force_execute', request, reason: request.reason } as const;
  return carryOut(world, caller, command, (snapshot, now) =>
    decideForce(world, caller, request, id, snapshot, now),
  );
}

function decideForce(
  world: World,
  caller: Caller,
  request: ForceExecuteRequest,
  id: string,
  { config, state }: ReadySnapshot,
  now: EpochMs,
): Effect | Refusal {
  const refused = refuseNow(world, state, now);
  if (refused !== undefined) return refused;
  const requested = rangeOfRequest(request, now, config, world.settings.rangeMaxDays);
  if (requested.kind === 'refused') return invalid([requested]);
  const run = newRun({
    id,
    slot: now,
    missedSlots: 0,
    createdAt: now,
    range: requested.range,
    trigger: 'request',
    actor: caller.actor,
    reason: request.reason ?? 'no reason given',
  });
  const message = 'Accepted: the run starts with the next tick';
  return {
    kind: 'effect',
    reply: { status: 202, message, data: { run_id: id, url: urlOfRun(id) }, runId: id },
    state: { ...recordRun(state, run), lastRequestAt: now },
    change: { run },
    before: null,
    after: run.range,
  };
}

function refuseNow(world: World, { active, lastRequestAt }: JobState, now: EpochMs): Refusal | undefined {
  if (active !== undefined) {
    const message = `run ${active.id} is ${active.state.kind}: wait for its end or cancel it first`;
    return { kind: 'refused', code: 'run_active', message, details: [], runId: active.id };
  }
  if (lastRequestAt === undefined) return undefined;
  const permitted = plus(lastRequestAt, world.settings.forceCooldown);
  if (permitted <= now) return undefined;
  const retryAfterSeconds = Math.ceil((permitted - now) / 1_000);
  const message = `a run was requested a moment ago: the next one may be in ${retryAfterSeconds} s (FORCE_COOLDOWN_SECONDS)`;
  return { kind: 'refused', code: 'cooling_down', message, details: [], retryAfterSeconds };
}
