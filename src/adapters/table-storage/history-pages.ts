/** Reads the history: runs, their messages and answered requests. */
import { AuditEntry } from '../../core/job/audit.ts';
import type { ProcedureMessage } from '../../core/run/progress.ts';
import { Run } from '../../core/run/run.ts';
import type { AnsweredRequest } from '../../core/job/change.ts';
import type { AuditPage, AuditQuery, RunPage, RunQuery } from '../../ports.ts';
import { readDocument } from './read-document.ts';
import { Answered, Messages } from './entities.ts';
import type { TableRequests } from './table-requests.ts';
import { auditKey, auditRange, messagesRange, requestKey, runKey, runRange, timeOfRun } from './row-keys.ts';
import { findRow, queryRows, quote } from './read-rows.ts';
import { searchRuns } from './search-runs.ts';

const mostAttempts = 1_000;

export async function findRun(requests: TableRequests, job: string, id: string): Promise<Run | undefined> {
  const key = runKey(id);
  const row = key === undefined ? undefined : await findRow(requests, job, key);
  return row === undefined ? undefined : readDocument(Run, row, requests.place);
}

export async function findMessages(
  requests: TableRequests,
  job: string,
  id: string,
): Promise<readonly ProcedureMessage[]> {
  const range = messagesRange(id);
  if (range === undefined) return [];
  const action = `read the messages of run ${id} of ${job}`;
  const rows = await queryRows(requests, action, { job, range, limit: mostAttempts });
  return rows.flatMap((row) => readDocument(Messages, row, requests.place));
}

/** Asks for one more than the limit, to know whether there is a next page. */
export async function listRuns(requests: TableRequests, job: string, query: RunQuery): Promise<RunPage> {
  const { limit, outcome, before } = query;
  const from = before === undefined ? runRange.from : runKey(before);
  if (from === undefined) return { runs: [] };
  const searched = outcome && (await searchRuns(requests, job, from, { outcome, limit: limit + 1 }));
  const stop = stopOf(searched?.stoppedAt);
  if (searched?.empty === true) return { runs: [], ...stop };
  const rows = await queryRows(requests, `list the runs of ${job}`, {
    job,
    range: { from, to: searched?.to ?? runRange.to },
    exclusive: true,
    where: outcome === undefined ? undefined : `outcome eq ${quote(outcome)}`,
    limit: limit + 1,
  });
  const runs = rows.slice(0, limit).map((row) => readDocument(Run, row, requests.place));
  const next = rows.length > limit ? runs.at(-1)?.id : undefined;
  return next === undefined ? { runs, ...stop } : { runs, next };
}

/** The search goes on after the last run that was looked at. */
const stopOf = (stoppedAt: string | undefined) =>
  stoppedAt === undefined ? {} : { next: stoppedAt, searchedBackTo: timeOfRun(stoppedAt) };

export async function listAudit(requests: TableRequests, job: string, query: AuditQuery): Promise<AuditPage> {
  const { limit, before } = query;
  const from = before === undefined ? auditRange.from : auditKey(before);
  const range = { from, to: auditRange.to };
  const rows = await queryRows(requests, `list the audit of ${job}`, {
    job,
    range,
    exclusive: true,
    limit: limit + 1,
  });
  const entries = rows.slice(0, limit).map((row) => readDocument(AuditEntry, row, requests.place));
  const next = rows.length > limit ? entries.at(-1)?.sequence : undefined;
  return next === undefined ? { entries } : { entries, next };
}

export async function findAnswered(
  requests: TableRequests,
  job: string,
  key: string,
): Promise<AnsweredRequest | undefined> {
  const row = await findRow(requests, job, requestKey(key));
  return row === undefined ? undefined : readDocument(Answered, row, requests.place);
}
