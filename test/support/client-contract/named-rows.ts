/** What the parts of the contract share: rows, versions, and how a refusal is read. */
import { type TableClient, type TransactionAction } from '@azure/data-tables';
import { kindOf, readFault } from '../../../src/adapters/table-storage/table-error.ts';

export const partition = 'spJamkerja';

export interface NamedRow {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly [column: string]: unknown;
}

export const row = (rowKey: string, document = 'x'): NamedRow => ({
  partitionKey: partition,
  rowKey,
  document,
});

/** A version that no row has. */
export const stale = `W/"datetime'1970-01-01T00%3A00%3A00.0000000Z'"`;

/** As the adapter sees it: what it is, the status and the code. */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    const fault = readFault(error);
    return `${kindOf(fault)}: ${fault.status} ${fault.code}`;
  }
  return 'accepted';
}

export const find = (client: TableClient, rowKey: string) => client.getEntity<NamedRow>(partition, rowKey);

export const update = (client: TableClient, entity: NamedRow, etag: string | undefined) =>
  client.updateEntity(entity, 'Replace', etag === undefined ? {} : { etag });

export const updated = (entity: NamedRow, etag: string | undefined): TransactionAction => [
  'update',
  entity,
  'Replace',
  etag === undefined ? {} : { etag },
];

/** Every key in the order in which the pages bring them. */
export async function keysByPage(
  client: TableClient,
  filter: string,
  maxPageSize: number,
): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let continuationToken: string | undefined;
  do {
    const at = { maxPageSize, ...(continuationToken === undefined ? {} : { continuationToken }) };
    const { value } = await client.listEntities<NamedRow>({ queryOptions: { filter } }).byPage(at).next();
    pages.push([...value].map(({ rowKey }) => rowKey));
    ({ continuationToken } = value);
  } while (continuationToken !== undefined);
  return pages;
}
