/**
 * One session with SQL Server, on a connection pool of its own, so that every request runs on the very session
 * that took the applock or is not sent at all.
 */
import type { ConnectionPool, Request } from 'mssql';
import { type DurationMs, seconds, toSeconds } from '../../core/time/time.ts';
import type { Clock } from '../../ports.ts';
import { describeStage } from './connecting-stage.ts';
import { guardConnection, LimitError } from './connection-guard.ts';
import { driverConfig } from './driver-config.ts';
import { reportsOf, type SqlErrorReport } from './errors/error-reports.ts';
import type { SqlSettings } from './sql-settings.ts';
import { boundResponses, type Rows } from './responses/bound-responses.ts';
import { containErrors } from './responses/contain-errors.ts';
import type { StatementEnds } from './statement-ends.ts';

declare module 'mssql' {
  interface ConnectionPool {
    /** In the driver, but not in its published types. */
    request(overrides?: { readonly requestTimeout?: number }): Request;
  }
}

export interface Session {
  readonly driver: typeof import('mssql');
  /**
   * Logs in and does what else belongs to opening, all within the connect timeout: the driver's own begins anew with
   * each redirection, for the second login of its pool, and ends with the first packet of an answer. When it fails,
   * the session is destroyed.
   */
  readonly open: <T>(afterLogin: () => Promise<T>) => Promise<T>;
  /** Destroys the session when more than this has arrived, all in all. */
  readonly limitBytes: (bytes: number) => void;
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
  /** Ends the session at once, whatever is running. */
  readonly abandon: () => void;
  /** Ends the session in any state; never fails and never takes long. */
  readonly close: () => Promise<void>;
}

/** Certificates, the answer to a login and that of the applock have a few kilobytes. */
const openingBytes = 256 * 1_024;

export type CreateSession = (
  sql: SqlSettings,
  clock: Clock,
  signal: AbortSignal,
  rows?: Rows,
) => Promise<Session>;

export const createSession: CreateSession = async (sql, clock, signal, rows = 'dropped') => {
  const driver = (await import('mssql')).default;
  const guard = guardConnection(sql);
  let ends: StatementEnds | undefined;
  let bounded = true;
  const pool = new driver.ConnectionPool({
    ...(await driverConfig(sql, guard.connector)),
    beforeConnect: (connection) => {
      bounded = boundResponses(connection, rows, () => ends);
      containErrors(connection);
      guard.beforeConnect(connection);
    },
  });
  // The request reports it as well; without a listener it would end the process.
  pool.on('error', () => {});

  async function open<T>(afterLogin: () => Promise<T>): Promise<T> {
    const ended = new AbortController();
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    const stop = (error: Error): void => {
      reject(error);
      guard.destroy();
    };
    guard.limit(openingBytes, stop);
    const stopLate = (limit: string): void =>
      stop(new LimitError('ETIMEOUT', `no session ${limit}, still ${describeStage(guard.stage())}`));
    const onAbort = (): void => stopLate('until it was given up');
    signal.addEventListener('abort', onAbort, { signal: ended.signal });
    const watchTime = async (): Promise<void> => {
      await clock.sleep(sql.connectTimeout, ended.signal);
      if (ended.signal.aborted) return;
      stopLate(`within ${toSeconds(sql.connectTimeout)} s (SQL_CONNECT_TIMEOUT_SECONDS)`);
    };
    void watchTime();
    try {
      if (signal.aborted) onAbort();
      return await Promise.race([pool.connect().then(afterLogin), stopped]);
    } catch (error) {
      guard.destroy();
      throw error;
    } finally {
      ended.abort();
      guard.liftLimit();
    }
  }

  return {
    driver,
    open,
    limitBytes: (bytes) => guard.limit(bytes, guard.destroy),
    request: (overrides) => pool.request(overrides),
    reportsOf: (errors) => {
      const ours = errors.filter((error) => error instanceof LimitError);
      return reportsOf(guard.loginErrors.length > 0 ? [...guard.loginErrors, ...ours] : errors);
    },
    followStatementEnds: (next) => {
      ends = next;
    },
    isBounded: () => bounded,
    wasReplaced: guard.wasReplaced,
    abandon: guard.destroy,
    close: async () => {
      guard.destroy();
      await closePool(pool, clock);
    },
  };
};

const closeTimeout = seconds(5);

async function closePool(pool: ConnectionPool, clock: Clock): Promise<void> {
  const closed = new AbortController();
  const closing = pool.close().catch(() => {});
  await Promise.race([closing, clock.sleep(closeTimeout, closed.signal)]);
  closed.abort();
}
