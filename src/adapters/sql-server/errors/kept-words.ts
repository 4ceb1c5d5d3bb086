/**
 * What a failure keeps of the texts of its errors (KEEP_MESSAGES). What the server says about the procedure's work may
 * name an employee, a number or a salary. Number, severity, procedure and line say where to look, and are always kept.
 */
import type { FailureClass } from '../../../core/run/failure.ts';
import { type KeepMessages, shortText } from '../../../core/run/kept-text.ts';
import { errorNumbers } from './error-numbers.ts';
import type { FailurePhase, SqlErrorReport } from './error-reports.ts';

const mostCharacters = 4_000;

export function wordsOf(reports: readonly SqlErrorReport[], phase: FailurePhase, keep: KeepMessages): string {
  const texts = reports.map((report) => wordsOfOne(report, phase, keep));
  const different = keep === 'none' ? [...new Set(texts)] : texts;
  return different.join(' | ').slice(0, mostCharacters);
}

function wordsOfOne(report: SqlErrorReport, phase: FailurePhase, keep: KeepMessages): string {
  if (keep === 'all' || !isAboutWork(report, phase)) return report.message;
  return keep === 'short' ? shortText(report.message) : `${placeOf(report)} (text not kept: KEEP_MESSAGES)`;
}

/** While the procedure executes, any error of the server may quote a row: also one of syntax, from dynamic SQL. */
function isAboutWork({ number, code }: SqlErrorReport, phase: FailurePhase): boolean {
  // The driver's own words, unless it has lost the number of the server's.
  if (number === undefined) return code === undefined || repeating.has(code);
  if (phase === 'executing') return true;
  // A trigger for logins may say anything; what the server itself says of a login names the app's own address and user.
  const known = errorNumbers.get(number)?.[phase];
  return known === undefined || ofData.has(known);
}

const repeating: ReadonlySet<string> = new Set(['EREQUEST', 'ELOGIN']);
const ofData: ReadonlySet<FailureClass> = new Set(['data', 'user_raised']);

function placeOf({ number, code, procedure, line }: SqlErrorReport): string {
  const error =
    number === undefined
      ? `an error of the driver${code === undefined ? '' : `, ${code}`}`
      : `error ${number}`;
  const inside = procedure === undefined ? '' : ` in ${procedure}`;
  return line === undefined || number === undefined ? `${error}${inside}` : `${error}${inside}, line ${line}`;
}
