/** Writes the rows of a job to a file while the app may be at work. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { controlKeys, controlRange } from '../../src/adapters/table-storage/row-keys.ts';
import {
  type ExportedRow,
  formatName,
  formatVersion,
  type Header,
  isLeftOut,
  jsonLine,
  KindCounts,
  lineOf,
  type Trailer,
} from './export-format.ts';
import { isControl, type Partition, rowsIn } from './partition.ts';

export interface Origin {
  readonly table: string;
  /** The address without any secret. */
  readonly storage: string;
}

/** Runs and commands change a few rows an hour; reading them all takes seconds. */
const tries = 5;
/** Characters that wait to be written together. */
const chunk = 500_000;

/**
 * Every change of the history but the notices, each of which is whole by itself, writes the state row in the same
 * transaction. So if the state and the configuration are
 * after the reading what they were before it, then all that was read belongs together. Otherwise it is read again.
 */
export async function writeExport(
  partition: Partition,
  origin: Origin,
  file: string,
  now: () => number,
): Promise<Trailer> {
  if (existsSync(file))
    throw new Error(`${file} exists already: an export overwrites nothing, choose another name`);
  const part = `${file}.part`;
  try {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      await rm(part, { force: true });
      // It holds names, reasons and messages of people, and the salt of the hashes of function keys.
      const handle = await open(part, 'wx', 0o600);
      const trailer = await writeOnce(partition, origin, handle, now).finally(() => handle.close());
      if (trailer === undefined) continue;
      await rename(part, file);
      return trailer;
    }
  } finally {
    await rm(part, { force: true });
  }
  throw new Error(
    `the rows of ${partition.job} changed during each of ${tries} readings: pause the schedule, wait until no run is active, and export again`,
  );
}

/** Undefined when the rows changed meanwhile. */
async function writeOnce(
  partition: Partition,
  origin: Origin,
  file: FileHandle,
  now: () => number,
): Promise<Trailer | undefined> {
  const { job } = partition;
  const before = await controlRowsIn(partition);
  const hash = createHash('sha256');
  const kinds = new KindCounts();
  let waiting = '';
  const write = async (line: string) => {
    hash.update(`${line}\n`);
    waiting += `${line}\n`;
    if (waiting.length < chunk) return;
    await file.appendFile(waiting);
    waiting = '';
  };
  const writeRow = async (row: ExportedRow) => {
    kinds.add(row.row);
    await write(lineOf(row));
  };
  const at = new Date(now()).toISOString();
  const header = { format: formatName, version: formatVersion, job, ...origin, at } satisfies Header;
  await write(jsonLine(header));
  for await (const row of rowsIn(partition)) {
    if (!isControl(row.row) && !isLeftOut(row.row)) await writeRow(row);
  }
  const after = await controlRowsIn(partition);
  for (const row of after) await writeRow(row);
  const rows = kinds.all;
  const trailer = { rows, kinds: kinds.byKind, sha256: hash.digest('hex') } satisfies Trailer;
  await file.appendFile(`${waiting}${jsonLine(trailer)}\n`);
  await file.sync();
  if (rows === 0) {
    throw new Error(
      `${partition.requests.place} holds no rows of ${job}: check --account, --table and --job, or the settings of the same meaning`,
    );
  }
  return changing(before) === changing(after) ? trailer : undefined;
}

async function controlRowsIn(partition: Partition): Promise<readonly ExportedRow[]> {
  const rows: ExportedRow[] = [];
  for await (const row of rowsIn(partition, controlRange)) if (!isLeftOut(row.row)) rows.push(row);
  return rows;
}

/** The lease is renewed every few seconds and the record of ticks every few minutes: no history depends on them. */
const changing = (rows: readonly ExportedRow[]): string =>
  rows
    .filter(({ row }) => row === controlKeys.config || row === controlKeys.state)
    .map(lineOf)
    .join('\n');
