/** One job's rows in the table, whatever they are: read page by page, and written back as they were. */
import { createHash } from 'node:crypto';
import type { TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { firstPage, pageFrom, type PageStart, quote } from '../../src/adapters/table-storage/read-rows.ts';
import type { KeyRange } from '../../src/adapters/table-storage/row-keys.ts';
import { controlRange } from '../../src/adapters/table-storage/row-keys.ts';
import { kindOf, readFault } from '../../src/adapters/table-storage/table-error.ts';
import type { TableRequests } from '../../src/adapters/table-storage/table-requests.ts';
import { Column, type ExportedRow, isLeftOut, lineOf } from './export-format.ts';

export interface Partition {
  readonly requests: TableRequests;
  readonly job: string;
}

/** Reading goes through the app's own requests, which would create a table that is missing because of a wrong name. */
export async function requireTable({ requests, job }: Partition): Promise<void> {
  const exists = await requests.send(`look for rows of ${job}`, async (client, options) => {
    try {
      await client.listEntities(options).byPage({ maxPageSize: 1 }).next();
      return true;
    } catch (error) {
      if (kindOf(readFault(error)) === 'table_missing') return false;
      throw error;
    }
  });
  if (!exists) throw new Error(`${requests.place} does not exist: check --account and --table`);
}

const Entity = z.looseObject({ rowKey: z.string() });
/** The service's types, with values as the SDK takes them for a write. A number that JSON does not know stays a text. */
const Stored = z
  .object({ type: z.string(), value: z.union([z.string(), z.boolean(), z.number()]) })
  .transform(({ type, value }): unknown => {
    if (type === 'String') return value;
    if (type === 'Boolean') return { type, value: String(value) === 'true' };
    const number = Number(value);
    return {
      type,
      value: (type === 'Int32' || type === 'Double') && Number.isFinite(number) ? number : value,
    };
  })
  .pipe(Column);

/** In order of their keys. */
export async function* rowsIn({ requests, job }: Partition, range?: KeyRange): AsyncGenerator<ExportedRow> {
  const conditions = [
    `PartitionKey eq ${quote(job)}`,
    ...(range === undefined ? [] : [`RowKey ge ${quote(range.from)}`, `RowKey lt ${quote(range.to)}`]),
  ];
  const query = { queryOptions: { filter: conditions.join(' and ') }, disableTypeConversion: true };
  for (let start: PageStart | undefined = firstPage; start !== undefined;) {
    const { page, next } = await pageFrom(start, requests, `read the rows of ${job}`, query);
    yield* Array.from(page, rowOf);
    start = next;
  }
}

function rowOf(stored: unknown): ExportedRow {
  const { rowKey, ...others } = Entity.parse(stored);
  const columns = Object.entries(others).filter(([name]) => !isOfTheService(name));
  return {
    row: rowKey,
    columns: Object.fromEntries(columns.map(([name, value]) => [name, Stored.parse(value)])),
  };
}

const isOfTheService = (name: string): boolean =>
  name === 'partitionKey' || name === 'etag' || name === 'timestamp' || name.startsWith('odata.');

export const isControl = (key: string): boolean => key >= controlRange.from && key < controlRange.to;

/** Of everything that an export holds but the control rows. */
export async function digestOf(partition: Partition): Promise<string> {
  const hash = createHash('sha256');
  for await (const row of rowsIn(partition)) {
    if (!isControl(row.row) && !isLeftOut(row.row)) hash.update(`${lineOf(row)}\n`);
  }
  return hash.digest('hex');
}

/** A transaction takes 100 rows and 4 MiB, with what the protocol adds to them. */
const largest = { rows: 100, bytes: 3_000_000 } as const;

/** Overwrites what is there, so that it can be repeated. Returns how many rows there were. */
export async function writeRows(
  { requests, job }: Partition,
  rows: AsyncIterable<ExportedRow>,
): Promise<number> {
  let written = 0;
  let batch: TransactionAction[] = [];
  let bytes = 0;
  const flush = async () => {
    const actions = batch;
    if (actions.length === 0) return;
    await requests.send(`write ${actions.length} rows of ${job}`, (client, options) =>
      client.submitTransaction(actions, options),
    );
    written += actions.length;
    batch = [];
    bytes = 0;
  };
  for await (const { row, columns } of rows) {
    const size = Buffer.byteLength(JSON.stringify(columns));
    if (batch.length === largest.rows || bytes + size > largest.bytes) await flush();
    batch.push(['upsert', { ...columns, partitionKey: job, rowKey: row }, 'Replace']);
    bytes += size;
  }
  await flush();
  return written;
}
