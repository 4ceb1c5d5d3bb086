/**
 * Takes the lease from a holder that hangs. It cannot get past the applock: the next tick reconciles the run, and
 * as long as its procedure still runs on the server, nothing starts.
 */
import { expire } from '../../core/run/lease.ts';
import type { ForceUnlockRequest } from '../../api/schemas/requests.ts';
import { toStatusView } from '../../api/views/status-view.ts';
import type { World } from '../../ports.ts';
import { type Caller, carryOut, type CommandResult } from './carry-out.ts';

export function forceUnlock(
  world: World,
  caller: Caller,
  request: ForceUnlockRequest,
): Promise<CommandResult> {
  const command = { action: 'force_unlock', request, reason: request.reason } as const;
  return carryOut(world, caller, command, (snapshot, now) => {
    const { lease, state } = snapshot;
    if (lease.kind === 'free') {
      return {
        kind: 'refused',
        code: 'nothing_held',
        message: 'nobody holds the lease: there is nothing to unlock',
        details: [],
      };
    }
    const expired = expire(lease, now);
    const data = toStatusView({ ...snapshot, lease: expired }, now, world.settings);
    const message = `The lease of ${lease.holder} is ended: the next tick asks SQL Server what became of run ${lease.runId}`;
    const { holder, epoch, runId, expiresAt } = lease;
    return {
      kind: 'effect',
      reply: { status: 200, message, data, runId },
      state,
      change: { lease: expired },
      before: { holder, epoch, expiresAt },
      after: { expiresAt: now },
    };
  });
}
