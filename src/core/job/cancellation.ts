/**
 * What an order to cancel does to the rows. A running run gets an order that its heartbeat reads; one that no
 * process answers for keeps the order until its procedure is gone; a waiting one ends at once.
 */
import { type Lease, leaseOfEpoch, requestCancellation } from '../run/lease.ts';
import { cancelWaiting } from '../run/start-and-finish.ts';
import { type JobState, recordRun } from './job-state.ts';
import { keepCancellationRequest } from '../run/reconciliation.ts';
import { type ActiveRun, hasBegun, type Run } from '../run/run.ts';
import type { ReadySnapshot } from './snapshot.ts';
import type { EpochMs } from '../time/time.ts';

export interface Cancellation {
  readonly kind: 'cancelled' | 'ordered';
  readonly state: JobState;
  readonly lease?: Lease;
  readonly run?: Run;
}

export function cancelRun(
  { lease, state }: Pick<ReadySnapshot, 'lease' | 'state'>,
  run: ActiveRun,
  by: string,
  reason: string,
  now: EpochMs,
): Cancellation {
  if (!hasBegun(run)) {
    const cancelled = cancelWaiting(run, by, reason, now);
    return { kind: 'cancelled', state: recordRun(state, cancelled), run: cancelled };
  }
  const order = { cause: 'cancel', at: now, by, reason } as const;
  // A stale lease takes the order as well: its holder may come back, and reconciliation reads it from there.
  const held = leaseOfEpoch(lease, run.state.attempt.epoch);
  const ordered = keepCancellationRequest(run, order);
  return {
    kind: 'ordered',
    ...(held === undefined || held.stop !== undefined ? {} : { lease: requestCancellation(held, order) }),
    ...(ordered === run ? { state } : { state: recordRun(state, ordered), run: ordered }),
  };
}
