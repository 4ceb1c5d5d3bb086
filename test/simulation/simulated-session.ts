/**
 * A session with the simulated server, in place of the driver's: what the orchestration of a call gets to see. It is
 * held to the same contract as the driver's (test/support/session-contract.ts).
 */
import mssql from 'mssql';
import { LimitError } from '../../src/adapters/sql-server/connection-guard.ts';
import { reportsOf } from '../../src/adapters/sql-server/errors/error-reports.ts';
import type { CreateSession, Session } from '../../src/adapters/sql-server/sql-session.ts';
import type { StatementEnds } from '../../src/adapters/sql-server/statement-ends.ts';
import { Connection, type Line } from './connection.ts';
import { SimulatedRequest } from './simulated-request.ts';

export const sessionsOn =
  (line: Line): CreateSession =>
  async (sql, clock, signal): Promise<Session> => {
    const connection = new Connection(line);
    let ends: StatementEnds | undefined;

    async function open<T>(afterLogin: () => Promise<T>): Promise<T> {
      line.connections.add(connection);
      const ended = new AbortController();
      const { promise: stopped, reject } = Promise.withResolvers<never>();
      stopped.catch(() => undefined);
      const stop = (why: string): void => reject(new LimitError('ETIMEOUT', `no session ${why}`));
      signal.addEventListener('abort', () => stop('until it was given up'), { signal: ended.signal });
      const watchTime = async (): Promise<void> => {
        await clock.sleep(sql.connectTimeout, ended.signal);
        if (!ended.signal.aborted) stop('in time');
      };
      void watchTime();
      try {
        if (signal.aborted) stop('until it was given up');
        return await Promise.race([connection.logIn().then(afterLogin), stopped]);
      } catch (error) {
        connection.drop();
        throw error;
      } finally {
        ended.abort();
      }
    }

    return {
      driver: mssql,
      open,
      limitBytes: () => undefined,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has only the methods that the adapter calls
      request: () =>
        new SimulatedRequest(connection, () => ends) as unknown as ReturnType<Session['request']>,
      reportsOf,
      followStatementEnds: (next) => {
        ends = next;
      },
      isBounded: () => true,
      wasReplaced: () => connection.wasDeadBeforeRequest,
      abandon: () => connection.drop(),
      close: async () => {
        connection.drop();
        line.connections.delete(connection);
      },
    };
  };
