/** Servers that get no further than the handshake: what they say after the client's first packet, over real sockets. */
import net from 'node:net';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import { makeSelfSigned } from '../../../support/self-signed.ts';
import { portOf } from './tcp-relay.ts';

export type Handshake = (client: net.Socket) => void;

/** The encryption option of a PRELOGIN reply. */
type Encryption = 'on' | 'unsupported' | 'required';
const encryptionByte = { on: 1, unsupported: 2, required: 3 } as const;

const packet = (type: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([type, 1, 0, 8 + body.length, 0, 0, 0, 0]), body]);

/** Version and encryption; the real reply has more options. */
const preloginReply = (encryption: Encryption): Buffer =>
  packet(
    4,
    Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 12, 0, 0, 0, 0, 0, encryptionByte[encryption]]),
  );

/** Answers PRELOGIN, and then whatever the client sends. */
export const afterPrelogin =
  (encryption: Encryption, then: (client: net.Socket, data: Buffer) => void): Handshake =>
  (client) => {
    client.once('data', () => {
      client.write(preloginReply(encryption));
      client.on('data', (data) => then(client, data));
    });
  };

/** TLS within PRELOGIN packets, as SQL Server does without TDS 8. */
export const tlsInPrelogin =
  (options: tls.TlsOptions): Handshake =>
  (client) => {
    const inner = new Duplex({
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        const head = Buffer.from([0x12, 1, 0, 0, 0, 0, 0, 0]);
        head.writeUInt16BE(8 + chunk.length, 2);
        client.write(Buffer.concat([head, chunk]), () => done());
      },
    });
    serveTls(inner, options);
    afterPrelogin('on', (_, data) => void inner.push(data.subarray(8)))(client);
  };

/** TLS from the first byte on, as TDS 8 has it. */
export const tlsAtOnce =
  (options: tls.TlsOptions): Handshake =>
  (client) =>
    serveTls(client, options);

/** A record of TLS within a PRELOGIN packet. */
export const tlsRecord =
  (...bytes: readonly number[]) =>
  (client: net.Socket): void =>
    void client.write(packet(0x12, Buffer.from(bytes)));

const { certificate: cert, key } = makeSelfSigned();

function serveTls(socket: Duplex, options: tls.TlsOptions): void {
  const server = new tls.TLSSocket(socket, { isServer: true, cert, key, ...options });
  server.on('error', () => {});
}

export interface HandshakeServer {
  readonly port: number;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export async function startHandshakeServer(handshake: Handshake): Promise<HandshakeServer> {
  const clients = new Set<net.Socket>();
  let connections = 0;
  const server = net.createServer((client) => {
    connections += 1;
    clients.add(client);
    client.on('error', () => {});
    handshake(client);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    connections: () => connections,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const client of clients) client.destroy();
      await closed;
    },
  };
}
