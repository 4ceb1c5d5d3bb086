/** Turns a stored row into the record that its document holds, or says what is wrong with it. */
import { z } from 'zod';
import { escapeHidden } from '../../core/hidden-characters.ts';
import { damageIn, type DamagedRow, isDamaged } from '../../core/job/damaged-row.ts';
import { checkRead, describeProblem } from './document-problems.ts';
import type { Notices } from './notices.ts';
import type { StoreNotice } from '../../core/job/history.ts';
import { TableError } from './table-error.ts';

export interface StoredRow {
  readonly rowKey: string;
  readonly etag: string;
  /** `readDocument` checks the document and can name the place. */
  readonly document?: unknown;
  readonly changeId?: unknown;
  readonly [column: string]: unknown;
}
/** By hand: a schema takes 0.04 ms of a status (docs/performance.md). */
export const isStoredRow = (row: unknown): row is StoredRow =>
  typeof row === 'object' &&
  row !== null &&
  typeof Reflect.get(row, 'rowKey') === 'string' &&
  typeof Reflect.get(row, 'etag') === 'string';

/** `place` names the table for messages. */
export interface Place {
  readonly place: string;
  readonly notices: Pick<Notices, 'add'>;
}

/** Says what the schema cannot: a copy under another key is damage, too. */
type Judge<T> = (record: T, rowKey: string) => string | undefined;

export function readDocument<T>(
  schema: z.ZodType<T>,
  row: StoredRow,
  { place, notices }: Place,
  judge: Judge<T> = () => undefined,
): T {
  const { rowKey } = row;
  const damaged = (problem: string) =>
    new TableError(
      `row ${rowKey} of ${place} cannot be read: ${problem}. Correct it in the table as docs/operation.md says ("A row cannot be read"): the scheduler does not overwrite what it cannot read.`,
      'damaged',
      undefined,
      { row: escapeHidden(rowKey), problem: escapeHidden(problem) },
    );
  if (row.document === undefined) throw damaged('it has no column "document"');
  if (typeof row.document !== 'string') throw damaged('its column "document" is not text');
  let value: unknown;
  try {
    value = JSON.parse(wholeOf(row, row.document));
  } catch (error) {
    throw damaged(`its column "document" is not JSON (${String(error)})`);
  }
  const checked = checkRead(value, schema);
  if (checked.kind === 'unfit') {
    const problems = checked.problems.slice(0, 5).map(describeProblem).join('; ');
    throw damaged(`its column "document" is not as expected: ${problems}`);
  }
  const { value: record, changes } = checked;
  const judged = judge(record, rowKey);
  if (judged !== undefined) throw damaged(`its column "document" is not as expected: ${judged}`);
  if (changes.length > 0) {
    notices.add({ kind: 'limited', row: rowKey, problem: `read with limits: ${changes.join('; ')}` });
  }
  return record;
}

export type ReadRow<T> = (row: StoredRow, place: Place) => T;

/**
 * For rows that are read again and again, and seldom change: a text that was sound gives the same record as before. What
 * was damaged or put right is judged again each time, so that it is told each time. Of the rows that were read last, at
 * most `most` are known.
 */
export function documentReader<T>(schema: z.ZodType<T>, judge?: Judge<T>, most = 1): ReadRow<T> {
  const known = new Map<string, { readonly text: unknown; readonly record: T }>();
  return (row, { place, notices }) => {
    const { rowKey, document: text } = row;
    const isWhole = row[partColumn(0)] === undefined;
    const before = known.get(rowKey);
    if (isWhole && before !== undefined && before.text === text) return before.record;
    let sound = isWhole;
    const add = (notice: StoreNotice): void => {
      sound = false;
      notices.add(notice);
    };
    const record = readDocument(schema, row, { place, notices: { add } }, judge);
    known.delete(rowKey);
    if (!sound) return record;
    const [oldest] = known.keys();
    if (known.size >= most && oldest !== undefined) known.delete(oldest);
    known.set(rowKey, { text, record });
    return record;
  };
}

/** Notes a damaged row and goes on. */
export function unlessDamaged<T extends object>(
  { notices }: Pick<Place, 'notices'>,
  read: () => T,
): T | DamagedRow {
  try {
    return read();
  } catch (error) {
    const damaged = damageIn(error);
    if (damaged === undefined) throw error;
    notices.add({ kind: 'damaged', ...damaged });
    return damaged;
  }
}

/** For a row on which nothing depends: a missing or damaged one gives no record. */
export function readerUnlessDamaged<T extends object>(
  schema: z.ZodType<T>,
): (row: StoredRow | undefined, place: Place) => T | undefined {
  const reader = documentReader(schema);
  return (row, place) => {
    if (row === undefined) return undefined;
    const read = unlessDamaged(place, () => reader(row, place));
    return isDamaged(read) ? undefined : read;
  };
}

/** The column in which a long document continues. */
export const partColumn = (index: number): string => `document${index + 2}`;

export function wholeOf(row: StoredRow, start: string): string {
  let whole = start;
  for (let index = 0; ; index += 1) {
    const part = row[partColumn(index)];
    if (typeof part !== 'string') return whole;
    whole += part;
  }
}
