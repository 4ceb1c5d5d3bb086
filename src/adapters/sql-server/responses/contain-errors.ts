/**
 * Lets every error that a response causes fail its request. The driver throws some outside of any call, which would end
 * the process, in listeners of the parser: when a response ends after its connection, because the request is gone, and
 * when the answer to a cancelled request cannot be read, because a listener does not exist yet. Another it does not
 * notice: when a packet in the middle of a response is none, the request would wait for ever.
 */
import type { Connection } from 'mssql';
import { property } from '../statement-ends.ts';

export function containErrors(connection: Connection): void {
  const create: unknown = Reflect.get(connection, 'createTokenStreamParser');
  if (typeof create !== 'function') return;
  const heard = new WeakSet<object>();
  Reflect.set(connection, 'createTokenStreamParser', (...given: readonly unknown[]): unknown => {
    hearBrokenPacket(connection, heard);
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

/** The driver listens for it only between two responses. */
function hearBrokenPacket(connection: Connection, heard: WeakSet<object>): void {
  const packets = property(property(connection, 'messageIo'), 'incomingMessageStream');
  const once = property(packets, 'once');
  if (typeof packets !== 'object' || packets === null || typeof once !== 'function') return;
  if (heard.has(packets)) return;
  heard.add(packets);
  const listen = (error: unknown): void => {
    if (property(connection, 'request') !== undefined) fail(connection, error);
  };
  Reflect.apply(once, packets, ['error', listen]);
}

/** As after an error of the socket: the request fails, and the connection is closed. */
function fail(connection: Connection, error: unknown): void {
  if (property(connection, 'closed') === true) return;
  const onSocketError = property(connection, '_onSocketError');
  if (typeof onSocketError === 'function') Reflect.apply(onSocketError, connection, [error]);
  else connection.close();
}
