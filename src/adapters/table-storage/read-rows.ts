/** Reads rows by key and by key range. Azure may end a page early, even an empty one, so pages are followed. */
import type { ListTableEntitiesOptions } from '@azure/data-tables';
import { isStoredRow, type StoredRow } from './read-document.ts';
import { TableError } from './table-error.ts';
import type { TableRequests } from './table-requests.ts';
import type { KeyRange } from './row-keys.ts';

const largestPage = 1_000;
/** In a row. A service that never comes to an end must not keep its caller for ever. */
const mostEmptyPages = 100;

export async function findRow(
  requests: TableRequests,
  job: string,
  rowKey: string,
): Promise<StoredRow | undefined> {
  try {
    const action = `read ${rowKey} of ${job}`;
    const row = await requests.send(action, (client, options) => client.getEntity(job, rowKey, options));
    return stored(row, requests, action);
  } catch (error) {
    if (error instanceof TableError && error.kind === 'row_missing') return undefined;
    throw error;
  }
}

export interface RowQuery {
  readonly job: string;
  readonly range: KeyRange;
  /** Leaves out the row at `range.from` itself. */
  readonly exclusive?: boolean;
  /** A further OData condition on columns. */
  readonly where?: string | undefined;
  readonly limit: number;
  readonly select?: readonly string[];
}

/** At most `limit` rows in key order. One round trip unless the service splits the answer. */
export async function queryRows(
  requests: TableRequests,
  action: string,
  query: RowQuery,
): Promise<readonly StoredRow[]> {
  const { job, range, limit } = query;
  const from = query.exclusive === true ? 'gt' : 'ge';
  const conditions = [
    `PartitionKey eq ${quote(job)}`,
    `RowKey ${from} ${quote(range.from)}`,
    `RowKey lt ${quote(range.to)}`,
    ...(query.where === undefined ? [] : [query.where]),
  ];
  const select = query.select === undefined ? {} : { select: [...query.select] };
  const options = { queryOptions: { filter: conditions.join(' and '), ...select } };
  const rows: StoredRow[] = [];
  for (let start: PageStart | undefined = firstPage; start !== undefined && rows.length < limit;) {
    const { page, next } = await pageFrom(start, requests, action, options, limit - rows.length);
    for (const row of page) rows.push(stored(row, requests, action));
    start = next;
  }
  return rows;
}

function stored(row: unknown, { place }: TableRequests, action: string): StoredRow {
  if (isStoredRow(row)) return row;
  throw new TableError(
    `could not ${action}: ${place} answered with a row that has no key or no ETag`,
    'lasting',
    undefined,
  );
}

export interface PageStart {
  readonly continuationToken?: string;
  /** Before it, in a row. */
  readonly emptyPages: number;
}
export const firstPage: PageStart = { emptyPages: 0 };

/** No async generator: one takes 0.04 ms of a status (docs/performance.md). */
export async function pageFrom(
  { emptyPages, ...from }: PageStart,
  requests: TableRequests,
  action: string,
  query: ListTableEntitiesOptions,
  most = largestPage,
): Promise<{ readonly page: readonly unknown[]; readonly next: PageStart | undefined }> {
  const at = { maxPageSize: Math.min(most, largestPage), ...from };
  const page = await requests.send(action, async (client, options) => {
    const { value } = await client
      .listEntities({ ...query, ...options })
      .byPage(at)
      .next();
    return value;
  });
  const { continuationToken } = page;
  if (continuationToken === undefined) return { page, next: undefined };
  const next = { continuationToken, emptyPages: page.length === 0 ? emptyPages + 1 : 0 };
  if (next.emptyPages <= mostEmptyPages) return { page, next };
  const message = `could not ${action}: ${requests.place} answered ${mostEmptyPages} times in a row with an empty page and the promise of more`;
  throw new TableError(message, 'lasting', undefined);
}

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
