/**
 * Keeps errors that the driver throws outside of any call from ending the process. It throws them in listeners of the
 * parser: when a response ends after its connection, because the request is gone, and when the answer to a cancelled
 * request cannot be read, because a listener does not exist yet.
 */
import type { Connection } from 'mssql';
import { property } from '../statement-ends.ts';

export function containErrors(connection: Connection): void {
  const create: unknown = Reflect.get(connection, 'createTokenStreamParser');
  if (typeof create !== 'function') return;
  Reflect.set(connection, 'createTokenStreamParser', (...given: readonly unknown[]): unknown => {
    const parser: unknown = Reflect.apply(create, connection, given);
    const emit = property(parser, 'emit');
    if (typeof emit !== 'function' || typeof parser !== 'object' || parser === null) return parser;
    Reflect.set(parser, 'emit', (...event: readonly unknown[]): unknown => {
      // Whoever waits for the response was told when the connection was closed.
      if (property(connection, 'closed') === true) return false;
      try {
        return Reflect.apply(emit, parser, event);
      } catch (error) {
        fail(connection, event[0] === 'error' ? event[1] : error);
        return true;
      }
    });
    return parser;
  });
}

/** As after an error of the socket: the request fails, and the connection is closed. */
function fail(connection: Connection, error: unknown): void {
  if (property(connection, 'closed') === true) return;
  const onSocketError = property(connection, '_onSocketError');
  if (typeof onSocketError === 'function') Reflect.apply(onSocketError, connection, [error]);
  else connection.close();
}
