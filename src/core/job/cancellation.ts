/**
 * Cancels a run. A waiting one ends at once; the process of a running one finds the request on its lease; a run
 * that no process answers for keeps the request until its procedure is gone.
 */
import { type Actor, labelOf } from '../identity.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { type Lease, leaseOf, requestCancellation } from '../run/lease.ts';
import { keepCancellationRequest } from '../run/reconciliation.ts';
import { type ActiveRun, hasBegun, holdingOf, type Run } from '../run/run.ts';
import { cancelWaiting } from '../run/start-and-finish.ts';
import { type JobState, recordRun } from './job-state.ts';
import type { ReadySnapshot } from './snapshot.ts';
import type { EpochMs } from '../time/time.ts';

/** `lease` and `run` are absent when they stay as they are. */
export interface Cancellation {
  readonly kind: 'cancelled' | 'requested';
  readonly state: JobState;
  readonly lease?: Lease;
  readonly run?: Run;
}

export function cancelRun(
  { lease, state }: Pick<ReadySnapshot, 'lease' | 'state'>,
  run: ActiveRun,
  by: Actor,
  reason: string,
  now: EpochMs,
): Cancellation {
  if (!hasBegun(run)) {
    const cancelled = cancelWaiting(run, labelOf(by.name, by.id), reason, now);
    return { kind: 'cancelled', state: recordRun(state, cancelled), run: cancelled };
  }
  const request = { cause: 'cancel', at: now, by: by.name, byId: by.id, reason } as const;
  // An expired lease takes the request as well: its holder may come back, and reconciliation reads it there.
  const held = leaseOf(lease, holdingOf(run));
  const asked = held && requestCancellation(held, request);
  const kept = keepCancellationRequest(run, request);
  return {
    kind: 'requested',
    ...omitUndefined({ lease: asked === held ? undefined : asked }),
    ...(kept === undefined ? { state } : { state: recordRun(state, kept), run: kept }),
  };
}
