/**
 * The invocation's log as operations use it: the only way into the host's log. A line is its text, a blank, and its
 * fields as flat JSON, which alerts and workbooks read. Braces surround the fields and are nowhere else, every line has
 * fields, and it is short enough that no service cuts them off: whatever a person or a server wrote stays text.
 */
import type { InvocationContext } from '@azure/functions';
import { escapeHidden, escapeLines } from '../core/hidden-characters.ts';
import type { Log, LogFields } from '../ports.ts';

/** Application Insights cuts a message after 32,768 characters. */
const longestLine = 8_000;
const longestValue = 500;

/** Leaves no half of a character at the end. */
const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, Math.max(0, length - 1)).replace(/\p{Cs}$/u, '')}…` : text;

/** A text of others on one line of the log, where it can imitate neither another line nor fields. */
const asLogText = (text: string): string =>
  escapeHidden(text)
    .replaceAll('{', String.raw`\u007b`)
    .replaceAll('}', String.raw`\u007d`);

/** Cut first as well: a server may have sent megabytes. */
const atMost = (length: number, text: string): string => cut(asLogText(cut(text, length)), length);

function toLine(text: string, fields: LogFields = {}): string {
  const values = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? atMost(longestValue, value) : value,
  ]);
  const json = JSON.stringify(Object.fromEntries(values));
  return `${atMost(longestLine - json.length - 1, text)} ${json}`;
}

/** With its stack, because only defects get here. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/**
 * What a timer throws goes into the host's log as it is, message and stack: lines of a server's text would stand there
 * as lines of the log.
 */
export function withLogText(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const stack = errorText(error);
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  const safe = new Error(atMost(longestLine, message));
  safe.stack = `${asLogText(name)}: ${safe.message}${escapeLines(frames)}`;
  return safe;
}

export function toLog(context: Pick<InvocationContext, 'debug' | 'info' | 'warn' | 'error'>): Log {
  return {
    debug: (text, fields) => context.debug(toLine(text, fields)),
    info: (text, fields) => context.info(toLine(text, fields)),
    warn: (text, fields) => context.warn(toLine(text, fields)),
    error: (text, fields) => context.error(toLine(text, fields)),
  };
}
