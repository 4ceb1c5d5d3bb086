/** Notices in the table: those that wait, those of the history, and what is known of the channels. */
import { isDamaged } from '../../core/job/damaged-row.ts';
import { keepNoticeUntil } from '../../core/job/retention.ts';
import {
  ChannelStates,
  idOf,
  type OutboxChange,
  type OutboxWritten,
  SentNotice,
  Waiting,
  type WaitingRow,
} from '../../core/notices/outbox.ts';
import type { NoticePage, NoticeQuery } from '../../core/job/history.ts';
import { toColumn } from './entities.ts';
import { readDocument, readerUnlessDamaged, type StoredRow, unlessDamaged } from './read-document.ts';
import { readPage } from './read-page.ts';
import { findRow } from './read-rows.ts';
import { channelsKey, isWaitingKey, noticeIdOf, noticeKey, noticeRange, waitingKey } from './row-keys.ts';
import { type Row, rowOf } from './row-of.ts';
import type { TableRequests } from './table-requests.ts';
import { type Write, writeAtomically } from './write-atomically.ts';

export const waitingRow = (item: Waiting): Row =>
  rowOf(waitingKey(idOf(item)), Waiting, item, (sound) => ({
    kind: sound.kind === 'notice' ? sound.notice.kind : sound.kind,
  }));

export const noticeRow = (sent: SentNotice): Row =>
  rowOf(noticeKey(sent.notice.id), SentNotice, sent, ({ notice }) => ({
    kind: notice.kind,
    severity: notice.severity,
    at: toColumn(notice.at),
    keepUntil: toColumn(keepNoticeUntil(notice.at)),
  }));

/** Oldest first. A damaged one is left out: nothing else waits for it. */
export function readWaiting(requests: TableRequests, rows: readonly StoredRow[]): readonly WaitingRow[] {
  return rows
    .filter(({ rowKey }) => isWaitingKey(rowKey))
    .flatMap((row) => {
      const misplaced = (item: Waiting) =>
        waitingKey(idOf(item)) === row.rowKey ? undefined : 'id: expected that of this row';
      const item = unlessDamaged(requests, () => readDocument(Waiting, row, requests, misplaced));
      return isDamaged(item) ? [] : [{ item, version: row.etag }];
    });
}

/** Damaged, it is as good as none: the next notice that is sent overwrites it. */
export const readChannels = readerUnlessDamaged(ChannelStates);

export async function listNotices(
  requests: TableRequests,
  job: string,
  { limit, before }: NoticeQuery,
): Promise<NoticePage> {
  const from = before === undefined ? noticeRange.from : noticeKey(before);
  const { records, damaged, last } = await readPage(
    requests,
    `list the notices of ${job}`,
    { job, range: { from, to: noticeRange.to }, limit },
    (row) => {
      const misplaced = ({ notice }: SentNotice) =>
        noticeKey(notice.id) === row.rowKey ? undefined : 'notice.id: expected that of this row';
      return unlessDamaged(requests, () => readDocument(SentNotice, row, requests, misplaced));
    },
    (rowKey) => noticeIdOf(rowKey) !== undefined,
  );
  const next = last === undefined ? undefined : noticeIdOf(last);
  return {
    notices: records,
    ...(damaged.length === 0 ? {} : { damaged }),
    ...(next === undefined ? {} : { next }),
  };
}

/** In a row. Whoever loses them all has met a conflict like any other. */
const tries = 5;

export async function writeOutbox(
  requests: TableRequests,
  job: string,
  changeId: string,
  change: OutboxChange,
): Promise<OutboxWritten> {
  const { channels } = change;
  const writes = outboxWrites(change);
  const known = (): Promise<StoredRow | undefined> | undefined =>
    channels && findRow(requests, job, channelsKey);
  let row = await known();
  for (let round = 1; ; round += 1) {
    const states = channels?.(readChannels(row, requests));
    const all = states === undefined ? writes : [...writes, channelsWrite(states, row)];
    const written = await writeAtomically(requests, job, changeId, all);
    if (written.kind === 'written')
      return { kind: 'written', versionOf: (id) => written.etags.get(waitingKey(id)) };
    const before = row;
    row = await known();
    // Unless somebody has written the channels alone, it is a row of the outbox that another process has.
    if (row?.etag === before?.etag || round === tries) return written;
  }
}

export const outboxWrites = ({ update = [], remove = [], history = [] }: OutboxChange): readonly Write[] => [
  ...update.map(({ item, version }) => ({ row: waitingRow(item), as: { underVersion: version } })),
  ...remove.map((item) => ({ row: waitingRow(item), as: 'delete' as const })),
  ...history.map((sent) => ({ row: noticeRow(sent), as: 'insert' as const })),
];

const channelsWrite = (states: ChannelStates, before: StoredRow | undefined): Write => ({
  row: rowOf(channelsKey, ChannelStates, states, () => ({})),
  as: before === undefined ? 'insert' : { underVersion: before.etag },
});
