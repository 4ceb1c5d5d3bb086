/** Turns a stored row into the record that its document holds, or says what is wrong with it. */
import { z } from 'zod';
import { TableError } from './table-error.ts';

/** Only what the adapter itself looks at; `readDocument` checks the document and can name the place. */
export const StoredRow = z
  .looseObject({
    rowKey: z.string(),
    etag: z.string(),
    document: z.unknown().optional(),
    changeId: z.unknown().optional(),
  })
  .readonly();
export type StoredRow = z.infer<typeof StoredRow>;

/** `place` names the table for the message. */
export function readDocument<T>(schema: z.ZodType<T>, row: StoredRow, place: string): T {
  const problem = (what: string) =>
    new TableError(
      `row ${row.rowKey} of ${place} cannot be read: ${what}. Correct it in the table: the scheduler does not overwrite what it cannot read.`,
      'lasting',
      undefined,
    );
  if (row.document === undefined) throw problem('it has no column "document"');
  if (typeof row.document !== 'string') throw problem('its column "document" is not text');
  let value: unknown;
  try {
    value = JSON.parse(wholeOf(row, row.document));
  } catch (error) {
    throw problem(`its column "document" is not JSON (${String(error)})`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue) => explain(issue, []));
  throw problem(`its column "document" is not as expected: ${issues.join('; ')}`);
}

/** The column in which a long document continues. */
export const partColumn = (index: number): string => `document${index + 2}`;

function wholeOf(row: StoredRow, start: string): string {
  let whole = start;
  for (let index = 0; ; index += 1) {
    const part = row[partColumn(index)];
    if (typeof part !== 'string') return whole;
    whole += part;
  }
}

/** Of a union, the variant meant is the one whose `kind` fits, then the one with the fewest issues. */
function explain(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): readonly string[] {
  const path = [...above, ...issue.path];
  const meant = variantsOf(issue).toSorted((one, other) => distance(one) - distance(other))[0];
  if (meant !== undefined) return meant.flatMap((inner) => explain(inner, path));
  return [`${path.join('.') || 'the document'}: ${issue.message}`];
}

const variantsOf = (issue: z.core.$ZodIssue): readonly (readonly z.core.$ZodIssue[])[] =>
  issue.code === 'invalid_union' ? issue.errors : [];

function distance(issues: readonly z.core.$ZodIssue[]): number {
  const each = issues.map((issue) => {
    const variants = variantsOf(issue).map(distance);
    if (variants.length > 0) return Math.min(...variants);
    return issue.path.at(-1) === 'kind' ? 1_000 : 1;
  });
  return each.reduce((sum, one) => sum + one, 0);
}
