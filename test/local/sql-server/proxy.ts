/** A TCP relay that can cut all its connections, like a client whose machine or network fails. */
import net from 'node:net';
import { onTestFinished } from 'vitest';

export async function startProxy(
  target: number,
): Promise<{ readonly port: number; readonly cut: () => void }> {
  const sockets = new Set<net.Socket>();
  const keep = (socket: net.Socket): net.Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = net.createServer((client) => {
    const upstream = keep(net.connect(target, '127.0.0.1'));
    keep(client).pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no port');
  return { port: address.port, cut };
}
