/** The invocation's log as operations use it: the line first, then its structured properties as JSON. */
import type { InvocationContext } from '@azure/functions';
import { escapeHidden } from '../core/hidden-characters.ts';
import type { Log, LogFields } from '../ports.ts';

/** On one line, whatever a procedure, a caller or a server put into it. */
const toText = (line: string, fields: LogFields | undefined): string =>
  escapeHidden(fields === undefined ? line : `${line} ${JSON.stringify(fields)}`);

export function toLog(context: Pick<InvocationContext, 'debug' | 'info' | 'warn' | 'error'>): Log {
  return {
    debug: (line, fields) => context.debug(toText(line, fields)),
    info: (line, fields) => context.info(toText(line, fields)),
    warn: (line, fields) => context.warn(toText(line, fields)),
    error: (line, fields) => context.error(toText(line, fields)),
  };
}
