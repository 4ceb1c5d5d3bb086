/** The driver's errors, in all their wrappings, as flat lists of what the server and the driver reported. */
import { omitUndefined } from '../../../core/omit-undefined.ts';
import { certificateCodes } from './error-numbers.ts';

/** How far the attempt had come: only before EXEC was sent is it certain that nothing ran. */
export type FailurePhase = 'before_execute' | 'executing';

/** One error as the server or the driver reported it. */
export interface SqlErrorReport {
  /** SQL Server's error number; absent for errors of the driver. */
  readonly number?: number | undefined;
  /** The driver's code, such as `ESOCKET`. */
  readonly code?: string | undefined;
  readonly message: string;
  readonly severity?: number | undefined;
  readonly line?: number | undefined;
  readonly procedure?: string | undefined;
}

/** An ERROR token of the server, as the driver hands it out. */
export interface ErrorToken {
  readonly number: number;
  readonly message: string;
  readonly class: number;
  readonly lineNumber: number;
  readonly procName: string;
}

export const reportOfToken = (token: ErrorToken, code: string): SqlErrorReport => ({
  number: token.number,
  code,
  message: token.message,
  severity: token.class,
  line: token.lineNumber,
  ...omitUndefined({ procedure: token.procName === '' ? undefined : token.procName }),
});

/** Several errors come as an AggregateError with an empty message, or as `precedingErrors`: each becomes a report. */
export function reportsOf(errors: readonly unknown[]): readonly SqlErrorReport[] {
  const reports = errors.flatMap((error) => flatten(error).map(reportOf));
  const known = new Set<string>();
  return reports.filter((report) => {
    const key = `${report.number ?? report.code} ${report.line} ${report.message}`;
    return known.has(key) ? false : Boolean(known.add(key));
  });
}

function flatten(error: unknown): readonly unknown[] {
  const several = listIn(error, 'errors') ?? listIn(property(error, 'originalError'), 'errors');
  if (several !== undefined && several.length > 0) return several.flatMap(flatten);
  return [...(listIn(error, 'precedingErrors') ?? []).flatMap(flatten), error];
}

function reportOf(error: unknown): SqlErrorReport {
  const text = (name: string): string | undefined => {
    const value = property(error, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const wholeNumber = (name: string): number | undefined => {
    const value = property(error, name);
    return Number.isInteger(value) ? Number(value) : undefined;
  };
  return {
    message: withReasons(text('message') ?? String(error), error),
    ...omitUndefined({
      code: certificateCodeOf(error) ?? text('code'),
      number: wholeNumber('number'),
      severity: wholeNumber('class'),
      line: wholeNumber('lineNumber'),
      procedure: text('procName'),
    }),
  };
}

/** The driver reports a certificate that it refuses as `ESOCKET`, like a server that is down. */
const certificateCodeOf = (error: unknown): string | undefined =>
  causesOf(error)
    .map((cause) => property(cause, 'code'))
    .find((code) => typeof code === 'string' && certificateCodes.has(code))
    ?.toString();

/** "Could not connect (sequence)" alone helps nobody: the reasons of each address lie beneath it. */
function withReasons(message: string, error: unknown): string {
  const reasons = new Set<string>();
  for (const cause of causesOf(error)) {
    const reason = property(cause, 'message');
    if (typeof reason === 'string' && !message.includes(reason)) reasons.add(reason);
  }
  return [message, ...reasons].join(': ');
}

/** Everything beneath an error, outermost first. */
function causesOf(error: unknown, depth = 0): readonly unknown[] {
  if (depth > 5) return [];
  const beneath = [property(error, 'originalError'), property(error, 'cause'), listIn(error, 'errors')]
    .flat()
    .filter((each) => each !== undefined);
  return beneath.concat(beneath.flatMap((each) => causesOf(each, depth + 1)));
}

function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list: unknown = property(value, name);
  return Array.isArray(list) ? list : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
