/** Unwraps the driver's errors into flat lists of what the server and the driver reported. */
import { omitUndefined } from '../../../core/omit-undefined.ts';
import type { Failure } from '../../../core/run/failure.ts';
import { isSecurityCode } from './driver-codes.ts';

/** How far the attempt got: only before EXEC is sent is it certain that nothing ran. */
export type FailurePhase = 'login' | 'before_execute' | 'executing';

/**
 * One error as the server or the driver reported it; what a failure keeps of it. `number` is SQL Server's and absent
 * for errors of the driver, whose `code` is one such as `ESOCKET`.
 */
export type SqlErrorReport = Pick<Failure, 'message' | 'number' | 'code' | 'severity' | 'line' | 'procedure'>;

/** Several errors arrive as an AggregateError with an empty message, or as `precedingErrors`: each becomes a report. */
export function reportsOf(errors: readonly unknown[]): readonly SqlErrorReport[] {
  const reports = errors.flatMap((error) => flatten(error).map(reportOf));
  const known = new Set<string>();
  return reports.filter((report) => {
    const key = keyOf(report);
    return known.has(key) ? false : Boolean(known.add(key));
  });
}

/** What makes two reports the same. */
export const keyOf = ({ number, code, line, message }: SqlErrorReport): string =>
  `${number ?? code} ${line} ${message}`;

/** Of a message: a failure keeps no more. A server's own are at most 2,047 characters long. */
const mostCharacters = 4_000;

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
    message: withReasons(text('message') ?? String(error), error)
      .slice(0, mostCharacters)
      .replace(opensslDetails, '$1'),
    ...omitUndefined({
      code: securityCodeOf(error) ?? text('code'),
      number: wholeNumber('number'),
      severity: wholeNumber('class'),
      line: wholeNumber('lineNumber'),
      procedure: text('procName'),
    }),
  };
}

/** "C0867F2C0B7F0000:error:0A000102:SSL routines:ssl_choose_client_version:unsupported protocol:../deps/…:2407:" */
const opensslDetails = /(?<![\dA-F])[\dA-F]+:error:[\dA-F]+:[^:]*:[^:]*:([^:\n]*):[^\n]*\n?/i;

/**
 * The driver reports a refused certificate or TLS version as `ESOCKET`, as it does a server that is down. So it does a
 * connection that the server closed while encryption was being agreed. Once it is agreed, what TLS cannot read is no
 * refusal: the driver then says "Connection lost".
 */
function securityCodeOf(error: unknown): string | undefined {
  const message: unknown = property(error, 'message');
  if (typeof message !== 'string' || !message.startsWith('Failed to connect to ')) return undefined;
  const codes = causesOf(error).map((cause) => property(cause, 'code'));
  return codes.find((code) => isSecurityCode(code) || code === 'ECONNRESET')?.toString();
}

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
