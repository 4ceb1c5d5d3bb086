/** Fields that several requests have: the reason, how an interval counts, and objects that refuse unknown names. */
import { z } from 'zod';
import { flagsWithTags, hiddenCharacters, hiddenIn } from '../../core/hidden-characters.ts';
import { Counting } from '../../core/schedule/interval.ts';
import { LocalDate } from '../../core/time/time.ts';

const reasonWords = 'expected 1 to 500 characters on one line';
/** Something visible: a text of nothing but joiners, marks, selectors, tags or fillers shows nothing. */
const reasonPattern = `^(?=.*[^\\s\\p{M}\\p{C}\\u115F\\u1160\\u2800\\uFFA0\\uFFFC])(?:${flagsWithTags}|[^${hiddenCharacters}]){1,500}$`;
/** What a reason says is shown in logs, history and audit: nothing in it may change how the text around it reads. */
export const Line = z
  .string(reasonWords)
  .trim()
  .regex(new RegExp(reasonPattern, 'u'), { error: ({ input }) => `${reasonWords}${without(input)}` })
  .meta({
    description: 'On one line; surrounding blanks are trimmed.',
    pattern: reasonPattern,
  });
export const Reason = Line.meta({
  description: 'For the history and the audit, on one line; surrounding blanks are trimmed.',
  examples: ['month-end closing'],
  pattern: reasonPattern,
});
/** The pattern of the text says enough about line breaks. */
function without(input: unknown): string {
  const codes = hiddenIn(String(input)).filter((code) => !lineBreaks.has(code));
  return codes.length === 0 ? '' : `, without the invisible ${codes.join(', ')}`;
}
const lineBreaks: ReadonlySet<string> = new Set(['U+000A', 'U+000D', 'U+2028', 'U+2029']);
/** A misspelt name is answered with the names that exist. */
export function strictObject<T extends z.core.$ZodLooseShape>(noun: 'fields' | 'parameters', shape: T) {
  const names = Object.keys(shape);
  const known = names.length === 0 ? `expected no ${noun}` : `expected only the ${noun} ${names.join(', ')}`;
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? known : 'expected a JSON object'),
  });
}

/** A year such as 0206 is a typing error, and SQL Server would accept it: its dates begin with year 1. */
const earliest = '1900-01-01';
export const requestedDate = LocalDate.refine((date) => date >= earliest, {
  error: `expected a date from ${earliest} on`,
});

export const after = z
  .enum(Counting.options, { error: `expected ${Counting.options.join(' or ')}` })
  .meta({ description: 'Counted from the end of the previous run, or at a fixed rate.' })
  .exactOptional();
