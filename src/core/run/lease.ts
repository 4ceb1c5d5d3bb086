/**
 * The lease row: who may run the procedure now.
 *
 * It is not enough on its own. Two processes whose clocks differ by more than the expiry may both believe that they
 * hold it, and a suspended holder may notice too late that it expired. So the holder also takes the database's applock,
 * and writes its result only under the epoch (the fencing token) of the lease that began the attempt.
 */
import { z } from 'zod';
import { noProgress, Progress } from './progress.ts';
import { isAhead } from '../time/clock-tolerance.ts';
import { type DurationMs, earlier, EpochMs, hours, milliseconds, plus } from '../time/time.ts';

/** Somebody's cancel, or the time limit. The heartbeat reads it from the lease; it survives the process. */
export const CancellationRequest = z.discriminatedUnion('cause', [
  z
    .object({
      cause: z.literal('cancel'),
      at: EpochMs,
      by: z.string(),
      byId: z.string().exactOptional(),
      reason: z.string(),
    })
    .readonly(),
  z.object({ cause: z.literal('deadline'), at: EpochMs }).readonly(),
]);
export type CancellationRequest = z.infer<typeof CancellationRequest>;

const FreeLease = z.object({ kind: z.literal('free'), epoch: z.int() }).readonly();
const HeldLease = z
  .object({
    kind: z.literal('held'),
    /** The fencing token: grows by one with each acquisition. */
    epoch: z.int(),
    holder: z.string(),
    runId: z.string(),
    attempt: z.int(),
    acquiredAt: EpochMs,
    renewedAt: EpochMs,
    expiresAt: EpochMs,
    progress: Progress,
    stop: CancellationRequest.exactOptional(),
  })
  .readonly();
export const Lease = z.discriminatedUnion('kind', [FreeLease, HeldLease]);
export type Lease = z.infer<typeof Lease>;
export type HeldLease = z.infer<typeof HeldLease>;

export const neverHeld: Lease = { kind: 'free', epoch: 0 };

/** The longest that LEASE_EXPIRY_SECONDS permits. An end later than that is damage, and nobody would outlast it. */
const longestExpiry = hours(1);

/** The lease if it is held and has not expired. One from the future would outlive its length: it counts as expired. */
export function liveLease(lease: Lease, now: EpochMs): HeldLease | undefined {
  if (lease.kind === 'free' || isAhead(lease.renewedAt, now)) return undefined;
  return now < earlier(lease.expiresAt, plus(lease.renewedAt, longestExpiry)) ? lease : undefined;
}

/** After the clock went back: as if it was renewed now, since its holder may be alive and renew it shortly. */
export function leaseAsOf(lease: Lease, now: EpochMs, expiry: DurationMs): Lease {
  if (lease.kind === 'free' || lease.renewedAt <= now) return lease;
  const length = Math.min(Math.max(0, lease.expiresAt - lease.renewedAt), expiry);
  const expiresAt = plus(now, milliseconds(length));
  return { ...lease, acquiredAt: earlier(lease.acquiredAt, now), renewedAt: now, expiresAt };
}

export interface Acquisition {
  readonly holder: string;
  readonly runId: string;
  readonly attempt: number;
}

export function acquire(lease: Lease, by: Acquisition, now: EpochMs, expiry: DurationMs): HeldLease {
  const times = { acquiredAt: now, renewedAt: now, expiresAt: plus(now, expiry) };
  // Beyond the exact integers two epochs would look alike. Only a damaged row gets there; see `leaseOf`.
  const epoch = lease.epoch < Number.MAX_SAFE_INTEGER ? lease.epoch + 1 : 1;
  return { kind: 'held', epoch, ...by, ...times, progress: noProgress };
}

export function renew(lease: HeldLease, progress: Progress, now: EpochMs, expiry: DurationMs): HeldLease {
  return { ...lease, progress, renewedAt: now, expiresAt: plus(now, expiry) };
}

/** The first request stands, but a cancel replaces a time limit: it also rules out another attempt. */
export const standingRequest = (
  before: CancellationRequest | undefined,
  after: CancellationRequest,
): CancellationRequest =>
  before === undefined || (before.cause === 'deadline' && after.cause === 'cancel') ? after : before;

export function requestCancellation(lease: HeldLease, request: CancellationRequest): HeldLease {
  const stop = standingRequest(lease.stop, request);
  return stop === lease.stop ? lease : { ...lease, stop };
}

/** The next tick then reconciles, and probes the applock first. */
export const expire = (lease: HeldLease, now: EpochMs): HeldLease => ({ ...lease, expiresAt: now });

/** Also fences off a lost holder: it writes only while the row says `held` with its own epoch. */
export const release = (lease: Lease): Lease => ({ kind: 'free', epoch: lease.epoch });

/** What makes a lease one's own. */
export interface Holding extends Acquisition {
  readonly epoch: number;
}

/**
 * The lease if it is still this holding's, expired or not. The epoch alone does not tell: it starts over when somebody
 * deletes the control rows, even while a run executes.
 */
export function leaseOf(lease: Lease, { epoch, holder, runId, attempt }: Holding): HeldLease | undefined {
  if (lease.kind === 'free' || lease.epoch !== epoch) return undefined;
  return lease.runId === runId && lease.attempt === attempt && lease.holder === holder ? lease : undefined;
}
