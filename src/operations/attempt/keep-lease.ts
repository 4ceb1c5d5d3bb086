/**
 * Keeps the lease while an attempt runs: renews it with the latest progress, reads the row when another process
 * wrote first, and passes on the cancellation request that it finds there.
 */
import {
  type CancellationRequest,
  type HeldLease,
  leaseOf,
  renew,
  requestCancellation,
} from '../../core/run/lease.ts';
import { type Progress, reportedRows } from '../../core/run/progress.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { milliseconds, minutes, toMinutes } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';

/** The control rows as this process last knew them, while it holds the lease. */
export interface HeldSnapshot extends ReadySnapshot {
  readonly lease: HeldLease;
}

export interface Keeping {
  readonly progress: () => Progress;
  /** A request that this process made itself, to be shown in the row. */
  readonly ownRequest: () => CancellationRequest | undefined;
  /** Called with a request that another process wrote into the row. */
  readonly onRequest: (request: CancellationRequest) => void;
  readonly ended: AbortSignal;
}

/** Goes on until the attempt has ended, whatever fails: the procedure is running. Returns the rows for the final write. */
export async function keepLease(
  world: World,
  log: Log,
  held: HeldSnapshot,
  keeping: Keeping,
): Promise<HeldSnapshot> {
  const { runId } = held.lease;
  const logAlive = aliveLogger(world, log, runId);
  let rows = held;
  let lost = false;
  for (;;) {
    await world.clock.sleep(world.settings.leaseRenewal, keeping.ended);
    if (keeping.ended.aborted) return rows;
    try {
      const renewed = await renewOnce(world, rows, keeping);
      if (renewed !== 'lost') {
        rows = renewed;
        logAlive(keeping.progress());
      } else if (!lost) {
        const message = `run ${runId} lost its lease: another process settles it, and this one will not write its result`;
        log.error(message, { runId, event: 'lease_lost' });
      }
      lost = renewed === 'lost';
    } catch (error) {
      log.warn(`could not renew the lease of run ${runId}, trying again: ${String(error)}`, { runId });
    }
  }
}

async function renewOnce(world: World, rows: HeldSnapshot, keeping: Keeping): Promise<HeldSnapshot | 'lost'> {
  const renewed = await writeRenewal(world, rows, keeping);
  if (renewed !== 'conflict') return renewed;

  const snapshot = await world.store.read();
  const lease = snapshot.kind === 'empty' ? undefined : leaseOf(snapshot.lease, rows.lease);
  if (snapshot.kind === 'empty' || lease === undefined) return 'lost';
  if (lease.stop !== undefined) keeping.onRequest(lease.stop);

  const current = { ...snapshot, lease };
  const again = await writeRenewal(world, current, keeping);
  return again === 'conflict' ? current : again;
}

async function writeRenewal(
  world: World,
  rows: HeldSnapshot,
  keeping: Keeping,
): Promise<HeldSnapshot | 'conflict'> {
  const renewed = renew(rows.lease, keeping.progress(), world.clock.now(), world.settings.leaseExpiry);
  const request = keeping.ownRequest();
  const lease = request === undefined ? renewed : requestCancellation(renewed, request);
  const result = await world.store.commit({ base: rows.versions, lease });
  return result.kind === 'conflict' ? 'conflict' : { ...rows, lease, versions: result.versions };
}

/**
 * Often enough for the no-tick alert, which treats ten silent minutes as a dead scheduler. A tick that executes the
 * procedure is logged only when it ends.
 */
const aliveEvery = minutes(5);

function aliveLogger(world: World, log: Log, runId: string): (progress: Progress) => void {
  const began = world.clock.monotonic();
  let logged = began;
  return (progress) => {
    const { phase } = progress;
    const rowsAffected = reportedRows(progress);
    const now = world.clock.monotonic();
    if (now - logged < aliveEvery) return;
    logged = now;
    const soFar = rowsAffected === undefined ? 'row count not reported' : `${rowsAffected} rows so far`;
    const running = toMinutes(milliseconds(now - began)).toFixed(0);
    log.info(`💓 Run ${runId} has been ${phase} for ${running} minutes, ${soFar}`, {
      runId,
      event: 'run_alive',
      rowsAffected,
    });
  };
}
