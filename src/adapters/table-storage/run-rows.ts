/** Reads runs: one, pages of them, and those of a period. Damaged rows are left out and named. */
import type { RunPage, RunPeriod, RunQuery } from '../../core/job/history.ts';
import { type DamagedRow, isDamaged } from '../../core/job/damaged-row.ts';
import { Run } from '../../core/run/run.ts';
import type { SchedulerStore } from '../../ports.ts';
import { documentReader, type StoredRow, unlessDamaged } from './read-document.ts';
import { readPage } from './read-page.ts';
import { findRow, queryRows, quote } from './read-rows.ts';
import { runIdOf, runKey, runRange, runsBetween, timeOfRun } from './row-keys.ts';
import { searchRuns } from './search-runs.ts';
import type { TableRequests } from './table-requests.ts';

type RunRows = Pick<SchedulerStore, 'findRun' | 'listRuns' | 'listRunsOf'>;
type ReadRun = (row: StoredRow) => Run | DamagedRow;

/** Open pages ask for the same latest runs again and again, and a run that has ended changes only by notes. */
const mostKnown = 200;

export function runRows(requests: TableRequests, job: string): RunRows {
  const reader = documentReader(
    Run,
    ({ id }, rowKey) => (runKey(id) === rowKey ? undefined : 'id: expected that of this row'),
    mostKnown,
  );
  const readRun: ReadRun = (row) => unlessDamaged(requests, () => reader(row, requests));
  return {
    findRun: async (id) => {
      const key = runKey(id);
      const row = key === undefined ? undefined : await findRow(requests, job, key);
      return row === undefined ? undefined : readRun(row);
    },
    listRuns: (query) => listRuns(requests, job, query, readRun),
    listRunsOf: (period) => listRunsOf(requests, job, period, readRun),
  };
}

async function listRuns(
  requests: TableRequests,
  job: string,
  { limit, outcome, before }: RunQuery,
  readRun: ReadRun,
): Promise<RunPage> {
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
    readRun,
    (rowKey) => runIdOf(rowKey) !== undefined,
  );
  const next = last === undefined ? undefined : runIdOf(last);
  return {
    runs: records,
    ...(damaged.length === 0 ? {} : { damaged }),
    ...(next === undefined ? stop : { next }),
  };
}

/** The search goes on after the last run that was looked at. */
const stopOf = (stoppedAt: string | undefined) =>
  stoppedAt === undefined ? {} : { next: stoppedAt, searchedBackTo: timeOfRun(stoppedAt) };

async function listRunsOf(
  requests: TableRequests,
  job: string,
  { from, to, limit }: RunPeriod,
  readRun: ReadRun,
): Promise<readonly Run[]> {
  const range = runsBetween(from, to);
  const rows = await queryRows(requests, `list the runs of a period of ${job}`, { job, range, limit });
  return rows.flatMap((row) => {
    const read = readRun(row);
    return isDamaged(read) ? [] : [read];
  });
}
