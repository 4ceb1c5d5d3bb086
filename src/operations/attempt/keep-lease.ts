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
import type { Progress } from '../../core/run/progress.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import type { Log, World } from '../../ports.ts';
import { commit } from '../commit.ts';
import { aliveLogger } from './alive-logger.ts';

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

export interface KeptLease {
  /**
   * Renews the lease now. True once a write that was begun after this call was applied: at that moment nobody else had
   * taken the lease or settled the run, and whoever is about to meets a conflict.
   */
  readonly confirm: () => Promise<boolean>;
  /** When the attempt has ended: the rows for the final write. */
  readonly rows: Promise<HeldSnapshot>;
}

/** Goes on until the attempt has ended, whatever fails: the procedure is running. */
export function keepLease(world: World, log: Log, held: HeldSnapshot, keeping: Keeping): KeptLease {
  const { runId } = held.lease;
  const logAlive = aliveLogger(world, log, runId);
  let rows = held;
  let lost = false;

  const renewSafely = async (): Promise<'renewed' | 'beaten' | 'lost' | 'unknown'> => {
    try {
      const renewal = await renewOnce(world, rows, keeping);
      if (renewal.kind !== 'lost') {
        rows = renewal.rows;
        logAlive(keeping.progress());
      } else if (!lost) {
        const message = `run ${runId} lost its lease: another process settles it, and this one will not write its result`;
        log.error(message, { runId, event: 'lease_lost' });
      }
      lost = renewal.kind === 'lost';
      return renewal.kind;
    } catch (error) {
      log.warn(`could not renew the lease of run ${runId}, trying again: ${String(error)}`, { runId });
      return 'unknown';
    }
  };

  // One after the other: two at once would take each other for another process.
  let latest: ReturnType<typeof renewSafely> | undefined;
  const renewInTurn = (): ReturnType<typeof renewSafely> => {
    const before = latest;
    latest = (async () => {
      await before;
      return renewSafely();
    })();
    return latest;
  };

  const confirm = async (): Promise<boolean> => {
    for (let round = 0; round < confirmTries; round += 1) {
      const renewal = await renewInTurn();
      if (renewal !== 'beaten') return renewal === 'renewed';
    }
    return false;
  };

  const keep = async (): Promise<HeldSnapshot> => {
    for (;;) {
      await world.clock.sleep(world.settings.leaseRenewal, keeping.ended);
      if (keeping.ended.aborted) return rows;
      await renewInTurn();
    }
  };
  return { confirm, rows: keep() };
}

/** Only a few operators compete for the row. */
const confirmTries = 5;

type Renewal =
  | { readonly kind: 'renewed'; readonly rows: HeldSnapshot }
  /** Somebody wrote before each try; the lease is still this process's. */
  | { readonly kind: 'beaten'; readonly rows: HeldSnapshot }
  | { readonly kind: 'lost' };

async function renewOnce(world: World, rows: HeldSnapshot, keeping: Keeping): Promise<Renewal> {
  const renewed = await writeRenewal(world, rows, keeping);
  if (renewed !== 'conflict') return { kind: 'renewed', rows: renewed };

  const snapshot = await world.store.read();
  if (snapshot.kind === 'empty') return { kind: 'lost' };
  const lease = leaseOf(snapshot.lease, rows.lease);
  if (lease === undefined) return { kind: 'lost' };
  if (lease.stop !== undefined) keeping.onRequest(lease.stop);

  const current = { ...snapshot, lease };
  const again = await writeRenewal(world, current, keeping);
  return again === 'conflict' ? { kind: 'beaten', rows: current } : { kind: 'renewed', rows: again };
}

async function writeRenewal(
  world: World,
  rows: HeldSnapshot,
  keeping: Keeping,
): Promise<HeldSnapshot | 'conflict'> {
  const renewed = renew(rows.lease, keeping.progress(), world.clock.now(), world.settings.leaseExpiry);
  const request = keeping.ownRequest();
  const lease = request === undefined ? renewed : requestCancellation(renewed, request);
  const result = await commit(world, rows, { lease });
  return result.kind === 'conflict' ? 'conflict' : { ...result.snapshot, lease };
}
