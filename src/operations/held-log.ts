/** A log that keeps its lines until somebody says them to another: an invocation's own may be closed by then. */
import type { Log } from '../ports.ts';

type Line = readonly [level: keyof Log, ...Parameters<Log['info']>];

export interface HeldLog {
  readonly held: Log;
  /** Says the lines that were kept since the last time. */
  readonly sayTo: (log: Log) => void;
}

export function holdBack(): HeldLog {
  const lines: Line[] = [];
  const hold =
    (level: keyof Log) =>
    (...line: Parameters<Log['info']>): void =>
      void lines.push([level, ...line]);
  return {
    held: { debug: hold('debug'), info: hold('info'), warn: hold('warn'), error: hold('error') },
    sayTo: (log) => {
      for (const [level, text, fields] of lines.splice(0)) log[level](text, fields);
    },
  };
}
