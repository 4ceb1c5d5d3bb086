/**
 * What is wrong with a document by its schema, and what can be put right without guessing: a number beyond a limit goes
 * to that limit. Nothing is written that would be refused when it is read again, and no number stops the scheduler.
 */
import type { z } from 'zod';
import { firstInstant, lastInstant } from '../../core/time/time.ts';

export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly issue: z.core.$ZodIssue;
}

export const describeProblem = ({ path, issue }: Problem): string =>
  `${path.join('.') || 'the document'}: ${issue.message}`;

/** Of a union, the variant meant is the one whose `kind` fits, then the one with the fewest issues. */
export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  above: readonly PropertyKey[] = [],
): readonly Problem[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    const meant = variantsOf(issue).toSorted((one, other) => distance(one) - distance(other))[0];
    return meant === undefined ? [{ path, issue }] : problemsOf(meant, path);
  });
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

export type Checked<T> =
  /** As the schema reads it. `changes` say what was put right, if anything. */
  | { readonly kind: 'fits'; readonly value: T; readonly changes: readonly string[] }
  | { readonly kind: 'unfit'; readonly problems: readonly Problem[] };

/** Each pass reveals what the one before hid, such as a field that is missing after it was removed. */
const passes = 4;

/** `value` comes from JSON, and is changed. `mend` puts one problem right, and says how, or returns undefined. */
function check<T>(value: unknown, schema: z.ZodType<T>, mend: Mend): Checked<T> {
  const root = { document: value };
  const changes: string[] = [];
  for (let pass = 1; ; pass += 1) {
    const parsed = schema.safeParse(root.document);
    if (parsed.success) return { kind: 'fits', value: parsed.data, changes };
    const problems = problemsOf(parsed.error.issues);
    const mended = problems.map((problem) => mend(root, problem));
    if (pass === passes || mended.includes(undefined)) return { kind: 'unfit', problems };
    changes.push(...mended.flatMap((change) => change ?? []));
  }
}

type Mend = (root: object, problem: Problem) => string | undefined;

/** The only limits that a sound value can have met: those of exact integers and of instants. */
const limits: ReadonlySet<unknown> = new Set([
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  firstInstant,
  lastInstant,
]);

/** What is read is believed up to these limits: earlier versions wrote sums beyond them. */
export const checkRead = <T>(value: unknown, schema: z.ZodType<T>): Checked<T> =>
  check(value, schema, (root, problem) => {
    const limit = limitOf(problem.issue, valueAt(root, problem.path));
    return limit !== undefined && limits.has(limit) ? replace(root, problem.path, limit) : undefined;
  });

/** What is to be written loses what cannot be kept, because the change it belongs to must not get lost. */
export function checkWritten<T>(value: unknown, schema: z.ZodType<T>): Checked<T> {
  const asIs = schema.safeParse(value);
  if (asIs.success) return { kind: 'fits', value: asIs.data, changes: [] };
  return check(exactJson(value), schema, (root, problem) => {
    const { path, issue } = problem;
    const old = valueAt(root, path);
    const limit = limitOf(issue, old);
    if (limit !== undefined) return replace(root, path, limit);
    if (typeof old === 'number' && issue.code === 'invalid_type') return replace(root, path, Math.trunc(old));
    return replace(root, path, old === undefined ? emptyOf(issue) : undefined);
  });
}

function limitOf(issue: z.core.$ZodIssue, old: unknown): number | undefined {
  if (typeof old !== 'number') return undefined;
  if (!Number.isFinite(old)) return old > 0 ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
  if (issue.code === 'too_big') return Number(issue.maximum);
  return issue.code === 'too_small' ? Number(issue.minimum) : undefined;
}

function emptyOf(issue: z.core.$ZodIssue): unknown {
  if (issue.code !== 'invalid_type') return undefined;
  const empty: Readonly<Record<string, unknown>> = { string: '', number: 0, int: 0, array: [] };
  return empty[issue.expected];
}

/** As the table gets it: JSON knows no NaN, no infinity and no bigint. */
function exactJson(value: unknown): unknown {
  const json = JSON.stringify(value, (_, part: unknown) => {
    const number = typeof part === 'bigint' ? Number(part) : part;
    if (typeof number !== 'number' || Number.isFinite(number)) return number;
    return Number.isNaN(number) ? undefined : Math.sign(number) * Number.MAX_SAFE_INTEGER;
  });
  return json === undefined ? undefined : JSON.parse(json);
}

const containerOf = (root: object, path: readonly PropertyKey[]): unknown =>
  path.slice(0, -1).reduce(at, at(root, 'document'));
const valueAt = (root: object, path: readonly PropertyKey[]): unknown =>
  path.reduce(at, at(root, 'document'));
const at = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** Undefined removes it. */
function replace(root: object, path: readonly PropertyKey[], value: unknown): string | undefined {
  const key = path.at(-1);
  const container = containerOf(root, path);
  if (key === undefined || typeof container !== 'object' || container === null) return undefined;
  const old = JSON.stringify(Reflect.get(container, key))?.slice(0, 100) ?? 'missing';
  if (value === undefined) Reflect.deleteProperty(container, key);
  else Reflect.set(container, key, value);
  return `${path.join('.')} was ${old} and became ${JSON.stringify(value) ?? 'nothing'}`;
}
