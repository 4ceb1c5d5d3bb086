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
    const name = String(issue.path[0] ?? '');
    const value = /PASSWORD|CONNECTION_STRING|SECRET|KEY/.test(name)
      ? '(not shown)'
      : JSON.stringify(present[name]);
    return `${name} is ${value ?? 'missing'}: ${issue.message.replace(/, got .*$/, '')}`;
  });
  return { kind: 'invalid', problems };
}
