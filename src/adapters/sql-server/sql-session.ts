/**
 * One session with SQL Server, on a connection pool of its own, so that every request runs on the very session
 * that took the applock or is not sent at all.
 */
import type { ConnectionPool, Request } from 'mssql';
import { type DurationMs, seconds } from '../../core/time/time.ts';
import type { Clock } from '../../ports.ts';
import { guardConnection } from './connection-guard.ts';
import { driverConfig } from './driver-config.ts';
import { reportsOf, type SqlErrorReport } from './errors/error-reports.ts';
import type { SqlSettings } from './sql-settings.ts';
import { boundResponses, type Rows } from './responses/bound-responses.ts';
import type { StatementEnds } from './statement-ends.ts';

declare module 'mssql' {
  interface ConnectionPool {
    /** In the driver, but not in its published types. */
    request(overrides?: { readonly requestTimeout?: number }): Request;
  }
}

export interface Session {
  readonly driver: typeof import('mssql');
  /** Logs in. Nothing is sent before. */
  readonly connect: () => Promise<void>;
  /** `requestTimeout` 0 is none; without it the connect timeout holds. */
  readonly request: (overrides?: { readonly requestTimeout: DurationMs }) => Request;
  /** Of a failed login, those that carry the server's numbers, which the driver's own error drops. */
  readonly reportsOf: (errors: readonly unknown[]) => readonly SqlErrorReport[];
  /** From the next response on. */
  readonly followStatementEnds: (ends: StatementEnds) => void;
  /** False if the driver has changed, so that nothing bounds what a server may send. */
  readonly isBounded: () => boolean;
  /** The session was found dead before a request, which therefore was not sent. */
  readonly wasReplaced: () => boolean;
  /** Cancels what is running; ends the session at once if nothing is, or if it was cancelled before. */
  readonly abandon: () => void;
  /** Ends the session in any state; never fails and never takes long. */
  readonly close: () => Promise<void>;
}

export async function createSession(
  sql: SqlSettings,
  clock: Clock,
  signal: AbortSignal,
  rows: Rows = 'dropped',
): Promise<Session> {
  const driver = (await import('mssql')).default;
  const guard = guardConnection(signal);
  let ends: StatementEnds | undefined;
  let bounded = true;
  const pool = new driver.ConnectionPool({
    ...(await driverConfig(sql)),
    beforeConnect: (connection) => {
      bounded = boundResponses(connection, rows, () => ends);
      guard.beforeConnect(connection);
    },
  });
  // The request reports it as well; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    driver,
    connect: async () => void (await pool.connect()),
    request: (overrides) => pool.request(overrides),
    reportsOf: (errors) => reportsOf(guard.loginErrors.length > 0 ? guard.loginErrors : errors),
    followStatementEnds: (next) => {
      ends = next;
    },
    isBounded: () => bounded,
    wasReplaced: guard.wasReplaced,
    // Closing while a response is being read would make the driver throw outside of any call.
    abandon: () => {
      const connection = guard.connection();
      if (connection?.cancel() !== true) connection?.close();
    },
    close: async () => {
      guard.connection()?.close();
      await closePool(pool, clock);
    },
  };
}

const closeTimeout = seconds(5);

async function closePool(pool: ConnectionPool, clock: Clock): Promise<void> {
  const closed = new AbortController();
  const closing = pool.close().catch(() => {});
  await Promise.race([closing, clock.sleep(closeTimeout, closed.signal)]);
  closed.abort();
}
