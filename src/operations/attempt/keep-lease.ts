/**
 * Renews the lease while an attempt runs, writes its progress with each renewal, and hears an order to stop: the
 * order changes the row, so the conditional renewal fails and the row is read.
 */
import {
  type CancellationRequest,
  type HeldLease,
  leaseOfEpoch,
  renew,
  requestCancellation,
} from '../../core/run/lease.ts';
import type { Progress } from '../../core/run/progress.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { elapsed, type EpochMs, minutes, toMinutes } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';

/** The control rows as this process last knew them, while it holds the lease. */
export interface HeldSnapshot extends ReadySnapshot {
  readonly lease: HeldLease;
}

export interface Keeping {
  readonly progress: () => Progress;
  /** An order that this process gave itself, to be shown in the row. */
  readonly ownOrder: () => CancellationRequest | undefined;
  readonly onOrder: (order: CancellationRequest) => void;
  readonly done: AbortSignal;
}

/** Often enough for an alert that takes ten silent minutes for a dead scheduler: a tick that runs the procedure ends late. */
const aliveEvery = minutes(5);

/** Goes on until `done`, whatever fails: the procedure is running. Returns the rows for the final write. */
export async function keepLease(
  world: World,
  log: Log,
  held: HeldSnapshot,
  keeping: Keeping,
): Promise<HeldSnapshot> {
  const { runId } = held.lease;
  let known = held;
  let owned = true;
  const startedAt = world.clock.now();
  let toldAt = startedAt;
  for (;;) {
    await world.clock.sleep(world.settings.leaseRenewal, keeping.done);
    if (keeping.done.aborted) return known;
    try {
      const renewed = await renewOnce(world, known, keeping);
      if (renewed !== undefined) known = renewed;
      else if (owned)
        log.error(`run ${runId} lost its lease: its result will not be written, another process settles it`, {
          runId,
          event: 'lease_lost',
        });
      owned = renewed !== undefined;
      if (owned && elapsed(toldAt, world.clock.now()) >= aliveEvery) {
        toldAt = world.clock.now();
        tellAlive(log, runId, keeping.progress(), startedAt, toldAt);
      }
    } catch (error) {
      log.warn(`the lease of run ${runId} could not be renewed, trying again: ${String(error)}`, { runId });
    }
  }
}

function tellAlive(log: Log, runId: string, progress: Progress, startedAt: EpochMs, now: EpochMs): void {
  const running = toMinutes(elapsed(startedAt, now));
  log.info(
    `💓 Run ${runId} is ${progress.phase} for ${running.toFixed(0)} minutes, ${progress.rowsAffected} rows so far`,
    {
      runId,
      event: 'run_alive',
      rowsAffected: progress.rowsAffected,
    },
  );
}

/** Undefined when the row says that the lease is not ours any more. */
async function renewOnce(
  world: World,
  known: HeldSnapshot,
  keeping: Keeping,
): Promise<HeldSnapshot | undefined> {
  const first = await write(world, known, keeping);
  if (first !== undefined) return first;
  const snapshot = await world.store.read();
  if (snapshot.kind === 'empty') return undefined;
  const lease = leaseOfEpoch(snapshot.lease, known.lease.epoch);
  if (lease === undefined) return undefined;
  if (lease.stop !== undefined) keeping.onOrder(lease.stop);
  const current = { ...snapshot, lease };
  return (await write(world, current, keeping)) ?? current;
}

async function write(world: World, known: HeldSnapshot, keeping: Keeping): Promise<HeldSnapshot | undefined> {
  const renewed = renew(known.lease, keeping.progress(), world.clock.now(), world.settings.leaseExpiry);
  const order = keeping.ownOrder();
  const lease = order === undefined ? renewed : requestCancellation(renewed, order);
  const result = await world.store.commit({ base: known.versions, lease });
  return result.kind === 'committed' ? { ...known, lease, versions: result.versions } : undefined;
}
