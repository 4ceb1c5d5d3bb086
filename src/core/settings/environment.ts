/** Reads environment variables: each problem names the setting and what was expected, and never shows a secret. */
import { z } from 'zod';
import { type Environment, readSetting } from './read-setting.ts';
import { describeWrong, hiddenValue, holdsSecret, unresolvedProblem } from './setting-value.ts';
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
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.enum(['true', 'false'], { error: 'expected true or false' }))
  .transform((text) => text === 'true');

function numberLike(pattern: RegExp, expected: string, minimum: number, maximum: number) {
  const words = { error: `expected ${expected}` };
  const bounded = z.number().min(minimum, words).max(maximum, words);
  return z.string().trim().regex(pattern, words).transform(Number).pipe(bounded);
}

/** Names that need no quoting in a statement: nothing in them can be escaped or injected. */
export const parameterName = z
  .string()
  .trim()
  .regex(/^@?[\p{L}_#][\p{L}\p{N}_#$@]{0,126}$/u, {
    error: 'expected the name of a parameter such as awal (letters, digits and underscores)',
  })
  .transform((text) => text.replace(/^@/, ''));

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

/** The settings whose value is a secret, or holds one, or is often replaced by one and judged where it is parsed. */
const secret =
  /PASSWORD|CONNECTION_STRING|SECRET|TOKEN|KEY|(?:WEBHOOK|PING|SMTP)_URL$|^AzureWebJobsStorage$|^SQL_SERVER$/;

/**
 * Empty values count as absent. `labelOf` says how to call a setting that was written under another name; the value of
 * such a one is never shown, because a part of a password may have taken its place.
 */
export function parseEnvironment<T extends z.ZodObject>(
  schema: T,
  environment: Environment,
  labelOf?: (name: string) => string,
): ParsedSettings<z.output<T>> {
  const present: Record<string, string> = {};
  const problems = new Map<string, string>();
  for (const name of Object.keys(schema.shape)) {
    const value = readSetting(environment, name);
    if (value === undefined) continue;
    present[name] = value;
    const problem = unresolvedProblem(value) ?? misplacedProblem(name, value);
    if (problem !== undefined) problems.set(name, `${labelOf?.(name) ?? name} ${problem}`);
  }
  const result = schema.safeParse(present);
  if (result.success && problems.size === 0) return { kind: 'valid', settings: result.data };
  const relations: string[] = [];
  for (const { path, message } of result.error?.issues ?? []) {
    const name = String(path[0]);
    if (path.length === 0) relations.push(message);
    // One problem for each setting: a list of many wrong numbers would have one for each of them.
    else if (!problems.has(name)) {
      const value = describeValue(name, present[name], labelOf !== undefined);
      problems.set(name, `${labelOf?.(name) ?? name} ${value}: ${message.replace(/, got .*$/s, '')}`);
    }
  }
  return { kind: 'invalid', problems: [...problems.values(), ...relations] };
}

function misplacedProblem(name: string, value: string): string | undefined {
  if (secret.test(name) || !holdsSecret(value)) return undefined;
  return 'holds a password or a key, or a connection string (not shown): expected something else there; is it the value of another setting?';
}

function describeValue(name: string, value: string | undefined, renamed: boolean): string {
  if (value === undefined) return 'is missing';
  return renamed || secret.test(name) ? hiddenValue : describeWrong(value);
}
