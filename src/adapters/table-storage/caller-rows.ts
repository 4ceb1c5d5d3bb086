/** What the table keeps about callers: how often each asked, and the salt of the hashes that stand for function keys. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isDamaged } from '../../core/job/damaged-row.ts';
import type { SchedulerStore } from '../../ports.ts';
import { readRate, writeRate } from './rate-windows.ts';
import { readDocument, unlessDamaged } from './read-document.ts';
import { findRow } from './read-rows.ts';
import { saltKey } from './row-keys.ts';
import { TableError } from './table-error.ts';
import type { TableRequests } from './table-requests.ts';

type CallerRows = Pick<SchedulerStore, 'keySalt' | 'readRate' | 'writeRate'>;

/** The salt is read once; after a failure, again. */
export function callerRows(requests: TableRequests, job: string): CallerRows {
  let salt: Promise<string> | undefined;
  return {
    readRate: (caller) => readRate(requests, job, caller),
    writeRate: (caller, window, version) => writeRate(requests, job, caller, window, version),
    keySalt: () => {
      salt ??= readOrMakeSalt(requests, job).catch((error: unknown) => {
        salt = undefined;
        throw error;
      });
      return salt;
    },
  };
}

const Salted = z.object({ salt: z.string().regex(/^[\da-f]{64}$/) });

async function readOrMakeSalt(requests: TableRequests, job: string, tries = 3): Promise<string> {
  const row = await findRow(requests, job, saltKey);
  const read = row && unlessDamaged(requests, () => readDocument(Salted, row, requests));
  if (read !== undefined && !isDamaged(read)) return read.salt;
  const salt = randomBytes(32).toString('hex');
  const entity = { partitionKey: job, rowKey: saltKey, document: JSON.stringify({ salt }) };
  try {
    // A damaged one is overwritten: only the ids and names of keys depend on it.
    await requests.send(`write ${saltKey} of ${job}`, async (client, options) =>
      row === undefined
        ? await client.createEntity(entity, options)
        : await client.updateEntity(entity, 'Replace', { ...options, etag: row.etag }),
    );
    return salt;
  } catch (error) {
    // Another process was first, or this one was and the reply was lost.
    const lost = error instanceof TableError && (error.kind === 'conflict' || error.kind === 'row_missing');
    if (!lost || tries === 1) throw error;
    return readOrMakeSalt(requests, job, tries - 1);
  }
}
