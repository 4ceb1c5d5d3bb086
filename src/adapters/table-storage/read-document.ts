/** What the service returns: a stored row, and the record that its document holds, or what is wrong with it. */
import { z } from 'zod';
import { TableError } from './table-error.ts';

/** As far as the adapter looks at it; the document is checked by `readDocument`, which can say where it lies. */
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
  if (typeof row.document !== 'string') throw problem('its column "document" is no text');
  let value: unknown;
  try {
    value = JSON.parse(wholeOf(row, row.document));
  } catch (error) {
    throw problem(`its column "document" is no JSON (${String(error)})`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue) => explain(issue, []));
  throw problem(`its column "document" is not as expected: ${issues.join('; ')}`);
}

/** Where a long document goes on. */
export const partColumn = (index: number): string => `document${index + 2}`;

function wholeOf(row: StoredRow, start: string): string {
  let whole = start;
  for (let index = 0; ; index += 1) {
    const part = row[partColumn(index)];
    if (typeof part !== 'string') return whole;
    whole += part;
  }
}

/** Of a union, the variant that is meant is the one whose `kind` fits, and then the one with the fewest complaints. */
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
