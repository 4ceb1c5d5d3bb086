/** Reads a page of the history's rows, leaving out those that are damaged. */
import { type DamagedRow, isDamaged } from '../../core/job/damaged-row.ts';
import type { StoredRow } from './read-document.ts';
import { queryRows, type RowQuery } from './read-rows.ts';
import type { TableRequests } from './table-requests.ts';

export interface Page<T> {
  readonly records: readonly T[];
  readonly damaged: readonly DamagedRow[];
  /** The first key of its kind. */
  readonly first: string | undefined;
  /** The key of the last row of the page that has a key of its kind, if there are more rows. */
  readonly last: string | undefined;
}

/** Asks for one more than the limit, to know whether there is a next page. Rows with odd keys must not end the list. */
export async function readPage<T extends object>(
  requests: TableRequests,
  action: string,
  query: RowQuery,
  read: (row: StoredRow) => T | DamagedRow,
  hasKey: (rowKey: string) => boolean,
): Promise<Page<T>> {
  const { limit } = query;
  const damaged: DamagedRow[] = [];
  for (let from = query.range.from; ;) {
    const range = { ...query.range, from };
    const rows = await queryRows(requests, action, { ...query, range, exclusive: true, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const found = page.map(read);
    const records = found.flatMap((each) => (isDamaged(each) ? [] : [each]));
    damaged.push(...found.filter(isDamaged));
    const first = page.find(({ rowKey }) => hasKey(rowKey))?.rowKey;
    const last = page.findLast(({ rowKey }) => hasKey(rowKey))?.rowKey;
    if (rows.length <= limit) return { records, damaged, first, last: undefined };
    if (last !== undefined) return { records, damaged, first, last };
    from = page.at(-1)?.rowKey ?? query.range.to;
  }
}
