/** Reads the history: runs, their messages, the audit and answered requests. Damaged rows are left out and named. */
import { AuditEntry } from '../../core/job/audit.ts';
import { type DamagedRow, isDamaged } from '../../core/job/damaged-row.ts';
import type { ProcedureMessage } from '../../core/run/progress.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { Run } from '../../core/run/run.ts';
import type { AnsweredRequest } from '../../core/job/change.ts';
import type { AuditPage, AuditQuery, RunPage, RunPeriod, RunQuery } from '../../core/job/history.ts';
import { readDocument, type StoredRow, unlessDamaged } from './read-document.ts';
import { Answered, Messages } from './entities.ts';
import type { TableRequests } from './table-requests.ts';
import {
  auditKey,
  auditRange,
  messagesRange,
  requestKey,
  runIdOf,
  runKey,
  runRange,
  runsBetween,
  sequenceOf,
  timeOfRun,
} from './row-keys.ts';
import { readPage } from './read-page.ts';
import { findRow, queryRows, quote } from './read-rows.ts';
import { searchRuns } from './search-runs.ts';

const mostAttempts = 1_000;

const ofRow = (field: string, same: boolean): string | undefined =>
  same ? undefined : `${field}: expected that of this row`;

const readRun = (requests: TableRequests, row: StoredRow): Run | DamagedRow =>
  unlessDamaged(requests, () =>
    readDocument(Run, row, requests, ({ id }) => ofRow('id', runKey(id) === row.rowKey)),
  );

export async function findRun(
  requests: TableRequests,
  job: string,
  id: string,
): Promise<Run | DamagedRow | undefined> {
  const key = runKey(id);
  const row = key === undefined ? undefined : await findRow(requests, job, key);
  return row === undefined ? undefined : readRun(requests, row);
}

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

export async function listRuns(requests: TableRequests, job: string, query: RunQuery): Promise<RunPage> {
  const { limit, outcome, before } = query;
  const from = before === undefined ? runRange.from : runKey(before);
  if (from === undefined) return { runs: [] };
  const searched = outcome && (await searchRuns(requests, job, from, { outcome, limit: limit + 1 }));
  const stop = stopOf(searched?.stoppedAt);
  if (searched?.empty === true) return { runs: [], ...stop };
  const where = outcome === undefined ? undefined : `outcome eq ${quote(outcome)}`;
  const { records, damaged, last } = await readPage(
    requests,
    `list the runs of ${job}`,
    { job, range: { from, to: searched?.to ?? runRange.to }, where, limit },
    (row) => readRun(requests, row),
    (rowKey) => runIdOf(rowKey) !== undefined,
  );
  const next = last === undefined ? undefined : runIdOf(last);
  return { runs: records, ...nonempty(damaged), ...(next === undefined ? stop : { next }) };
}

export async function listRunsOf(
  requests: TableRequests,
  job: string,
  { from, to, limit }: RunPeriod,
): Promise<readonly Run[]> {
  const range = runsBetween(from, to);
  const rows = await queryRows(requests, `list the runs of a period of ${job}`, { job, range, limit });
  return rows.flatMap((row) => {
    const read = readRun(requests, row);
    return isDamaged(read) ? [] : [read];
  });
}

/** The search goes on after the last run that was looked at. */
const stopOf = (stoppedAt: string | undefined) =>
  stoppedAt === undefined ? {} : { next: stoppedAt, searchedBackTo: timeOfRun(stoppedAt) };

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
  return { entries: records, ...nonempty(damaged), ...omitUndefined({ newest, next }) };
}

const nonempty = (damaged: readonly DamagedRow[]) => (damaged.length === 0 ? {} : { damaged });

export async function findAnswered(
  requests: TableRequests,
  job: string,
  key: string,
): Promise<AnsweredRequest | DamagedRow | undefined> {
  const row = await findRow(requests, job, requestKey(key));
  if (row === undefined) return undefined;
  return unlessDamaged(requests, () =>
    readDocument(Answered, row, requests, (answered) => ofRow('key', answered.key === key)),
  );
}
