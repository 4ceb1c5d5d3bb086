/** The name of the procedure: read as T-SQL reads it, so that every way to write one name gives the same text. */
import { z } from 'zod';

const plainPart = /^[\p{L}_#][\p{L}\p{N}_#$@]*$/u;
/**
 * One part and the dot behind it: plain, in brackets, or in double quotes; a closing mark inside is doubled. As in
 * T-SQL, blanks may stand around the dot.
 */
const nextPart =
  /(?:\[((?:[^\]]|\]\])+)\]|"((?:[^"]|"")+)"|([\p{L}_#][\p{L}\p{N}_#$@]*)|)\s{0,20}(\.|$)\s{0,20}/uy;
const longestPart = 128;

/** `[dbo].[spJamkerja]` and `"dbo".spJamkerja` are `dbo.spJamkerja`; only what needs brackets keeps them. */
export const ProcedureName = z.string().transform((text, context) => {
  const parts = partsOf(text.trim());
  if (parts !== undefined) return parts.map((part) => (isPlain(part) ? part : bracketed(part))).join('.');
  context.addIssue({
    code: 'custom',
    message:
      'expected the name of a procedure such as dbo.spJamkerja or [hr].[sp Jam kerja]: a name, optionally with its schema and its database in front, in brackets if it holds blanks or signs',
  });
  return z.NEVER;
});

/** Every part in brackets, as the server takes it whatever the name is. `name` as parsed. */
export const quotedProcedureName = (name: string): string =>
  (partsOf(name) ?? [name]).map((part) => (part === '' ? '' : bracketed(part))).join('.');

/** The database in front of the name, in brackets and with its dot; empty for the session's own. */
export function databasePrefix(name: string): string {
  const [database, ...others] = partsOf(name) ?? [];
  return database !== undefined && others.length === 2 ? `${bracketed(database)}.` : '';
}

const isPlain = (part: string): boolean => part === '' || plainPart.test(part);
const bracketed = (part: string): string => `[${part.replaceAll(']', ']]')}]`;

/** Undefined if the text is no name. The schema may be left out between two dots: `Payroll..spJamkerja`. */
function partsOf(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let at = 0;
  for (let dot = '.'; dot === '.';) {
    nextPart.lastIndex = at;
    const match = nextPart.exec(text);
    if (match === null) return undefined;
    const [whole, inBrackets, inQuotes, plain = '', end = ''] = match;
    parts.push(inBrackets?.replaceAll(']]', ']') ?? inQuotes?.replaceAll('""', '"') ?? plain);
    at += whole.length;
    dot = end;
  }
  const usable = parts.every((part) => part.length <= longestPart && !/\p{Cc}/u.test(part));
  const complete = parts[0] !== '' && parts.at(-1) !== '';
  return usable && complete && parts.length <= 3 ? parts : undefined;
}
