/** Reads environment variables: each problem names the setting, its value and what was expected. */
import { z } from 'zod';
import { seconds } from '../time/time.ts';

export type ParsedSettings<T> =
  | { readonly kind: 'valid'; readonly settings: T }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

export const numberIn = (minimum: number, maximum: number) =>
  numberLike(/^\d+(\.\d+)?$/, `a number from ${minimum} to ${maximum}, without unit`, minimum, maximum);
export const wholeNumberIn = (minimum: number, maximum: number) =>
  numberLike(/^\d+$/, `a whole number from ${minimum} to ${maximum}, without unit`, minimum, maximum);
export const secondsIn = (minimum: number, maximum: number) => numberIn(minimum, maximum).transform(seconds);
export const flag = z
  .enum(['true', 'false'], { error: 'expected true or false' })
  .transform((text) => text === 'true');

function numberLike(pattern: RegExp, expected: string, minimum: number, maximum: number) {
  const words = { error: `expected ${expected}` };
  const bounded = z.number().min(minimum, words).max(maximum, words);
  return z.string().trim().regex(pattern, words).transform(Number).pipe(bounded);
}

/** Names that need no quoting in a statement: nothing in them can be escaped or injected. */
export const sqlIdentifier = z.string().regex(/^[A-Za-z_#][A-Za-z0-9_#$@]{0,127}$/, {
  error: 'expected a plain SQL identifier (letters, digits and underscores)',
});
export const sqlObjectName = z
  .string()
  .regex(/^([A-Za-z_][A-Za-z0-9_#$@]{0,127}\.){0,2}[A-Za-z_][A-Za-z0-9_#$@]{0,127}$/, {
    error: 'expected a procedure name such as dbo.spJamkerja, without brackets',
  });

/**
 * Adds a relation between variables. It is checked once those variables can be read, whatever else is wrong, and its
 * problem is shown as it is.
 */
export function mustHold<S extends z.ZodObject>(
  schema: S,
  names: readonly (string & keyof z.output<S>)[],
  problemOf: (values: z.output<S>) => string | undefined,
): S {
  const needed: ReadonlySet<unknown> = new Set(names);
  return schema.superRefine(
    (values, context) => {
      const problem = problemOf(values);
      if (problem !== undefined) context.addIssue(problem);
    },
    { when: ({ issues }) => !issues.some(({ path }) => needed.has(path?.[0])) },
  );
}

/** Empty values count as absent. */
export function parseEnvironment<T extends z.ZodType>(
  schema: T,
  environment: Readonly<Record<string, string | undefined>>,
): ParsedSettings<z.output<T>> {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(present);
  if (result.success) return { kind: 'valid', settings: result.data };
  const problems = result.error.issues.map((issue) => {
    if (issue.path.length === 0) return issue.message;
    const name = String(issue.path[0]);
    const value = /PASSWORD|CONNECTION_STRING|SECRET|KEY/.test(name)
      ? '(not shown)'
      : JSON.stringify(present[name]);
    return `${name} is ${value ?? 'missing'}: ${issue.message.replace(/, got .*$/, '')}`;
  });
  return { kind: 'invalid', problems };
}
