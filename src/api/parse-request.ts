/** Checks what a caller sent against a schema, and says which field is wrong. */
import type { z } from 'zod';
import { invalid, type InvalidRequest, type RefusalDetail } from './refusals.ts';

export type Schema = z.ZodObject;
export type Output<S extends Schema> = z.output<S>;
export type Parsed<T> = { readonly kind: 'parsed'; readonly value: T } | InvalidRequest;

/** A URL of 8 kB has room for thousands of unknown parameters: told one by one, they would fill 400 kB. */
export const mostDetails = 20;

export function parseRequest<S extends Schema>(schema: S, input: unknown): Parsed<Output<S>> {
  const result = schema.safeParse(input);
  if (result.success) return { kind: 'parsed', value: result.data };
  const details = result.error.issues.flatMap((issue) => toDetails(issue, input));
  // One complaint a field: what is no date at all is not also one before 1900.
  const fields = new Set<string>();
  const firstOfEach = details.filter(({ field }) => !fields.has(field) && fields.add(field));
  return invalid(firstOfEach.slice(0, mostDetails));
}

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
