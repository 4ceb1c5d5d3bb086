/** The channels, the notices that wait, and those that were sent, newest first, page by page. */
import type { SentNotice, WaitingRow } from '../../core/notices/outbox.ts';
import { zoneOf } from '../../core/job/snapshot.ts';
import type { NoticeQuery } from '../../core/job/history.ts';
import type { World } from '../../ports.ts';
import { readDespiteDamage } from './read-history.ts';

/** The control rows are read at the same time as the page. */
export async function listNotices(world: World, query: NoticeQuery) {
  const { store, settings, clock, notifier, wrongSettings = [] } = world;
  const [{ notices, next, damaged = [] }, { snapshot, damaged: control }] = await Promise.all([
    store.listNotices(query),
    readDespiteDamage(store.read),
  ]);
  const rows = snapshot.kind === 'ready' ? snapshot : undefined;
  const settled = new Set(notices.map(({ notice }) => notice.id));
  return {
    job: settings.job,
    timeZone: zoneOf(snapshot, settings),
    now: clock.now(),
    configured: notifier.channels,
    pings: notifier.pings,
    wrongSettings,
    states: rows?.channels,
    mutes: rows?.config.mutes,
    // One that was settled between the two reads is in both.
    waiting: (rows?.waiting ?? []).flatMap(noticeIn).filter(({ notice }) => !settled.has(notice.id)),
    sent: notices,
    next,
    damaged: [...control, ...damaged],
  };
}

const noticeIn = ({ item }: WaitingRow): readonly SentNotice[] =>
  item.kind === 'notice' ? [{ notice: item.notice, deliveries: item.deliveries }] : [];
