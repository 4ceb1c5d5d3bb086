/**
 * Deletes history past its retention time. Retention differs from row to row, so this is the one place that scans the
 * whole partition: it runs rarely, in a function of its own, and reads only keys.
 */
import type { EpochMs } from '../../core/time/time.ts';
import type { PurgeResult } from '../../core/job/history.ts';
import { toColumn } from './entities.ts';
import { TableError } from './table-error.ts';
import type { TableRequests } from './table-requests.ts';
import { historyRange } from './row-keys.ts';
import { queryRows, quote } from './read-rows.ts';

const largestTransaction = 100;

export async function purge(
  requests: TableRequests,
  job: string,
  now: EpochMs,
  limit: number,
): Promise<PurgeResult> {
  const found = await queryRows(requests, `look for old rows of ${job}`, {
    job,
    range: historyRange,
    where: `keepUntil lt ${quote(toColumn(now))}`,
    limit: limit + 1,
    select: ['PartitionKey', 'RowKey'],
  });
  const keys = found.slice(0, limit).map((row) => row.rowKey);
  for (let start = 0; start < keys.length; start += largestTransaction) {
    await deleteTogether(requests, job, keys.slice(start, start + largestTransaction));
  }
  return { purged: keys.length, complete: found.length <= limit };
}

/** A transaction fails as a whole when a row is already gone: after a lost reply, or beside another purge. */
async function deleteTogether(requests: TableRequests, job: string, keys: readonly string[]): Promise<void> {
  try {
    await requests.send(`delete ${keys.length} old rows of ${job}`, (client, options) =>
      client.submitTransaction(
        keys.map((rowKey) => ['delete', { partitionKey: job, rowKey }]),
        options,
      ),
    );
  } catch (error) {
    if (!isGone(error)) throw error;
    for (const key of keys) await deleteAlone(requests, job, key);
  }
}

async function deleteAlone(requests: TableRequests, job: string, key: string): Promise<void> {
  try {
    await requests.send(`delete ${key} of ${job}`, (client, options) =>
      client.deleteEntity(job, key, options),
    );
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

const isGone = (error: unknown): boolean => error instanceof TableError && error.kind === 'row_missing';
