/**
 * Writes an export into an empty partition, so that it can be interrupted anywhere and begun again with the same file:
 *
 * 1. The configuration row alone, with a mark of the file. An app that finds it without the state row starts nothing.
 * 2. The history, in transactions that may be repeated.
 * 3. All of it is read again and compared with the file.
 * 4. The other control rows, the entry in the audit and the end of a run that was active, in one transaction.
 */
import {
  auditRow,
  configRow,
  leaseRow,
  runRow,
  stateRow,
} from '../../src/adapters/table-storage/entities.ts';
import { findRow } from '../../src/adapters/table-storage/read-rows.ts';
import type { StoredRow } from '../../src/adapters/table-storage/read-document.ts';
import type { Row } from '../../src/adapters/table-storage/row-of.ts';
import { controlKeys } from '../../src/adapters/table-storage/row-keys.ts';
import { type Write, writeAtomically } from '../../src/adapters/table-storage/write-atomically.ts';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { auditText } from '../../src/core/job/audit.ts';
import type { EpochMs } from '../../src/core/time/time.ts';
import { digestOf, type Partition, rowsIn, writeRows } from './partition.ts';
import { type CheckedExport, historyIn } from './read-export.ts';
import { type SafeState, safeState } from './safe-state.ts';

export interface Import {
  readonly partition: Partition;
  readonly source: CheckedExport;
  /** Who runs the command, for the audit. */
  readonly who: string;
  readonly now: () => EpochMs;
  readonly newId: () => string;
  readonly print: (line: string) => void;
}

export type Imported =
  { readonly kind: 'imported'; readonly safe: SafeState } | { readonly kind: 'was_imported' };

/** Names of columns of the configuration row, with the checksum of the file. The app's next change removes the second. */
const begunColumn = 'importBegun';
const doneColumn = 'imported';

export async function importRows(given: Import): Promise<Imported> {
  const { partition, source, who, now, newId, print } = given;
  const { requests, job } = partition;
  if (source.header.job !== job) {
    throw new Error(
      `${source.file} holds the rows of the job ${source.header.job}, not of ${job}: pass --job ${source.header.job}, and give the app the same JOB_NAME`,
    );
  }
  const safe = safeState(source, who, now());
  const mark = source.trailer.sha256;
  const begun = await begin(given, withColumn(configRow(safe.config), begunColumn, mark));
  if (begun === undefined) return { kind: 'was_imported' };

  print(`${await writeRows(partition, historyIn(source))} rows of the history are written.`);
  if ((await digestOf(partition)) !== source.digest) throw new Error(await whyDifferent(given));
  print('Read again, they are those of the file.');

  const entry = { ...safe.entry, hash: sha256(auditText(safe.entry)) };
  const head = { sequence: entry.sequence, hash: entry.hash };
  const writes: Write[] = [
    {
      row: withColumn(configRow(safe.config), doneColumn, mark),
      as: { underVersion: begun.etag },
    },
    { row: leaseRow(safe.lease), as: 'insert' },
    { row: stateRow({ ...safe.state, auditHead: head }), as: 'insert' },
    { row: auditRow(entry), as: 'insert' },
    ...(safe.run === undefined ? [] : [{ row: runRow(safe.run), as: 'replace' as const }]),
  ];
  const written = await writeAtomically(requests, job, newId(), writes);
  if (written.kind === 'conflict') {
    throw new Error(`another process changed the control rows of ${job} meanwhile: import again`);
  }
  return { kind: 'imported', safe };
}

/** Nobody may read that a table should be deleted on which another import has put the app to work. */
async function whyDifferent({ partition: { requests, job }, source: { file } }: Import): Promise<string> {
  const row = await findRow(requests, job, controlKeys.config);
  return row !== undefined && row[begunColumn] === undefined
    ? `another import into ${requests.place} ended while this one was at work: look at the status and at the latest run there before you resume the schedule`
    : `${requests.place} differs from ${file} after the import: somebody writes to it. The app starts nothing there; delete the table and import again`;
}

const withColumn = (row: Row, name: string, value: string): Row => ({
  ...row,
  columns: { ...row.columns, [name]: value },
});

/** The marked configuration row, written now or by an import that did not end. Undefined: this file is imported already. */
async function begin({ partition, source, newId }: Import, row: Row): Promise<StoredRow | undefined> {
  const { requests, job } = partition;
  const { sha256: mark } = source.trailer;
  const there = await findRow(requests, job, controlKeys.config);
  if (there?.[doneColumn] === mark) return undefined;
  if (there !== undefined) {
    if (there[begunColumn] === mark) return there;
    throw new Error(
      there[begunColumn] === undefined
        ? `${requests.place} holds an installation of ${job} already: an import overwrites nothing. Import into another table, or stop the app and delete this one first`
        : `an import of another file into ${requests.place} did not end: repeat it with that file, or delete the table first`,
    );
  }
  const { value: other } = await rowsIn(partition).next();
  if (other !== undefined) {
    throw new Error(
      `${requests.place} holds rows of ${job} already, such as ${other.row}: an import needs an empty table. Import into another table, or delete this one first`,
    );
  }
  await writeAtomically(requests, job, newId(), [{ row, as: 'insert' }]);
  return begunBy(partition, source);
}

/** Whoever else began at the same moment is found here. */
async function begunBy({ requests, job }: Partition, { trailer }: CheckedExport): Promise<StoredRow> {
  const row = await findRow(requests, job, controlKeys.config);
  if (row?.[begunColumn] === trailer.sha256) return row;
  throw new Error(
    `another process wrote the control rows of ${job} at the same moment: stop the app, and import again`,
  );
}
