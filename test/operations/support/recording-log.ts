/** A log that a test reads. */
import type { Log, LogFields } from '../../../src/ports.ts';

export interface LoggedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly line: string;
  readonly fields: LogFields | undefined;
}

export function recordingLog() {
  const lines: LoggedLine[] = [];
  const at =
    (level: LoggedLine['level']) =>
    (line: string, fields?: LogFields): void =>
      void lines.push({ level, line, fields });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines, of: (event: string) => lines.filter((each) => each.fields?.event === event) };
}
