/** The wire between an instance and its table: an HTTP proxy in front of Azurite that knows what each write means. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Azurite } from '../support/azurite.ts';
import { azuriteConnectionString } from '../support/azurite.ts';
import type { Gate, Message, MessageName } from './wire.ts';

export interface TableWire {
  readonly connectionString: string;
  readonly close: () => void;
}

export async function startTableWire(azurite: Pick<Azurite, 'port'>, gate: Gate): Promise<TableWire> {
  const server = createServer((request, response) => {
    passOn(request, response, azurite.port, gate).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no address');
  return {
    connectionString: azuriteConnectionString(address.port),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  gate: Gate,
): Promise<void> {
  const body = await buffer(request);
  const message = messageOf(request, body.toString());
  const dropped = async (stage: Parameters<Gate>[1]): Promise<boolean> => {
    if ((await gate(message, stage)) === 'pass') return false;
    request.socket.destroy();
    return true;
  };
  if (await dropped('before')) return;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { method, url: path, headers } = request;
  const sending = send({ host: '127.0.0.1', port, path, method, headers }, resolve).on('error', reject);
  // Whoever was killed meanwhile is not waited for, but the service has the request.
  promise.catch(() => undefined);
  await new Promise<void>((sent) => {
    sending.end(body, sent);
  });
  if (await dropped('sent')) return;
  const reply = await promise;
  const answer = await buffer(reply);
  if (await dropped('after')) return;
  response.writeHead(reply.statusCode ?? 0, reply.headers).end(answer);
  await gate(message, 'answered');
}

interface WrittenRow {
  readonly RowKey?: string;
  /** Of the lease: `held` or `free`. */
  readonly kind?: string;
}

function messageOf({ method = '', url = '' }: IncomingMessage, body: string): Message {
  if (method === 'GET') return { name: url.includes('control-') ? 'read' : 'other', detail: '' };
  const rows = body
    .split(/\r?\n/)
    .filter((line) => line.startsWith('{'))
    .map((line): WrittenRow => JSON.parse(line));
  const keys = rows.map(({ RowKey = '' }) => RowKey);
  const lease = rows.find(({ RowKey }) => RowKey === 'control-lease');
  return { name: nameOf(keys, lease), detail: keys.map((key) => key.replace(/^control-/, '')).join(', ') };
}

function nameOf(keys: readonly string[], lease: WrittenRow | undefined): MessageName {
  if (keys.some((key) => key.startsWith('journal-'))) return 'command';
  const withState = keys.includes('control-state');
  if (lease === undefined) return withState ? 'mark' : 'other';
  if (lease.kind === 'free') return 'release';
  return withState ? 'acquire' : 'renew';
}
