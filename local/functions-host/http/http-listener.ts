/** The socket that the host listens on. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { bodyCutShort } from './http-body.ts';

/** Loopback only: by default no access is checked, and the local sign-in accepts any name. */
const host = '127.0.0.1';

/** Rejects with a readable message when it cannot listen on the port. */
export function listen(port: number, listener: RequestListener): Promise<Server> {
  // The header limits are Kestrel's, checked per request; node's own limit only has to be higher.
  const limits = { maxHeaderSize: 128 * 1024, keepAliveTimeout: 130_000, headersTimeout: 30_000 };
  const server = createServer(limits, listener);
  server.on('clientError', refuseConnection);
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    const hint = error.code === 'EADDRINUSE' ? 'it is in use; choose another with --port' : error.message;
    reject(new Error(`Cannot listen on ${host} port ${port}: ${hint}.`, { cause: error }));
  });
  server.listen(port, host, () => resolve(server));
  return promise;
}

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
