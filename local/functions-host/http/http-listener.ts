/** The socket that the host listens on. */
import type { RequestListener, Server, ServerOptions } from 'node:http';
import type { Duplex } from 'node:stream';

import { bodyCutShort } from './http-body.ts';

/** An import would read WebSocket from the module, and so load undici: a fifth of the host's start. */
const { createServer } = process.getBuiltinModule('node:http');

/** Loopback only: by default no access is checked, and the local sign-in accepts any name. */
const host = '127.0.0.1';

/** How long a connection may take, in milliseconds, and how many there may be. */
export interface ConnectionLimits {
  /** For the head of a request; the first one counts from the connection. */
  readonly head: number;
  /** For the whole request. */
  readonly request: number;
  /** Between two requests. */
  readonly idle: number;
  /** Without a byte in either direction: a client that does not read its answer. Azure ends an answer after 230 s. */
  readonly silent: number;
  readonly connections: number;
  /** How often the first two are looked at. */
  readonly checks: number;
}

const usualLimits: ConnectionLimits = {
  head: 15_000,
  request: 60_000,
  idle: 60_000,
  silent: 240_000,
  connections: 1_000,
  checks: 5_000,
};

/** Rejects with a readable message when it cannot listen on the port. */
export function listen(port: number, listener: RequestListener, limits = usualLimits): Promise<Server> {
  // The limits of a head's size are Kestrel's, checked per request; node's own limit only has to be higher.
  const server = createServer({ maxHeaderSize: 128 * 1024, ...timesOf(limits) }, listener);
  server.timeout = limits.silent;
  server.maxConnections = limits.connections;
  // Whoever holds connections open without using them makes room for whoever asks.
  server.on('drop', () => server.closeIdleConnections());
  server.on('clientError', refuseConnection);
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    const hint = error.code === 'EADDRINUSE' ? 'it is in use; choose another with --port' : error.message;
    reject(new Error(`Cannot listen on ${host} port ${port}: ${hint}.`, { cause: error }));
  });
  server.listen(port, host, () => resolve(server));
  return promise;
}

const timesOf = ({ head, request, idle, checks }: ConnectionLimits): ServerOptions => ({
  headersTimeout: head,
  requestTimeout: request,
  keepAliveTimeout: idle,
  connectionsCheckingInterval: checks,
});

/** What no request could be read from, and a client that stops in the middle of one. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'HPE_INVALID_EOF_STATE' && socket.emit(bodyCutShort)) return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}

const statuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The HTTP server has no port.');
  return address.port;
}
