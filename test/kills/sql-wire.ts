/**
 * The wire between an instance and SQL Server: a relay that passes on whole TDS messages, knows what each asks for, and
 * which process sent it.
 */
import { once } from 'node:events';
import net from 'node:net';
import { headerLength, MessageReader, packetType } from '../../local/sql-server/tds/packets.ts';
import { parseRequest } from '../../local/sql-server/tds/requests.ts';
import { portOf } from '../adapters/sql-server/support/tcp-relay.ts';
import type { Gate, Message } from './wire.ts';

export interface SqlWire {
  readonly port: number;
  /** How many sessions are open now. */
  readonly open: () => number;
  /** By the number of the session on the server: the process that logged in. */
  readonly processes: ReadonlyMap<number, number>;
  readonly close: () => void;
}

export async function startSqlWire(serverPort: number, gate: Gate): Promise<SqlWire> {
  const sessions = new Set<net.Socket>();
  const processes = new Map<number, number>();
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    sessions.add(client);
    client.on('close', () => sessions.delete(client));
    relay(client, net.connect(serverPort, '127.0.0.1'), gate, processes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    open: () => sessions.size,
    processes,
    close: () => {
      server.close();
      for (const each of sessions) each.destroy();
    },
  };
}

function relay(client: net.Socket, upstream: net.Socket, gate: Gate, processes: Map<number, number>): void {
  const reader = new MessageReader();
  let pid: number | undefined;
  let unread: Buffer = Buffer.alloc(0);
  let asked: Message | undefined;
  const end = (): void => {
    client.destroy();
    upstream.destroy();
  };
  const upwards = inOrder(async ({ bytes, message, from }: Upward) => {
    pid ??= from;
    if ((await gate(message, 'before')) === 'drop') return end();
    if (message.name !== 'attention') asked = message;
    upstream.write(bytes);
    if ((await gate(message, 'sent')) === 'drop') upstream.end();
  }, end);
  const downwards = inOrder(async (chunk: Buffer) => {
    if (pid !== undefined) processes.set(chunk.readUInt16BE(4), pid);
    const answered = asked;
    asked = undefined;
    // The first answer to EXEC is progress, too.
    const message: Message = answered ?? { name: 'progress', detail: '' };
    if (answered === undefined && (await gate(message, 'before')) === 'drop') return end();
    if ((await gate(message, 'after')) === 'drop') return end();
    client.write(chunk);
    await gate(message, 'answered');
  }, end);
  client.on('data', (chunk) => {
    unread = Buffer.concat([unread, chunk]);
    // Messages and the bytes they came in end together, because a client waits for each answer.
    for (const read of reader.push(chunk)) {
      const bytes = unread.subarray(0, lengthOfMessage(unread));
      unread = unread.subarray(bytes.length);
      const from = read.type === packetType.login7 ? read.data.readUInt32LE(16) : undefined;
      upwards({ bytes, message: messageOf(read), from });
    }
  });
  upstream.on('data', downwards);
  client.on('end', () => upstream.end());
  client.on('close', () => upstream.end());
  client.on('error', () => upstream.end());
  upstream.on('end', () => client.end());
  upstream.on('close', () => client.destroy());
  upstream.on('error', () => client.destroy());
}

interface Upward {
  readonly bytes: Buffer;
  readonly message: Message;
  readonly from: number | undefined;
}

/** One at a time, in the order of the calls. */
function inOrder<T>(work: (item: T) => Promise<void>, onError: () => void): (item: T) => void {
  let last = Promise.resolve();
  return (item) => {
    last = last.then(() => work(item)).catch(onError);
  };
}

function lengthOfMessage(bytes: Buffer): number {
  let at = 0;
  for (;;) {
    const [isLast, length] = [(bytes.readUInt8(at + 1) & 1) === 1, bytes.readUInt16BE(at + 2)];
    at += Math.max(length, headerLength);
    if (isLast) return at;
  }
}

function messageOf(read: Parameters<typeof parseRequest>[0]): Message {
  if (read.type === packetType.prelogin) return { name: 'prelogin', detail: '' };
  if (read.type === packetType.login7) return { name: 'login', detail: '' };
  if (read.type === packetType.attention) return { name: 'attention', detail: '' };
  const request = parseRequest(read);
  if (request?.kind === 'rpc') {
    if (request.procedure === 'sp_getapplock') return { name: 'take-applock', detail: '' };
    if (request.procedure === 'sp_executesql') return { name: 'test-applock', detail: '' };
    const dates = request.parameters.map(({ value }) => String(value)).join(' to ');
    return { name: 'exec', detail: `${request.procedure} ${dates}` };
  }
  const text = request?.text ?? '';
  return text.includes('sp_releaseapplock')
    ? { name: 'release-applock', detail: '' }
    : { name: 'batch', detail: text.replaceAll(/\s+/g, ' ').slice(0, 60) };
}
