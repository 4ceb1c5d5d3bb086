/** Reads the file of an export, and checks all of it before anything is written. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { readDocument, unlessDamaged } from '../../src/adapters/table-storage/read-document.ts';
import { sequenceOf } from '../../src/adapters/table-storage/row-keys.ts';
import { AuditEntry } from '../../src/core/job/audit.ts';
import { type DamagedRow, isDamaged } from '../../src/core/job/damaged-row.ts';
import {
  ExportedRow,
  formatName,
  formatVersion,
  Header,
  KindCounts,
  lineOf,
  Trailer,
} from './export-format.ts';
import { isControl } from './partition.ts';

export interface CheckedExport {
  readonly file: string;
  readonly header: Header;
  readonly trailer: Trailer;
  readonly control: readonly ExportedRow[];
  /** Oldest first: those that can be read. */
  readonly audit: readonly AuditEntry[];
  /** The highest sequence number that a row of the audit has by its key, readable or not; 0 without any. */
  readonly lastSequence: number;
  /** Of all rows but the control rows, in order. */
  readonly digest: string;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
}

/** Throws with what is wrong, and where. */
export async function checkExport(file: string): Promise<CheckedExport> {
  const whole = createHash('sha256');
  const history = createHash('sha256');
  const kinds = new KindCounts();
  const control: ExportedRow[] = [];
  const newestFirst: AuditEntry[] = [];
  let lastSequence = 0;
  let header: Header | undefined;
  let before = '';
  let held: string | undefined;
  let number = 0;
  for await (const line of linesOf(file)) {
    // Which line is the last one shows only at the end.
    if (held !== undefined) take(held);
    held = line;
  }
  if (header === undefined || held === undefined)
    throw new Error(`${file} is no whole export: it ends after line ${number + 1}`);
  const trailer = parse(Trailer, held, `${file} was cut off, or the export did not end: its last line`);
  if (trailer.sha256 !== whole.digest('hex'))
    throw new Error(`${file} was changed after it was written: its checksum is another one`);
  if (JSON.stringify(trailer.kinds) !== JSON.stringify(kinds.byKind))
    throw new Error(`${file} does not hold the rows that its last line counts`);
  const audit = newestFirst.toReversed();
  return { file, header, trailer, control, audit, lastSequence, digest: history.digest('hex') };

  function take(line: string): void {
    number += 1;
    whole.update(`${line}\n`);
    if (header === undefined) {
      header = headerOf(line, file);
      return;
    }
    const row = parse(ExportedRow, line, `${file}, line ${number}`);
    kinds.add(row.row);
    if (isControl(row.row)) {
      control.push(row);
      return;
    }
    if (row.row <= before) throw new Error(`${file}, line ${number}: row ${row.row} is not in order`);
    before = row.row;
    history.update(`${lineOf(row)}\n`);
    const sequence = sequenceOf(row.row);
    if (sequence === undefined) return;
    lastSequence = Math.max(lastSequence, sequence);
    const entry = recordIn(AuditEntry, row, file);
    if (!isDamaged(entry)) newestFirst.push(entry);
  }
}

/** As the app would read it from the table. */
const recordIn = <T extends object>(
  schema: z.ZodType<T>,
  { row, columns }: ExportedRow,
  file: string,
): T | DamagedRow =>
  unlessDamaged(silent, () =>
    readDocument(schema, { ...columns, rowKey: row, etag: '' }, { ...silent, place: file }),
  );
const silent = { notices: { add: () => undefined } };

/** Undefined: the table had no such row. */
export function controlIn<T extends object>(
  { file, control }: CheckedExport,
  key: string,
  schema: z.ZodType<T>,
): T | DamagedRow | undefined {
  const row = control.find((each) => each.row === key);
  return row && recordIn(schema, row, file);
}

/** All but the control rows. */
export async function* historyIn({ file }: CheckedExport): AsyncGenerator<ExportedRow> {
  for await (const line of linesOf(file)) {
    const row = ExportedRow.safeParse(JSON.parse(line));
    if (row.success && !isControl(row.data.row)) yield row.data;
  }
}

const Named = z.object({ format: z.literal(formatName), version: z.unknown() });

function headerOf(line: string, file: string): Header {
  const found = jsonOf(line);
  const named = Named.safeParse(found).data;
  if (named === undefined)
    throw new Error(`${file} is no export: its first line lacks "format":"${formatName}"`);
  if (named.version !== formatVersion)
    throw new Error(
      `${file} has another version of the format than ${formatVersion}: import it with the version of the app that wrote it, or a newer one`,
    );
  return parse(Header, line, `${file}, line 1`);
}

function parse<T>(schema: z.ZodType<T>, line: string, where: string): T {
  const parsed = schema.safeParse(jsonOf(line));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${where} is not as expected: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
