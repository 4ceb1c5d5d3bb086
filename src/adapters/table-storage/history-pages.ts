/** Reads the history beside the runs: their messages, the audit and answered requests. Damaged rows are left out and named. */
import { AuditEntry } from '../../core/job/audit.ts';
import { type DamagedRow, isDamaged } from '../../core/job/damaged-row.ts';
import type { ProcedureMessage } from '../../core/run/progress.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import type { AnsweredRequest } from '../../core/job/change.ts';
import type { AuditPage, AuditQuery } from '../../core/job/history.ts';
import { readDocument, unlessDamaged } from './read-document.ts';
import { Answered, Messages } from './entities.ts';
import type { TableRequests } from './table-requests.ts';
import { auditKey, auditRange, messagesRange, requestKey, sequenceOf, timeOfRun } from './row-keys.ts';
import { readPage } from './read-page.ts';
import { findRow, queryRows } from './read-rows.ts';

const mostAttempts = 1_000;

/** In place of messages that cannot be read stands one that says so. */
export async function findMessages(
  requests: TableRequests,
  job: string,
  id: string,
): Promise<readonly ProcedureMessage[]> {
  const range = messagesRange(id);
  if (range === undefined) return [];
  const action = `read the messages of run ${id} of ${job}`;
  const rows = await queryRows(requests, action, { job, range, limit: mostAttempts });
  return rows.flatMap((row) => {
    const read = unlessDamaged(requests, () => readDocument(Messages, row, requests));
    if (!isDamaged(read)) return read;
    const text = `(the messages of an attempt cannot be read: row ${read.row}, ${read.problem})`;
    return [{ at: timeOfRun(id), text, number: 0 }];
  });
}

export async function listAudit(requests: TableRequests, job: string, query: AuditQuery): Promise<AuditPage> {
  const { limit, before } = query;
  const from = before === undefined ? auditRange.from : auditKey(before);
  const { records, damaged, first, last } = await readPage(
    requests,
    `list the audit of ${job}`,
    { job, range: { from, to: auditRange.to }, limit },
    // One under another's key is not left out: the chain tells who was moved.
    (row) => unlessDamaged(requests, () => readDocument(AuditEntry, row, requests)),
    (rowKey) => sequenceOf(rowKey) !== undefined,
  );
  const next = last === undefined ? undefined : sequenceOf(last);
  const newest = first === undefined ? undefined : sequenceOf(first);
  return {
    entries: records,
    ...(damaged.length === 0 ? {} : { damaged }),
    ...omitUndefined({ newest, next }),
  };
}

export async function findAnswered(
  requests: TableRequests,
  job: string,
  key: string,
): Promise<AnsweredRequest | DamagedRow | undefined> {
  const row = await findRow(requests, job, requestKey(key));
  if (row === undefined) return undefined;
  return unlessDamaged(requests, () =>
    readDocument(Answered, row, requests, (answered) =>
      answered.key === key ? undefined : 'key: expected that of this row',
    ),
  );
}
