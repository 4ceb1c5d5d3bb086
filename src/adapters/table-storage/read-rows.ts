/** Reads rows by key and by key range. Azure may end a page early, even an empty one, so pages are followed. */
import type { ListTableEntitiesOptions } from '@azure/data-tables';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { StoredRow } from './read-document.ts';
import { TableError } from './table-error.ts';
import type { TableRequests } from './table-requests.ts';
import type { KeyRange } from './row-keys.ts';

const StoredRows = StoredRow.array();
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
    return StoredRow.parse(
      await requests.send(action, (client, options) => client.getEntity(job, rowKey, options)),
    );
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
  for await (const page of pagesOf(requests, action, options, () => limit - rows.length)) {
    rows.push(...StoredRows.parse([...page]));
    if (rows.length >= limit) break;
  }
  return rows;
}

/** `wanted`: how many rows the next page may have at most. */
export async function* pagesOf(
  requests: TableRequests,
  action: string,
  query: ListTableEntitiesOptions,
  wanted: () => number = () => largestPage,
): AsyncGenerator<readonly unknown[]> {
  let continuationToken: string | undefined;
  let emptyPages = 0;
  do {
    const at = { maxPageSize: Math.min(wanted(), largestPage), ...omitUndefined({ continuationToken }) };
    const page = await requests.send(action, async (client, options) => {
      const pages = client.listEntities({ ...query, ...options }).byPage(at);
      const { value } = await pages.next();
      return value;
    });
    yield page;
    emptyPages = page.length === 0 ? emptyPages + 1 : 0;
    if (emptyPages > mostEmptyPages) {
      const message = `could not ${action}: ${requests.place} answered ${mostEmptyPages} times in a row with an empty page and the promise of more`;
      throw new TableError(message, 'lasting', undefined);
    }
    continuationToken = page.continuationToken;
  } while (continuationToken !== undefined);
}

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
