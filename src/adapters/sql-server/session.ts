/**
 * One session with SQL Server, on a connection pool of its own. The driver's pool reconnects silently, and a new
 * session would not hold the applock: here any connection after the pool's first is refused, so a request either
 * runs on the very session that took the lock or is not sent at all.
 */
import type { Connection, ConnectionPool, Request } from 'mssql';
import { type DurationMs, seconds } from '../../core/time/time.ts';
import type { Clock } from '../../ports.ts';
import { driverConfig } from './driver-config.ts';
import { type ErrorToken, reportOfToken, reportsOf, type SqlErrorReport } from './errors/error-reports.ts';
import type { SqlSettings } from './sql-settings.ts';

declare module 'mssql' {
  interface ConnectionPool {
    /** In the driver, but not in its published types. */
    request(overrides?: { readonly requestTimeout?: number }): Request;
  }
}

export interface Session {
  readonly driver: typeof import('mssql');
  /** `requestTimeout` 0 is none; without it the connect timeout holds. */
  readonly request: (overrides?: { readonly requestTimeout: DurationMs }) => Request;
  /** Those of a failed login carry the server's numbers, which the driver's own error drops. */
  readonly reportsOf: (errors: readonly unknown[]) => readonly SqlErrorReport[];
  /** The session was found dead before a request, which therefore was not sent. */
  readonly wasReplaced: () => boolean;
  /** Cancels what is running; ends the session at once if nothing is, or if it was cancelled before. */
  readonly abandon: () => void;
  /** Ends the session in any state; never fails and never takes long. */
  readonly close: () => Promise<void>;
}

/** The pool logs in twice: a probe that it closes again, then the session. */
const expectedConnections = 2;
const closeTimeout = seconds(5);

/** Resolves before anything is connected; `connect` and the first request then log in. */
export async function createSession(
  sql: SqlSettings,
  clock: Clock,
  signal: AbortSignal,
): Promise<Session & { readonly connect: () => Promise<void> }> {
  const driver = (await import('mssql')).default;
  const loginErrors: SqlErrorReport[] = [];
  let connections = 0;
  let replaced = false;
  let current: Connection | undefined;

  const beforeConnect = (connection: Connection): void => {
    connections += 1;
    replaced = connections > expectedConnections;
    if (replaced || signal.aborted) {
      connection.close();
      throw Object.assign(new Error('the session was lost before the procedure was sent'), {
        code: 'ECONNCLOSED',
      });
    }
    current = connection;
    collectLoginErrors(connection, loginErrors);
  };
  const pool = new driver.ConnectionPool({ ...(await driverConfig(sql)), beforeConnect });
  // The request reports it as well; without a listener it would end the process.
  pool.on('error', () => {});

  return {
    driver,
    connect: async () => void (await pool.connect()),
    request: (overrides) => pool.request(overrides),
    reportsOf: (errors) => (loginErrors.length > 0 ? loginErrors : reportsOf(errors)),
    wasReplaced: () => replaced,
    // Closing while a response is being read would make the driver throw outside of any call.
    abandon: () => {
      if (current?.cancel() !== true) current?.close();
    },
    close: async () => {
      current?.close();
      await closePool(pool, clock);
    },
  };
}

function collectLoginErrors(connection: Connection, into: SqlErrorReport[]): void {
  const collect = (token: ErrorToken): void => {
    into.push(reportOfToken(token, 'ELOGIN'));
  };
  connection.on('errorMessage', collect);
  connection.once('connect', () => connection.removeListener('errorMessage', collect));
}

async function closePool(pool: ConnectionPool, clock: Clock): Promise<void> {
  const closed = new AbortController();
  const closing = pool.close().catch(() => {});
  await Promise.race([closing, clock.sleep(closeTimeout, closed.signal)]);
  closed.abort();
}
