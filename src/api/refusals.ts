/** How a request that cannot be met is told: which field, what value, what was expected. */
import type { z } from 'zod';
import type { ErrorDetail } from './schemas/error-schemas.ts';
import type { ErrorCode } from './error-codes.ts';
import { omitUndefined } from '../core/omit-undefined.ts';

/** What a caller sent that is wrong, however long or deep. */
export interface RefusalDetail {
  readonly field: string;
  readonly value?: unknown;
  /** Completes the sentence "expected …". */
  readonly expected: string;
}

/** Why nothing was done. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly runId?: string;
  readonly retryAfterSeconds?: number;
}

export type Parsed<T> = { readonly kind: 'parsed'; readonly value: T } | Refusal;

export function parseRequest<T extends z.ZodType>(schema: T, input: unknown): Parsed<z.output<T>> {
  const result = schema.safeParse(input);
  if (result.success) return { kind: 'parsed', value: result.data };
  const details = result.error.issues.flatMap((issue) => toDetails(issue, input));
  // One complaint a field: what is no date at all is also none "from 1900 on".
  return invalid(
    details.filter(({ field }, index) => details.findIndex((each) => each.field === field) === index),
  );
}

export function invalid(given: readonly RefusalDetail[]): Refusal {
  const message = given
    .map((each) => `${each.field}: expected ${each.expected}, got ${shown(each.value)}`)
    .join('; ');
  const details = given.map(({ field, value, expected }) => ({
    field,
    ...omitUndefined({ value: echo(value) }),
    expected,
  }));
  return { kind: 'refused', code: 'invalid_request', message, details };
}

export function noSuchRun(id: string): Refusal {
  const details = [{ field: 'id', value: cut(id), expected: 'the id of a run in the history' }];
  return { kind: 'refused', code: 'not_found', message: `there is no run ${shown(id)}`, details };
}

/** What a caller sent goes back short and flat: thousands of nested brackets would break the answer. */
function echo(value: unknown): ErrorDetail['value'] {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return nested(value);
}

function shown(value: unknown): string {
  // 1e999 arrives as Infinity, which JSON cannot say.
  if (typeof value === 'number') return String(value);
  return nested(value) ?? JSON.stringify(echo(value)) ?? 'nothing';
}

function nested(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'a list';
  return isRecord(value) ? 'an object' : undefined;
}

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

function toDetails(issue: z.core.$ZodIssue, input: unknown): readonly RefusalDetail[] {
  const expected = issue.message
    .replace(/^(Invalid [a-z]+: )?expected /, '')
    .replace(/, (received|got) .*$/, '');
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({ field: path.join('.') || 'body', value: at(input, path), expected }));
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), input);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
