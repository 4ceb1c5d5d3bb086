/** Makes a row of a record: its document as the schema will read it, cut to size, and the columns. */
import type { z } from 'zod';
import { checkWritten, describeProblem } from './document-problems.ts';
import { fitDocument } from './fit-document.ts';
import { partColumn } from './read-document.ts';

/** What a write puts into a row, besides the partition key and the change id. */
export interface Row {
  readonly rowKey: string;
  readonly document: string;
  readonly columns: Readonly<Record<string, string>>;
  /** What had to be put right to be readable again. */
  readonly changes: readonly string[];
}

/** The record as its schema reads it, so that nothing is written that would be refused later. */
export function rowOf<T>(
  rowKey: string,
  schema: z.ZodType<T>,
  record: T,
  columnsOf: (record: T) => Row['columns'],
  fit: (record: T) => readonly [string, ...string[]] = (sound) => [fitDocument(sound)],
): Row {
  const checked = checkWritten(record, schema);
  if (checked.kind === 'unfit') {
    const problems = checked.problems.map(describeProblem).join('; ');
    throw new Error(`row ${rowKey} is not written, because it could not be read again: ${problems}`);
  }
  const { value: sound, changes } = checked;
  const [document, ...rest] = fit(sound);
  const columns = Object.fromEntries([
    ...Object.entries(columnsOf(sound)).map(([name, text]) => [name, columnText(text)]),
    ...rest.map((part, index) => [partColumn(index), part]),
  ]);
  return { rowKey, document, columns, changes };
}

/** Columns are for filters and for people: what the service or a person's tool would choke on is left out. */
const columnText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\uFFFD')
    .slice(0, 500)
    .toWellFormed();
