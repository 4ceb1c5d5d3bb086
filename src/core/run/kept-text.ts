/**
 * What a server or a driver says, as rows keep it and everybody sees it: on one line, with everything visible. Later
 * readers may print it in a terminal, a mail or a log of their own.
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

export const keptMessage = (message: ProcedureMessage): ProcedureMessage => ({
  ...message,
  text: keptText(message.text),
});

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
