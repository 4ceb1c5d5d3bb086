/**
 * A SQL Server that misbehaves by script, over real sockets and without encryption. Each hook replaces one answer;
 * whatever a script leaves out is answered well, so that a script tells only how this server is sick:
 *
 *   const server = await startHostileServer({ login: (client) => client.send(routingToken('127.0.0.1', port)) });
 *   const flood = await startHostileServer({
 *     request: (client, { kind }) => kind === 'execute' && client.flood(errorToken(…)),
 *   });
 *
 * A hook that answers false leaves the answer to the server; any other hook has answered, or keeps silent.
 * The tokens come from local/sql-server/tds. `connections`, `open` and `sent` tell what the client put up with.
 */
import net from 'node:net';
import { longText, uint16 } from '../../../../local/sql-server/tds/bytes.ts';
import { parseLogin, preloginResponse } from '../../../../local/sql-server/tds/handshake.ts';
import { loginAccepted } from '../../../../local/sql-server/tds/login-response.ts';
import {
  frame,
  headerLength,
  type Message,
  MessageReader,
  packetType,
  writeHeader,
} from '../../../../local/sql-server/tds/packets.ts';
import { parseRequest, type SqlRequest } from '../../../../local/sql-server/tds/requests.ts';
import {
  doneFlag,
  doneProcToken,
  doneToken,
  returnStatusToken,
} from '../../../../local/sql-server/tds/tokens.ts';
import { portOf } from './tcp-relay.ts';

export interface HostileClient {
  readonly socket: net.Socket;
  /** The first connection is number 1. */
  readonly number: number;
  /** Tokens as one whole response. */
  readonly send: (...tokens: readonly Buffer[]) => void;
  /** Bytes as they are. */
  readonly write: (bytes: Buffer) => void;
  /** The same tokens again and again, in a response that never ends, as fast as the client reads. */
  readonly flood: (...tokens: readonly Buffer[]) => void;
  /** The bytes one by one, so slowly that no wait for "any data" ever ends. */
  readonly drip: (bytes: Buffer, everyMs?: number) => void;
}

/** `options`: the SET statements after a login. `question`: of a probe or a check. `other`: also the release of the lock. */
export type RequestKind = 'options' | 'lock' | 'question' | 'execute' | 'other' | 'attention';

export interface HostileRequest {
  readonly kind: RequestKind;
  readonly request: SqlRequest | undefined;
}

type Hook<T extends readonly unknown[]> = (client: HostileClient, ...given: T) => unknown;

export interface HostileScript {
  readonly connected?: Hook<[]>;
  readonly prelogin?: Hook<[]>;
  readonly login?: Hook<[data: Buffer]>;
  readonly request?: Hook<[request: HostileRequest]>;
}

export interface HostileServer {
  readonly port: number;
  /** How many connections there ever were. */
  readonly connections: () => number;
  /** How many clients are connected now. */
  readonly open: () => number;
  /** How many bytes the clients were sent. */
  readonly sent: () => number;
  readonly close: () => Promise<void>;
}

const packetSize = 4096;
const spid = 51;

/** Tokens in packets of which none is the last. */
export function unfinished(...tokens: readonly Buffer[]): Buffer {
  const packet = Buffer.concat([Buffer.alloc(headerLength), ...tokens]);
  writeHeader(packet, packetType.response, 0, spid, 1);
  return packet;
}

export const whole = (...tokens: readonly Buffer[]): Buffer =>
  frame(packetType.response, Buffer.concat(tokens), packetSize, spid);

/** ENVCHANGE 20: "your session is at that server". */
export function routingToken(server: string, port: number): Buffer {
  const route = Buffer.concat([Buffer.from([0]), uint16(port), longText(server)]);
  const body = Buffer.concat([Buffer.from([20]), uint16(route.length), route, uint16(0)]);
  return Buffer.concat([Buffer.from([0xe3]), uint16(body.length), body]);
}

/** What a login is answered with that succeeds, without its last DONE. */
export const loginTokens = (data: Buffer): Buffer => loginAccepted(parseLogin(data), packetSize);

export async function startHostileServer(script: HostileScript = {}): Promise<HostileServer> {
  const sockets = new Set<net.Socket>();
  let connections = 0;
  let sent = 0;
  // Half-open: a client is gone only when it takes no more bytes, not when it has just nothing more to say.
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections += 1;
    sockets.add(socket);
    const client = clientOf(socket, connections, (bytes) => {
      sent += bytes;
    });
    const reader = new MessageReader();
    let hungUp = false;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => {
      hungUp = true;
      client.drip(Buffer.alloc(100_000), 5);
    });
    if (script.connected !== undefined && script.connected(client) !== false) return void socket.resume();
    socket.on('data', (chunk) => {
      if (hungUp) return;
      for (const message of reader.push(chunk)) answer(script, client, message);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    connections: () => connections,
    open: () => sockets.size,
    sent: () => sent,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function answer(script: HostileScript, client: HostileClient, message: Message): void {
  switch (message.type) {
    case packetType.prelogin:
      if (script.prelogin === undefined || script.prelogin(client) === false) client.send(preloginResponse());
      return;
    case packetType.login7:
      if (script.login === undefined || script.login(client, message.data) === false)
        client.send(loginTokens(message.data));
      return;
    default: {
      const asked = requestOf(message);
      if (script.request !== undefined && script.request(client, asked) !== false) return;
      if (asked.kind === 'attention') return client.send(doneToken(doneFlag.attention));
      if (asked.request?.kind !== 'rpc') return client.send(doneToken(doneFlag.final));
      client.send(returnStatusToken(0), doneProcToken(doneFlag.final));
    }
  }
}

function requestOf(message: Message): HostileRequest {
  if (message.type === packetType.attention) return { kind: 'attention', request: undefined };
  const request = parseRequest(message);
  return { kind: request === undefined ? 'other' : kindOf(request), request };
}

export function kindOf(request: SqlRequest): RequestKind {
  if (request.kind === 'batch') return /^set ansi_nulls/i.test(request.text) ? 'options' : 'other';
  if (request.procedure === 'sp_getapplock') return 'lock';
  return request.procedure === 'sp_executesql' ? 'question' : 'execute';
}

function clientOf(socket: net.Socket, number: number, count: (bytes: number) => void): HostileClient {
  const write = (bytes: Buffer): boolean => {
    if (!socket.writable) return true;
    count(bytes.length);
    return socket.write(bytes);
  };
  return {
    socket,
    number,
    write,
    send: (...tokens) => void write(whole(...tokens)),
    flood: (...tokens) => {
      const packet = unfinished(...tokens);
      const chunk = Buffer.concat(Array.from({ length: Math.ceil(65_536 / packet.length) }, () => packet));
      const pour = (): void => {
        while (socket.writable) if (!write(chunk)) return void socket.once('drain', pour);
      };
      pour();
    },
    drip: (bytes, everyMs = 25) => {
      let at = 0;
      const dripping = setInterval(() => {
        if (at < bytes.length) write(bytes.subarray(at, (at += 1)));
        else clearInterval(dripping);
      }, everyMs);
      socket.once('close', () => clearInterval(dripping));
    },
  };
}
