/** Cancels a run; what that means in each of its states is in core/job/cancellation.ts. */
import { cancelRun } from '../../core/job/cancellation.ts';
import { noReason } from '../../core/job/no-reason.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface CancelRequest {
  readonly runId: string;
  readonly reason?: string;
}

export async function cancel(
  world: World,
  caller: Caller,
  { runId, reason }: CancelRequest,
): Promise<CommandResult> {
  const result = await executeCommand(world, caller, reason, (snapshot, now) => {
    const { active } = snapshot.state;
    if (active?.id !== runId) return { kind: 'refused', why: 'no_such_run', runId };
    const { kind, ...change } = cancelRun(snapshot, active, caller.actor, reason ?? noReason, now);
    return {
      kind: 'effect',
      outcome: { kind: kind === 'cancelled' ? 'run_cancelled' : 'cancellation_requested', runId },
      change,
      before: active.state.kind,
      // The audit's word for it.
      after: kind === 'cancelled' ? kind : 'ordered',
    };
  });
  if (result.kind !== 'refused' || result.why !== 'no_such_run') return result;
  // Only the history tells a run that has ended from one that never existed.
  const ended = (await world.store.findRun(runId)) !== undefined;
  return ended ? { kind: 'refused', why: 'run_finished', runId } : result;
}
