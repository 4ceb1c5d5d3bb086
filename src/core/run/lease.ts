/**
 * The lease row: who may run the procedure now.
 *
 * What it does not guarantee: that two processes whose clocks differ by more than the expiry never both believe
 * that they hold it, or that a holder which was suspended notices in time. That is why the holder also takes the
 * database's applock, and why a result is written only under the epoch of the lease that began it.
 */
import { z } from 'zod';
import { noProgress, Progress } from './progress.ts';
import { type DurationMs, EpochMs, plus } from '../time/time.ts';

/** Why a running attempt is being stopped. The heartbeat reads it; it survives the process. */
export const CancellationRequest = z.discriminatedUnion('cause', [
  z.object({ cause: z.literal('cancel'), at: EpochMs, by: z.string(), reason: z.string() }).readonly(),
  z.object({ cause: z.literal('deadline'), at: EpochMs }).readonly(),
]);
export type CancellationRequest = z.infer<typeof CancellationRequest>;

const FreeLease = z.object({ kind: z.literal('free'), epoch: z.int() }).readonly();
const HeldLease = z
  .object({
    kind: z.literal('held'),
    /** Grows by one with each acquisition and fences off earlier holders. */
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

/** The lease if somebody holds it and has not let it expire. */
export const liveLease = (lease: Lease, now: EpochMs): HeldLease | undefined =>
  lease.kind === 'held' && now < lease.expiresAt ? lease : undefined;

export interface Acquisition {
  readonly holder: string;
  readonly runId: string;
  readonly attempt: number;
}

export function acquire(lease: Lease, by: Acquisition, now: EpochMs, expiry: DurationMs): HeldLease {
  const times = { acquiredAt: now, renewedAt: now, expiresAt: plus(now, expiry) };
  return { kind: 'held', epoch: lease.epoch + 1, ...by, ...times, progress: noProgress };
}

export function renew(lease: HeldLease, progress: Progress, now: EpochMs, expiry: DurationMs): HeldLease {
  return { ...lease, progress, renewedAt: now, expiresAt: plus(now, expiry) };
}

/** The first order stands: a later one changes neither its cause nor its author. */
export function requestCancellation(lease: HeldLease, stop: CancellationRequest): HeldLease {
  return lease.stop === undefined ? { ...lease, stop } : lease;
}

/** Ends it now: the next tick reconciles, and asks the applock first. */
export const expire = (lease: HeldLease, now: EpochMs): HeldLease => ({ ...lease, expiresAt: now });

/** Also how a holder that is gone is fenced off: it writes only while the row says `held` with its own epoch. */
export const release = (lease: Lease): Lease => ({ kind: 'free', epoch: lease.epoch });

/** The lease if it is still the one that was acquired under this epoch, expired or not. */
export const leaseOfEpoch = (lease: Lease, epoch: number): HeldLease | undefined =>
  lease.kind === 'held' && lease.epoch === epoch ? lease : undefined;
