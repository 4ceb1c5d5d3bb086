/**
 * Cancels a run. A running one gets an order that its heartbeat reads; one that no process answers for keeps the
 * order until its procedure is gone; a waiting one ends at once.
 */
import { leaseOfEpoch, orderStop, type StopOrder } from '../core/lease.ts';
import { cancelWaiting } from '../core/new-run.ts';
import { recordRun } from '../core/record-run.ts';
import { orderStopWithoutProcess } from '../core/reconciliation.ts';
import { noSuchRun, type Refusal } from '../core/refusal.ts';
import { type ActiveRun, hasBegun } from '../core/run.ts';
import type { ReadySnapshot } from '../core/state.ts';
import type { EpochMs } from '../core/time.ts';
import type { Change, World } from '../ports.ts';
import { changeState } from './change.ts';

export type CancelResult = { readonly kind: 'cancelled' | 'ordered'; readonly runId: string } | Refusal;

export async function cancel(world: World, runId: string, by: string, reason: string): Promise<CancelResult> {
  const result = await changeState<CancelResult | undefined>(world, (snapshot, now) => {
    const { active } = snapshot.state;
    if (active === undefined || active.id !== runId) return { result: undefined };
    return { result: toResult(active), ...cancelChange(snapshot, active, by, reason, now) };
  });
  return result ?? refuse(world, runId);
}

/** Cancels whatever run is active; tells which one, if any. */
export function cancelActive(world: World, by: string, reason: string): Promise<string | undefined> {
  return changeState<string | undefined>(world, (snapshot, now) => {
    const { active } = snapshot.state;
    if (active === undefined) return { result: undefined };
    return { result: active.id, ...cancelChange(snapshot, active, by, reason, now) };
  });
}

const toResult = (run: ActiveRun): CancelResult => ({
  kind: hasBegun(run) ? 'ordered' : 'cancelled',
  runId: run.id,
});

function cancelChange(
  { lease, state }: ReadySnapshot,
  run: ActiveRun,
  by: string,
  reason: string,
  now: EpochMs,
): { readonly change?: Omit<Change, 'base'> } {
  if (!hasBegun(run)) {
    const cancelled = cancelWaiting(run, by, reason, now);
    return { change: { state: recordRun(state, cancelled), run: cancelled } };
  }
  const order: StopOrder = { cause: 'cancel', at: now, by, reason };
  // A stale lease takes the order as well: its holder may come back, and reconciliation reads it from there.
  const held = leaseOfEpoch(lease, run.state.attempt.epoch);
  const ordered = orderStopWithoutProcess(run, order);
  if ((held === undefined || held.stop !== undefined) && ordered === run) return {};
  return {
    change: {
      ...(held === undefined ? {} : { lease: orderStop(held, order) }),
      ...(ordered === run ? {} : { state: recordRun(state, ordered), run: ordered }),
    },
  };
}

async function refuse(world: World, runId: string): Promise<Refusal> {
  const run = await world.store.findRun(runId);
  if (run === undefined) return noSuchRun(runId);
  return {
    kind: 'refused',
    code: 'run_finished',
    message: `run ${runId} has already ended`,
    details: [],
    runId,
  };
}
