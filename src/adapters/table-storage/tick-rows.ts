/** The record of ticks: one mark that is overwritten, and the gaps between ticks. Nothing depends on them but answers. */
import { isDamaged } from '../../core/job/damaged-row.ts';
import { TickGap, TickMark, type TickNews } from '../../core/job/tick-record.ts';
import type { EpochMs } from '../../core/time/time.ts';
import { keepGapUntil } from '../../core/job/retention.ts';
import { toColumn } from './entities.ts';
import { readDocument, readerUnlessDamaged, unlessDamaged } from './read-document.ts';
import { queryRows } from './read-rows.ts';
import { type Row, rowOf } from './row-of.ts';
import { gapKey, gapsFrom, ticksKey } from './row-keys.ts';
import type { TableRequests } from './table-requests.ts';

const ticksRow = (mark: TickMark): Row => rowOf(ticksKey, TickMark, mark, ({ at }) => ({ at: toColumn(at) }));

const gapRow = (gap: TickGap): Row =>
  rowOf(gapKey(gap.to), TickGap, gap, ({ from, to }) => ({
    from: toColumn(from),
    to: toColumn(to),
    keepUntil: toColumn(keepGapUntil(to)),
  }));

/** A damaged mark is as good as none: the next tick overwrites it. */
export const readTicks = readerUnlessDamaged(TickMark);

/** One round trip. Whoever writes last wins: processes that write at the same time write nearly the same. */
export async function writeTicks(
  requests: TableRequests,
  job: string,
  { mark, gap }: TickNews,
): Promise<void> {
  const rows = [ticksRow(mark), ...(gap === undefined ? [] : [gapRow(gap)])];
  await requests.send(`write ${rows.map(({ rowKey }) => rowKey).join(', ')} of ${job}`, (client, options) =>
    client.submitTransaction(
      rows.map(({ rowKey, document, columns }) => [
        'upsert',
        { ...columns, partitionKey: job, rowKey, document },
        'Replace',
      ]),
      options,
    ),
  );
}

/** Those that end after `from`, the earliest first. */
export async function listGaps(
  requests: TableRequests,
  job: string,
  { from, limit }: { readonly from: EpochMs; readonly limit: number },
): Promise<readonly TickGap[]> {
  const rows = await queryRows(requests, `list the gaps between ticks of ${job}`, {
    job,
    range: gapsFrom(from),
    exclusive: true,
    limit,
  });
  return rows.flatMap((row) => {
    const misplaced = ({ to }: TickGap) =>
      gapKey(to) === row.rowKey ? undefined : 'to: expected that of this row';
    const read = unlessDamaged(requests, () => readDocument(TickGap, row, requests, misplaced));
    return isDamaged(read) ? [] : [read];
  });
}
