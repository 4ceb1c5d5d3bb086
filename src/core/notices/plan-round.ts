/**
 * (what waits, now) → what is sent now. Each channel gets its notices in their order, so the end of a state never comes
 * before its beginning, and while one waits for another try, those behind it wait as well.
 */
import type { ChannelName, ChannelSetting } from './channel.ts';
import { isFailing } from './condition.ts';
import { isClaimed, isDue, isHeld, isTooOld, neverSent, waitingFor } from './delivery-plan.ts';
import type { Notice } from './notice.ts';
import { type Delivery, isWaiting, type WaitingNotice, type WaitingPing, type WaitingRow } from './outbox.ts';
import type { ReadySnapshot } from '../job/snapshot.ts';
import { areWrong, type WrongSettings } from '../settings/wrong-settings.ts';
import type { EpochMs } from '../time/time.ts';

export interface Send {
  readonly channel: ChannelName;
  readonly item: WaitingNotice;
}

export interface Round {
  /** Those that change. */
  readonly rows: readonly WaitingRow[];
  /** By channel in their order. */
  readonly sends: readonly Send[];
  readonly ping?: WaitingPing | undefined;
}

interface Receivers {
  readonly now: EpochMs;
  readonly configured: readonly ChannelSetting[];
  readonly pings: boolean;
  readonly wrong?: readonly WrongSettings[] | undefined;
}

/** Fewer than a transaction takes with their history rows. */
const mostRows = 20;

export function planRound(rows: ReadySnapshot, { now, configured, pings, wrong = [] }: Receivers): Round {
  const all = rows.waiting ?? [];
  const { config, channels: states } = rows;
  const notices = all.flatMap(({ item, version }) => {
    if (item.kind === 'ping') return [];
    const receiving = { configured, wrong, states, mutes: config.mutes, now };
    return [{ version, before: item, item: isClaimed(item, now) ? item : settled(item, receiving) }];
  });
  const items = notices.map(({ item }) => item);
  // Nobody waits for it any more, but whoever had claimed it has died.
  const isLeft = (item: WaitingNotice): boolean => !isClaimed(item, now) && !item.deliveries.some(isWaiting);
  const due = configured.flatMap((setting) => sendsTo(setting, items, rows, now));
  // Those that wait for a channel that fails take no other channel's place.
  const changed = notices
    .filter(({ before, item }) => before !== item || isLeft(item) || due.some((send) => send.item === item))
    .slice(0, mostRows);
  const sends = due.filter((send) => changed.some(({ item }) => item === send.item));
  const { ping, rows: ofPings } = planPings(
    all,
    areWrong(wrong, 'ping') ? 'wait' : pings ? 'send' : 'drop',
    now,
  );
  return { rows: [...changed.map(({ item, version }) => ({ item, version })), ...ofPings], sends, ping };
}

/** What is never sent is settled at once. */
function settled(item: WaitingNotice, receiving: Parameters<typeof neverSent>[2]): WaitingNotice {
  let changed = false;
  const deliveries = item.deliveries.map((delivery): Delivery => {
    const never = delivery.kind === 'waiting' ? neverSent(delivery, item.notice, receiving) : undefined;
    changed ||= never !== undefined;
    return never ?? delivery;
  });
  return changed ? { ...item, deliveries } : item;
}

function sendsTo(
  { name, quietHours }: ChannelSetting,
  items: readonly WaitingNotice[],
  { config }: ReadySnapshot,
  now: EpochMs,
): readonly Send[] {
  const sends: Send[] = [];
  for (const [index, item] of items.entries()) {
    const delivery = waitingFor(item.deliveries, name);
    if (delivery === undefined) continue;
    const goesAlong = (): boolean =>
      items
        .slice(index + 1)
        .some((later) => waitingFor(later.deliveries, name) && isTrueAgain(item.notice, later.notice));
    if (isHeld(item.notice, quietHours, now, config.timeZone) && !goesAlong()) continue;
    if (isClaimed(item, now) || !isDue(delivery, now)) break;
    sends.push({ channel: name, item });
  }
  return sends;
}

/**
 * Held back behind a later notice that is not, the end of a state would be taken for the end of what has begun since:
 * the two go in their order.
 */
export const isTrueAgain = (end: Notice, later: Notice): boolean =>
  end.kind === 'recovered' &&
  later.severity === 'critical' &&
  (later.kind === end.over || (isFailing(later.kind) && isFailing(end.over)));

/** Only the end of the last run is worth sending. */
function planPings(
  all: readonly WaitingRow[],
  what: 'send' | 'wait' | 'drop',
  now: EpochMs,
): Pick<Round, 'rows' | 'ping'> {
  const rows = all.filter(({ item }) => item.kind === 'ping');
  const last = rows.at(-1);
  const superseded = rows.slice(0, -1).slice(0, mostRows);
  if (last?.item.kind !== 'ping' || isClaimed(last.item, now)) return { rows: [] };
  const { item } = last;
  if (what === 'drop' || isTooOld(item.at, now)) return { rows: [...superseded, last] };
  if (what === 'send' && isDue(item, now)) return { rows: [...superseded, last], ping: item };
  return { rows: superseded };
}
