/**
 * Watches the connections of a pool: how many there are, where a server redirects them, how much it sends. The pool
 * reconnects silently, and a new session would not hold the applock, so each connection after the first session is
 * refused.
 */
import type { Socket } from 'node:net';
import type { Connection } from 'mssql';
import { type ConnectingStage, stageOf } from './connecting-stage.ts';
import { type Destination, type OpenSocket, openSocket } from './open-socket.ts';
import type { SqlSettings } from './sql-settings.ts';

/** The server went beyond what any honest one needs. */
export class LimitError extends Error {
  readonly code: 'ELIMIT' | 'ETIMEOUT';
  constructor(code: LimitError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface ConnectionGuard {
  /** The pool calls it with each new connection; a throw refuses it. */
  readonly beforeConnect: (connection: Connection) => void;
  readonly connector: OpenSocket;
  readonly connection: () => Connection | undefined;
  /** The session was lost, and a connection that was to replace it was refused. */
  readonly wasReplaced: () => boolean;
  /** The server's own errors during a login, the first ones. */
  readonly loginErrors: readonly unknown[];
  readonly stage: () => ConnectingStage;
  /** Calls back when the server goes too far. At most `bytes` may arrive on a connection until the limit is lifted. */
  readonly limit: (bytes: number, exceeded: (error: LimitError) => void) => void;
  readonly liftLimit: () => void;
  /** Ends the session at once, whatever it is doing, and refuses every further connection. */
  readonly destroy: () => void;
}

/** The pool logs in twice: a probe that it closes again, then the session. */
const expectedConnections = 2;
/** Azure SQL redirects once, and so does a listener; two in a row are possible. */
const mostRedirections = 4;
const mostLoginErrors = 20;
const lookAtBytesEveryMs = 20;

export function guardConnection(sql: SqlSettings): ConnectionGuard {
  const loginErrors: unknown[] = [];
  let connections = 0;
  let redirections = 0;
  let ended = false;
  let current: Connection | undefined;
  let socket: Socket | undefined;
  let step: ConnectingStage['step'] = sql.instance === undefined ? 'connect' : 'browser';
  let to: Destination = { host: sql.server, port: sql.port };
  let exceeded: ((error: LimitError) => void) | undefined;
  let watching: NodeJS.Timeout | undefined;
  const wasReplaced = (): boolean => connections > expectedConnections;

  const countRedirection = (): void => {
    redirections += 1;
    if (redirections <= mostRedirections) return;
    const { host, port } = to;
    const message = `the server redirected the login ${redirections} times, the last time from ${host}:${port}: at most ${mostRedirections} are followed`;
    exceeded?.(new LimitError('ELIMIT', message));
  };
  return {
    loginErrors,
    wasReplaced,
    connection: () => current,
    stage: () => ({ step: stageOf(current, step), to, redirections }),
    connector: async (destination, _lookup, signal) => {
      to = destination;
      step = 'resolve';
      socket = await openSocket(destination, signal, sql.multiSubnetFailover, () => {
        step = 'connect';
      });
      step = 'tls';
      return socket;
    },
    beforeConnect: (connection) => {
      connections += 1;
      if (wasReplaced() || ended) {
        connection.close();
        throw Object.assign(new Error('the session was lost before the procedure was sent'), {
          code: 'ECONNCLOSED',
        });
      }
      current = connection;
      redirections = 0;
      const events: NodeJS.EventEmitter = connection;
      events.on('rerouting', countRedirection);
      collectLoginErrors(connection, loginErrors);
    },
    limit: (bytes, callBack) => {
      exceeded = callBack;
      watching = setInterval(() => {
        if ((socket?.bytesRead ?? 0) <= bytes) return;
        const message = `the server sent more than ${bytes / 1_024} KB where a few are usual`;
        callBack(new LimitError('ELIMIT', message));
      }, lookAtBytesEveryMs).unref();
    },
    liftLimit: () => clearInterval(watching),
    destroy: () => {
      ended = true;
      clearInterval(watching);
      if (current !== undefined) destroyConnection(current);
    },
  };
}

/**
 * Closing alone is not enough while a response is being read: its end would reach a request that is gone, and the
 * driver would throw outside of any call. Cancelled before, nobody waits for that end, and without its stream no
 * further message is read.
 */
function destroyConnection(connection: Connection): void {
  connection.cancel();
  connection.close();
  const messages: unknown = Reflect.get(connection, 'messageIo');
  if (typeof messages !== 'object' || messages === null) return;
  const incoming: unknown = Reflect.get(messages, 'incomingMessageStream');
  if (typeof incoming !== 'object' || incoming === null) return;
  const destroy: unknown = Reflect.get(incoming, 'destroy');
  if (typeof destroy === 'function') Reflect.apply(destroy, incoming, []);
}

function collectLoginErrors(connection: Connection, into: unknown[]): void {
  const collect = (token: object): void => {
    if (into.length < mostLoginErrors) into.push({ ...token, code: 'ELOGIN' });
  };
  connection.on('errorMessage', collect);
  connection.once('connect', (error) => {
    connection.removeListener('errorMessage', collect);
    // Of a login that succeeded they mean nothing for what follows.
    if (error === undefined) into.length = 0;
  });
}
