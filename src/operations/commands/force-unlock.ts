/**
 * Ends the lease of a process that hangs. This cannot bypass the applock: the next tick reconciles the run, and
 * nothing starts as long as its procedure still runs on the server.
 */
import { expire } from '../../core/run/lease.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface ForceUnlockRequest {
  readonly reason: string;
}

export const forceUnlock = (
  world: World,
  caller: Caller,
  { reason }: ForceUnlockRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, reason, ({ lease }, now) => {
    if (lease.kind === 'free') return { kind: 'refused', why: 'lease_free' };
    const { holder, epoch, runId, expiresAt } = lease;
    return {
      kind: 'effect',
      outcome: { kind: 'lease_ended', holder, runId },
      change: { lease: expire(lease, now) },
      before: { holder, epoch, expiresAt },
      after: { expiresAt: now },
    };
  });
