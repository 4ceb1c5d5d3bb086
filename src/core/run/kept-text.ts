/**
 * What a server or a driver says, as rows keep it and everybody sees it: as much of it as KEEP_MESSAGES permits, on one
 * line, with everything visible. Later readers may print it in a terminal, a mail or a log of their own.
 */
import { escapeHidden } from '../hidden-characters.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { AttemptResult } from './end-attempt.ts';
import type { Failure } from './failure.ts';
import type { ProcedureMessage } from './progress.ts';

/** Procedures print several lines at once, and align columns with tabs: those stay easy to read. */
const keptText = (text: string): string =>
  escapeHidden(
    text
      .replaceAll('\t', ' ')
      .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
      .map((line) => line.trimEnd())
      .filter((line) => line !== '')
      .join(' ⏎ '),
  );

export const keepChoices = ['all', 'short', 'none'] as const;
/** How much of what the procedure and the server say about its work is kept, because it may name employees. */
export type KeepMessages = (typeof keepChoices)[number];

const shortLength = 100;
/** From the first mark to the last one: an apostrophe must not shift the pairs. Alone, it hides all that follows. */
const quoted = /(['"‘’“”«»])(?:.*['"‘’“”«»]|.*$)/su;
const bracketed = /[([{](?:.*[)\]}]|.*$)/su;
/** Numbers and dates with four digits or more. A percentage and a small count stay. */
const longNumber = /\d(?:[ .,:/-]?\d){3,}/g;

/** Without what the server and most procedures set apart as values. A name in a sentence remains. */
export function shortText(text: string): string {
  const masked = text
    // The rest is not kept in any case.
    .slice(0, 4_000)
    .replace(quoted, '‘…’')
    .replace(bracketed, '(…)')
    .replace(longNumber, '…');
  return masked.length > shortLength ? `${masked.slice(0, shortLength - 1)}…` : masked;
}

/** Undefined: nothing of it is kept. */
export function keptMessage(message: ProcedureMessage, keep: KeepMessages): ProcedureMessage | undefined {
  switch (keep) {
    case 'all':
      return { ...message, text: keptText(message.text) };
    case 'short':
      return { ...message, text: keptText(shortText(message.text)) };
    case 'none':
      return undefined;
  }
}

/** Where a defect arose; its message may quote the server. */
export function defectText(error: unknown, keep: KeepMessages): string {
  if (!(error instanceof Error)) return keep === 'all' ? String(error) : typeof error;
  const { name, message, stack = '' } = error;
  if (keep === 'all') return stack === '' ? message : stack;
  const at = stack.lastIndexOf(message);
  return `${name}${at === -1 ? '' : stack.slice(at + message.length)}`;
}

const keptFailure = ({ message, remedy, code, procedure, ...rest }: Failure): Failure => ({
  ...rest,
  message: keptText(message),
  remedy: keptText(remedy),
  ...omitUndefined({
    code: code === undefined ? undefined : keptText(code),
    procedure: procedure === undefined ? undefined : keptText(procedure),
  }),
});

export const keptResult = (result: AttemptResult): AttemptResult =>
  'failure' in result ? { ...result, failure: keptFailure(result.failure) } : result;
