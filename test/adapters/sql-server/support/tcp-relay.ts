/** Passes connections on to a server, so that a test sees them, hears what the client says, and cuts them. */
import net from 'node:net';

export interface TcpRelay {
  readonly port: number;
  /** How many connections there ever were over which a client said something. */
  readonly connections: () => number;
  /** How many clients are connected now. */
  readonly open: () => number;
  /** Whether a client ever sent this text, as TDS writes it. */
  readonly heard: (text: string) => boolean;
  /** Everything that each client has said, in the order in which they connected. */
  readonly said: () => readonly Buffer[];
  /** Whether the server ever sent this text, as TDS writes it. */
  readonly answered: (text: string) => boolean;
  /** Ends every connection with a reset, and resolves when the clients are gone. */
  readonly cut: () => Promise<void>;
  /** Passes nothing on any more, in either direction, once a client has said this. */
  readonly freezeWhenHeard: (text: string) => void;
  readonly close: () => Promise<void>;
}

export async function startRelay(targetPort: number): Promise<TcpRelay> {
  const clients = new Set<net.Socket>();
  const chunks: Buffer[] = [];
  const perClient: Buffer[][] = [];
  const answers: Buffer[] = [];
  let connections = 0;
  let frozen = false;
  let trigger: Buffer | undefined;
  const server = net.createServer((client) => {
    clients.add(client);
    const own: Buffer[] = [];
    client.once('data', () => {
      connections += 1;
      perClient.push(own);
    });
    const upstream = net.connect(targetPort, '127.0.0.1');
    client.on('data', (chunk) => {
      chunks.push(chunk);
      own.push(chunk);
      if (trigger !== undefined && chunk.includes(trigger)) frozen = true;
      if (!frozen) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      answers.push(chunk);
      if (!frozen) client.write(chunk);
    });
    client.on('error', () => client.destroy());
    upstream.on('error', () => upstream.destroy());
    upstream.on('end', () => client.end());
    upstream.on('close', () => client.destroy());
    client.on('close', () => {
      clients.delete(client);
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = async (): Promise<void> => {
    const closed = [...clients].map(
      (client) => new Promise<void>((resolve) => client.once('close', () => resolve())),
    );
    for (const client of clients) client.resetAndDestroy();
    await Promise.all(closed);
  };
  return {
    port: portOf(server),
    connections: () => connections,
    open: () => clients.size,
    heard: (text) => Buffer.concat(chunks).includes(Buffer.from(text, 'utf16le')),
    answered: (text) => Buffer.concat(answers).includes(Buffer.from(text, 'utf16le')),
    said: () => perClient.map((each) => Buffer.concat(each)),
    cut,
    freezeWhenHeard: (text) => {
      trigger = Buffer.from(text, 'utf16le');
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await cut();
      await closed;
    },
  };
}

export function portOf(server: net.Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('the server does not listen on a port');
  return address.port;
}
