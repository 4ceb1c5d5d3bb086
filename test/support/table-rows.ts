/** What lies in the table, read and changed as somebody with the account's key would. */
import { odata, TableClient } from '@azure/data-tables';
import type { Storage } from './surroundings.ts';

export type Row = Readonly<Record<string, unknown>> & {
  readonly partitionKey: string;
  readonly rowKey: string;
};

export const tableOf = ({ connectionString, table }: Storage): TableClient =>
  TableClient.fromConnectionString(connectionString, table, { allowInsecureConnection: true });

/** In order of their keys. */
export async function rowsOf(storage: Storage, prefix = ''): Promise<readonly Row[]> {
  const filter = odata`RowKey ge ${prefix} and RowKey lt ${`${prefix}~`}`;
  const rows: Row[] = [];
  for await (const { partitionKey = '', rowKey = '', ...rest } of tableOf(storage).listEntities({
    queryOptions: { filter },
  })) {
    rows.push({ ...rest, partitionKey, rowKey });
  }
  return rows;
}

/** Everything but the counts of requests, which a refused one may leave. */
export async function stateOf(storage: Storage): Promise<readonly Row[]> {
  const rows = await rowsOf(storage);
  return rows.filter(({ rowKey }) => !rowKey.startsWith('rate-'));
}
