/** What waits to be sent, what became of it, and what is known of each channel: as the table keeps them. */
import { z } from 'zod';
import { ChannelName } from './channel.ts';
import { Notice } from './notice.ts';
import { EpochMs } from '../time/time.ts';

const count = z.int().min(0);
const to = { channel: ChannelName };

/** `triedSince`: it is given up a day later. */
const WaitingDelivery = z
  .object({
    ...to,
    kind: z.literal('waiting'),
    attempts: count,
    nextAt: EpochMs,
    triedSince: EpochMs.exactOptional(),
    problem: z.string().exactOptional(),
  })
  .readonly();
export type WaitingDelivery = z.infer<typeof WaitingDelivery>;

/** Why a channel does not get a notice that others get. `streak`: it wants more failures in a row. */
export const LeftOut = z.enum(['muted', 'severity', 'streak', 'off']);
export type LeftOut = z.infer<typeof LeftOut>;

export const Delivery = z.discriminatedUnion('kind', [
  WaitingDelivery,
  z
    .object({
      ...to,
      kind: z.literal('delivered'),
      at: EpochMs,
      attempts: count,
      /** It did not reach everybody. */
      problem: z.string().exactOptional(),
    })
    .readonly(),
  z
    .object({ ...to, kind: z.literal('given_up'), at: EpochMs, attempts: count, problem: z.string() })
    .readonly(),
  z.object({ ...to, kind: z.literal('left_out'), why: LeftOut }).readonly(),
]);
export type Delivery = z.infer<typeof Delivery>;

export const isWaiting = (delivery: Delivery): delivery is WaitingDelivery => delivery.kind === 'waiting';

/** A process that is about to send writes it first. After this instant it is taken for gone. */
const claim = { claimedUntil: EpochMs.exactOptional() };

/** In the history, once no delivery waits any more. */
export const SentNotice = z.object({ notice: Notice, deliveries: z.array(Delivery).readonly() }).readonly();
export type SentNotice = z.infer<typeof SentNotice>;

const WaitingNotice = z
  .object({ kind: z.literal('notice'), notice: Notice, deliveries: z.array(Delivery).readonly(), ...claim })
  .readonly();
export type WaitingNotice = z.infer<typeof WaitingNotice>;

/** The end of a run, for the dead-man's switch. Only the last one is worth sending. */
const WaitingPing = z
  .object({
    kind: z.literal('ping'),
    id: z.string(),
    at: EpochMs,
    end: z.enum(['success', 'fail']),
    runId: z.string(),
    attempts: count,
    nextAt: EpochMs,
    ...claim,
  })
  .readonly();
export type WaitingPing = z.infer<typeof WaitingPing>;

export const Waiting = z.discriminatedUnion('kind', [WaitingNotice, WaitingPing]);
export type Waiting = z.infer<typeof Waiting>;

export const idOf = (item: Waiting): string => (item.kind === 'notice' ? item.notice.id : item.id);

/** A row of the outbox, as read with the control rows. */
export interface WaitingRow {
  readonly item: Waiting;
  readonly version: string;
}

const ChannelState = z
  .object({
    /** Of the last try. */
    last: z
      .object({ kind: z.enum(['delivered', 'failed']), at: EpochMs, problem: z.string().exactOptional() })
      .readonly()
      .exactOptional(),
    /** Tries in a row that failed. */
    failures: count,
    /** Notices and tests since a version of the app runs that counts them: those that arrived, and those given up. */
    delivered: count.exactOptional(),
    givenUp: count.exactOptional(),
    /** The receiver answered 410. It counts until the address is another one, or a test arrives. */
    off: z.object({ since: EpochMs, addressHash: z.string() }).readonly().exactOptional(),
  })
  .readonly();
export type ChannelState = z.infer<typeof ChannelState>;

export const ChannelStates = z.partialRecord(ChannelName, ChannelState).readonly();
export type ChannelStates = z.infer<typeof ChannelStates>;

/** One write of the outbox: all of it, or nothing when somebody else has written one of its rows. */
export interface OutboxChange {
  readonly update?: readonly WaitingRow[];
  /** Whoever else has written them since. */
  readonly remove?: readonly Waiting[];
  readonly history?: readonly SentNotice[];
  /** From those that the table has at the time: another process may have tried another channel meanwhile. */
  readonly channels?: ((before: ChannelStates | undefined) => ChannelStates) | undefined;
}

export type OutboxWritten =
  | { readonly kind: 'written'; readonly versionOf: (id: string) => string | undefined }
  | { readonly kind: 'conflict' };
