/** (what was sent, with what result) → the rows afterwards: those that still wait, and the history of the others. */
import type { ChannelName, ChannelSetting, SendResult } from './channel.ts';
import { afterSending, channelAfter, nextTry } from './delivery-plan.ts';
import { type Delivery, isWaiting, type OutboxChange, type Waiting, type WaitingRow } from './outbox.ts';
import type { Round } from './plan-round.ts';
import type { EpochMs } from '../time/time.ts';

export interface Sent {
  readonly to: ChannelName | 'ping';
  readonly id: string;
  /** What was sent, for the log. */
  readonly what: string;
  /** Tries before this one. */
  readonly attempts: number;
  readonly result: SendResult;
}

interface Settling {
  readonly now: EpochMs;
  readonly configured: readonly ChannelSetting[];
}

export function settleRound(round: Round, sent: readonly Sent[], settling: Settling): OutboxChange {
  const after = round.rows.map((row) => ({ ...row, item: afterRound(row, round, sent, settling.now) }));
  return {
    update: after.flatMap(({ item, version }) =>
      item === undefined || isDone({ item }) ? [] : [{ item, version }],
    ),
    remove: round.rows
      .filter((_, index) => isDone(after[index] ?? { item: undefined }))
      .map(({ item }) => item),
    history: after.flatMap(({ item }) =>
      item?.kind === 'notice' && isDone({ item })
        ? [{ notice: item.notice, deliveries: item.deliveries }]
        : [],
    ),
    channels: statesAfter(
      sent.map((one) => ({ ...one, became: kindAfter(one, after) })),
      settling,
    ),
  };
}

const kindAfter = (
  { id, to }: Sent,
  after: readonly { readonly item: Waiting | undefined }[],
): Delivery['kind'] | undefined =>
  after
    .flatMap(({ item }) => (item?.kind === 'notice' && item.notice.id === id ? item.deliveries : []))
    .find(({ channel }) => channel === to)?.kind;

const isDone = ({ item }: { readonly item: Waiting | undefined }): boolean =>
  item === undefined || (item.kind === 'notice' && !item.deliveries.some(isWaiting));

/** Without the claim. Undefined: a ping that arrived, or is not worth another try. */
function afterRound(
  { item: claimed }: WaitingRow,
  { ping }: Round,
  sent: readonly Sent[],
  now: EpochMs,
): Waiting | undefined {
  const { claimedUntil: _, ...item } = claimed;
  if (item.kind === 'notice') {
    const { notice } = item;
    const deliveries = item.deliveries.map((delivery) => {
      const own = sent.find(({ id, to }) => id === notice.id && to === delivery.channel);
      return own === undefined || !isWaiting(delivery) ? delivery : afterSending(delivery, own.result, now);
    });
    return { ...item, deliveries };
  }
  if (item.id !== ping?.id) return undefined;
  const result = sent.find(({ to }) => to === 'ping')?.result;
  // The process is about to end: the next one sends it.
  if (result === undefined) return item;
  if (result.kind !== 'retry') return undefined;
  const attempts = item.attempts + 1;
  return { ...item, attempts, nextAt: nextTry(item.attempts, result.after, now) };
}

/** Undefined where nothing was sent through any channel. */
export function statesAfter(
  sent: readonly (Pick<Sent, 'to' | 'result'> & { readonly became: Delivery['kind'] | undefined })[],
  { configured, now }: Settling,
): OutboxChange['channels'] {
  const tried = sent.flatMap(({ to, ...each }) => {
    const setting = configured.find(({ name }) => name === to);
    return setting === undefined ? [] : [{ ...setting, ...each }];
  });
  if (tried.length === 0) return undefined;
  return (before = {}) => {
    const after = new Map(Object.entries(before));
    for (const { name, addressHash, result, became } of tried)
      after.set(name, channelAfter(after.get(name), result, became, addressHash, now));
    return Object.fromEntries(after);
  };
}
