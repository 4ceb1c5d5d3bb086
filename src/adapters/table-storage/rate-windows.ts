/** Each caller's window of counted requests, written conditionally so that no instance overwrites another's count. */
import { RateWindow } from '../../core/job/rate-limit.ts';
import { isDamaged } from '../../core/job/damaged-row.ts';
import { readDocument, unlessDamaged } from './read-document.ts';
import { noteChanges } from './write-atomically.ts';
import { rateRow } from './entities.ts';
import { TableError } from './table-error.ts';
import type { TableRequests } from './table-requests.ts';
import { rateKey } from './row-keys.ts';
import { findRow } from './read-rows.ts';

/** A damaged window is as good as none: the next one overwrites it. */
export async function readRate(requests: TableRequests, job: string, actor: string) {
  const row = await findRow(requests, job, rateKey(actor));
  if (row === undefined) return undefined;
  const read = unlessDamaged(requests, () => readDocument(RateWindow, row, requests));
  return { window: isDamaged(read) ? undefined : read, version: row.etag };
}

/** After a lost reply a request is counted twice or refused; nothing else depends on the window. */
export async function writeRate(
  requests: TableRequests,
  job: string,
  actor: string,
  window: RateWindow,
  version: string | undefined,
): Promise<'written' | 'conflict'> {
  const row = rateRow(actor, window);
  noteChanges(requests, row);
  const { rowKey, document, columns } = row;
  const entity = { partitionKey: job, rowKey, document, ...columns };
  try {
    await requests.send(`count a request of ${job}`, async (client, options) =>
      version === undefined
        ? await client.createEntity(entity, options)
        : await client.updateEntity(entity, 'Replace', { ...options, etag: version }),
    );
    return 'written';
  } catch (error) {
    if (error instanceof TableError && (error.kind === 'conflict' || error.kind === 'row_missing'))
      return 'conflict';
    throw error;
  }
}
