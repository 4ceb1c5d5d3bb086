/** Requests a run outside the schedule; the next tick starts it, even while the schedule is paused. */
import { openPart } from '../../core/coverage/closing.ts';
import { refuseClosed } from '../../core/coverage/decide-closing.ts';
import type { CommandRefusal } from '../../core/job/command-outcome.ts';
import { type JobState, latestRunId, recordRun } from '../../core/job/job-state.ts';
import { noReason } from '../../core/job/no-reason.ts';
import { rangeOfRequest, type RequestedDates } from '../../core/run/date-range.ts';
import { newRun } from '../../core/run/start-and-finish.ts';
import { isAhead } from '../../core/time/clock-tolerance.ts';
import { earlier, elapsed, type EpochMs, plus } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface ForceExecuteRequest extends RequestedDates {
  readonly reason?: string;
}

export function forceExecute(
  world: World,
  caller: Caller,
  request: ForceExecuteRequest,
): Promise<CommandResult> {
  const { settings } = world;
  return executeCommand(world, caller, request.reason, ({ config, state }, now) => {
    const refused = refuseNow(world, state, now);
    if (refused !== undefined) return refused;
    const requested = rangeOfRequest(request, now, config, settings.rangeMaxDays);
    if (requested.kind === 'refused') return { kind: 'refused', why: 'range_refused', range: requested };
    // Whoever names dates means all of them; otherwise the run computes those that may be computed.
    const namesDates = request.awal !== undefined || request.akhir !== undefined;
    const open = openPart(requested.range, state.closing, now);
    if (namesDates || open === undefined) {
      const closed = refuseClosed(requested.range, state.closing, now);
      if (closed !== undefined) return closed;
    }
    const runId = world.idGenerator.newId(now, latestRunId(state));
    const run = newRun({
      id: runId,
      slot: now,
      missedSlots: 0,
      createdAt: now,
      range: open ?? requested.range,
      trigger: 'request',
      actor: caller.actor.name,
      actorId: caller.actor.id,
      reason: request.reason ?? noReason,
    });
    return {
      kind: 'effect',
      outcome: { kind: 'run_requested', runId },
      change: { run, state: { ...recordRun(state, run), lastRequestAt: now } },
      before: null,
      after: run.range,
    };
  });
}

function refuseNow(
  { settings }: World,
  { active, lastRequestAt }: JobState,
  now: EpochMs,
): CommandRefusal | undefined {
  if (active !== undefined)
    return { kind: 'refused', why: 'run_active', runId: active.id, state: active.state.kind };
  if (lastRequestAt === undefined) return undefined;
  // A request of the future comes from a clock that was ahead: nothing tells how long ago it was.
  if (isAhead(lastRequestAt, now)) return undefined;
  const permitted = plus(earlier(lastRequestAt, now), settings.forceCooldown);
  if (permitted <= now) return undefined;
  return { kind: 'refused', why: 'cooling_down', wait: elapsed(now, permitted) };
}
