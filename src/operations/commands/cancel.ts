/** Cancels a run; what that means in each of its states is in core/cancellation.ts. */
import { cancelRun } from '../../core/job/cancellation.ts';
import { noSuchRun, type Refusal } from '../../api/refusals.ts';
import type { CancelRequest } from '../../api/schemas/requests.ts';
import { urlOfRun } from '../../api/views/run-view.ts';
import type { World } from '../../ports.ts';
import { type Caller, carryOut, type CommandResult } from './carry-out.ts';

export async function cancel(
  world: World,
  caller: Caller,
  runId: string,
  request: CancelRequest,
): Promise<CommandResult> {
  const command = { action: 'cancel', request: { ...request, runId }, reason: request.reason } as const;
  const reason = request.reason ?? 'no reason given';
  const result = await carryOut(world, caller, command, (snapshot, now) => {
    const { active } = snapshot.state;
    if (active?.id !== runId) return noSuchRun(runId);
    const { kind, state, ...change } = cancelRun(snapshot, active, caller.actor, reason, now);
    const data = { run_id: runId, url: urlOfRun(runId) };
    const reply =
      kind === 'cancelled'
        ? ({ status: 200, message: 'Cancelled before it started', data, runId } as const)
        : ({
            status: 202,
            message: 'Accepted: the run is told with its next heartbeat',
            data,
            runId,
          } as const);
    return {
      kind: 'effect',
      reply,
      state,
      change,
      before: active.state.kind,
      after: kind === 'cancelled' ? kind : 'ordered',
    };
  });
  return result.kind === 'refused' && result.code === 'not_found' ? refuse(world, runId, result) : result;
}

/** Only the history tells a run that has ended from one that never was. */
async function refuse(world: World, runId: string, noSuch: Refusal): Promise<Refusal> {
  const run = await world.store.findRun(runId);
  if (run === undefined) return noSuch;
  return {
    kind: 'refused',
    code: 'run_finished',
    message: `run ${runId} has already ended`,
    details: [],
    runId,
  };
}
