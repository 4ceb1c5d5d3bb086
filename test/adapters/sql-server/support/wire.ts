/** One client's connection: as it is, or with encryption as SQL Server has it without TDS 8. */
import type net from 'node:net';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import {
  headerLength,
  packetStatus,
  packetType,
  writeHeader,
} from '../../../../local/sql-server/tds/packets.ts';
import { makeSelfSigned } from '../../../support/self-signed.ts';
import { createOutlet, type Outlet } from './outlet.ts';

export interface Wire {
  readonly socket: net.Socket;
  readonly outlet: Outlet;
  /** What the client says, decrypted. */
  readonly onPlain: (hear: (bytes: Buffer) => void) => void;
  /** The client begins to agree on encryption. */
  readonly onHandshake: (hear: () => void) => void;
  readonly send: (plain: Buffer) => void;
  /** Although the wire is broken. */
  readonly sayAndClose: (plain: Buffer) => void;
}

export function passPlain(socket: net.Socket): Wire {
  const outlet = createOutlet(socket);
  return {
    socket,
    outlet,
    onPlain: (hear) => void socket.on('data', hear),
    onHandshake: () => {},
    send: outlet.send,
    sayAndClose: (plain) => {
      outlet.passAgain();
      outlet.send(plain);
      outlet.end();
    },
  };
}

const { certificate: cert, key } = makeSelfSigned();

export function passThroughTls(socket: net.Socket): Wire {
  const outlet = createOutlet(socket);
  /** As long as the client wraps its records in packets of the type PRELOGIN, so does the server. */
  let wrapped = true;
  let announced = false;
  let secure: tls.TLSSocket | undefined;
  let hearPlain: ((bytes: Buffer) => void) | undefined;
  let hearHandshake: (() => void) | undefined;
  const inner = new Duplex({
    read: () => {},
    write: (records: Buffer, _encoding, done) => {
      outlet.send(wrapped ? packetOf(records) : records);
      done();
    },
  });
  socket.on('data', (chunk) => {
    if (secure === undefined) return hearPlain?.(chunk);
    if (!announced) hearHandshake?.();
    announced = true;
    wrapped = chunk[0] === packetType.prelogin;
    return void inner.push(wrapped ? chunk.subarray(headerLength) : chunk);
  });
  const beginTls = (): void => {
    secure = new tls.TLSSocket(inner, { isServer: true, cert, key, maxVersion: 'TLSv1.2' });
    secure.on('error', () => {});
    secure.on('data', (bytes) => hearPlain?.(bytes));
  };
  const say = (plain: Buffer): void => {
    if (secure === undefined) outlet.send(plain);
    else secure.write(plain);
  };
  return {
    socket,
    outlet,
    onPlain: (hear) => {
      hearPlain = hear;
    },
    onHandshake: (hear) => {
      hearHandshake = hear;
    },
    send: (plain) => {
      if (secure !== undefined) return say(plain);
      say(withEncryption(plain));
      beginTls();
    },
    sayAndClose: (plain) => {
      outlet.passAgain();
      say(plain);
      // TLS encrypts it in the next turn.
      setImmediate(outlet.end);
    },
  };
}

function packetOf(records: Buffer): Buffer {
  const packet = Buffer.concat([Buffer.alloc(headerLength), records]);
  writeHeader(packet, packetType.prelogin, packetStatus.endOfMessage, 0, 0);
  return packet;
}

/** The stand-in's answer to PRELOGIN, as of a server that encrypts: option 1. */
function withEncryption(answer: Buffer): Buffer {
  const changed = Buffer.from(answer);
  for (let at = headerLength; at < changed.length && changed[at] !== 0xff; at += 5) {
    if (changed[at] === 1) changed[headerLength + changed.readUInt16BE(at + 1)] = 1;
  }
  return changed;
}
