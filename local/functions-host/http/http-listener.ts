/** The socket that the host listens on. */
import { createServer, type RequestListener, type Server } from 'node:http';

/** Loopback only: by default no access is checked, and the local sign-in accepts any name. */
const host = '127.0.0.1';

/** Rejects with a readable message when it cannot listen on the port. */
export function listen(port: number, listener: RequestListener): Promise<Server> {
  // The header limits are Kestrel's, checked per request; node's own limit only has to be higher.
  const server = createServer({ maxHeaderSize: 128 * 1024, keepAliveTimeout: 130_000 }, listener);
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    const hint = error.code === 'EADDRINUSE' ? 'it is in use; choose another with --port' : error.message;
    reject(new Error(`Cannot listen on ${host} port ${port}: ${hint}.`, { cause: error }));
  });
  server.listen(port, host, () => resolve(server));
  return promise;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The HTTP server has no port.');
  return address.port;
}
