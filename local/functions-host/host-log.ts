/** The host's log on stdout: one record per line, filtered by category according to host.json's `logging.logLevel`. */
import { escapeHidden } from '../../src/core/hidden-characters.ts';
import type { LogLevel } from './worker/protocol.ts';

export interface HostLog {
  /** `source` is printed (a function's name, `host`, `console`); the filter uses `category`. */
  write(level: LogLevel, category: string, source: string, message: string): void;
  host(level: LogLevel, message: string): void;
}

const severity: Readonly<Record<LogLevel, number>> = {
  trace: 0,
  debug: 1,
  information: 2,
  warning: 3,
  error: 4,
  critical: 5,
  none: 6,
};

const label: Readonly<Record<LogLevel, string>> = {
  trace: 'trace',
  debug: 'debug',
  information: 'info ',
  warning: 'warn ',
  error: 'error',
  critical: 'crit ',
  none: 'none ',
};

export function createHostLog(levels: Readonly<Record<string, LogLevel>>): HostLog {
  function write(level: LogLevel, category: string, source: string, message: string): void {
    if (level === 'none' || severity[level] < severity[minimumLevel(levels, category)]) return;
    // Further lines are indented, so that none can pass for a record.
    const text = message.trimEnd().split(/\r?\n/).map(escapeHidden).join('\n    ');
    console.log(`${new Date().toISOString()} ${label[level]} [${source}] ${text}`);
  }
  return { write, host: (level, message) => write(level, 'Host.General', 'host', message) };
}

/** The longest matching prefix decides, as in .NET's logging. */
export function minimumLevel(levels: Readonly<Record<string, LogLevel>>, category: string): LogLevel {
  const keys = Object.keys(levels).filter((key) => category.toLowerCase().startsWith(key.toLowerCase()));
  const [longest] = keys.toSorted((a, b) => b.length - a.length);
  return levels[longest ?? 'default'] ?? 'information';
}
