/**
 * Watches the connections of a pool. The driver's pool reconnects silently, and a new session would not hold the
 * applock: every connection after the pool's first session is refused.
 */
import type { Connection } from 'mssql';

export interface ConnectionGuard {
  /** The pool calls it with each new connection; a throw refuses it. */
  readonly beforeConnect: (connection: Connection) => void;
  readonly connection: () => Connection | undefined;
  /** The session was lost, and a connection that was to replace it was refused. */
  readonly wasReplaced: () => boolean;
  /** The server's own errors during a login. */
  readonly loginErrors: readonly unknown[];
}

/** The pool logs in twice: a probe that it closes again, then the session. */
const expectedConnections = 2;

export function guardConnection(signal: AbortSignal): ConnectionGuard {
  const loginErrors: unknown[] = [];
  let connections = 0;
  let current: Connection | undefined;
  const wasReplaced = (): boolean => connections > expectedConnections;
  return {
    loginErrors,
    wasReplaced,
    connection: () => current,
    beforeConnect: (connection) => {
      connections += 1;
      if (wasReplaced() || signal.aborted) {
        connection.close();
        throw Object.assign(new Error('the session was lost before the procedure was sent'), {
          code: 'ECONNCLOSED',
        });
      }
      current = connection;
      collectLoginErrors(connection, loginErrors);
    },
  };
}

function collectLoginErrors(connection: Connection, into: unknown[]): void {
  const collect = (token: object): void => {
    into.push({ ...token, code: 'ELOGIN' });
  };
  connection.on('errorMessage', collect);
  connection.once('connect', () => connection.removeListener('errorMessage', collect));
}
