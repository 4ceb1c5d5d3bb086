/**
 * Stands between the driver and a server and breaks the wire at one moment of an attempt. From that moment on nothing
 * more reaches the client until `strike` says what goes wrong; each later connection that gets as far is broken in the
 * same way. The server notices nothing until `letServerNotice`.
 */
import net from 'node:net';
import { type Message, MessageReader, packetType } from '../../../../local/sql-server/tds/packets.ts';
import { parseRequest } from '../../../../local/sql-server/tds/requests.ts';
import { kindOf, type RequestKind } from './hostile-server.ts';
import { portOf } from './tcp-relay.ts';
import { passPlain, passThroughTls, type Wire } from './wire.ts';
import { strikeWire, type WireFault } from './wire-strike.ts';

type Said = 'prelogin' | 'tls' | 'login' | RequestKind;

export interface Moment {
  /** What the client has just sent. */
  readonly at: Said;
  /** Or when the first packet of the answer has arrived. */
  readonly answered?: true;
  /** What the client has sent does not get to the server. */
  readonly lost?: true;
}

export interface WireProxy {
  readonly port: number;
  readonly open: () => number;
  readonly hasHeard: (said: Said) => boolean;
  /** Whether the moment has come. */
  readonly reached: () => boolean;
  /** Whether a client waits in vain. */
  readonly stuck: () => boolean;
  readonly strike: (fault: WireFault) => void;
  readonly letServerNotice: () => void;
  readonly close: () => Promise<void>;
}

/** Fewer than any answer has. */
const fewBytes = 3;

export async function startWireProxy(
  serverPort: number,
  moment: Moment,
  encrypted: boolean,
): Promise<WireProxy> {
  const wires = new Set<Wire>();
  const upstreams = new Set<net.Socket>();
  const heard = new Set<Said>();
  let fault: WireFault | undefined;
  let reached = false;

  const arrive = (wire: Wire): void => {
    reached = true;
    wire.outlet.hold();
    if (fault !== undefined) strikeWire(wire, fault);
  };
  // Half-open: a client that hangs up has not yet closed what it reads.
  const server = net.createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const wire = (encrypted ? passThroughTls : passPlain)(client);
    const upstream = net.connect(serverPort, '127.0.0.1');
    wires.add(wire);
    upstreams.add(upstream);
    client.on('error', () => client.destroy());
    client.on('end', () => client.end());
    client.on('close', () => {
      wires.delete(wire);
      if (!wire.outlet.broken()) upstream.destroy();
    });
    const reader = new MessageReader();
    let awaitsAnswer = false;
    const hear = (said: Said, pass: () => void): void => {
      heard.add(said);
      const here = said === moment.at;
      awaitsAnswer = here && moment.answered === true;
      if (here && !awaitsAnswer) arrive(wire);
      if (!here || moment.lost !== true) pass();
    };
    wire.onHandshake(() => hear('tls', () => {}));
    wire.onPlain((bytes) => {
      for (const message of reader.push(bytes)) hear(saidBy(message), () => upstream.write(bytes));
    });
    upstream.on('error', () => upstream.destroy());
    upstream.on('close', () => client.end());
    upstream.on('data', (bytes) => {
      const first = awaitsAnswer ? bytes.readUInt16BE(2) : bytes.length;
      wire.send(bytes.subarray(0, first));
      if (awaitsAnswer) arrive(wire);
      awaitsAnswer = false;
      if (first < bytes.length) wire.send(bytes.subarray(first));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const letServerNotice = (): void => {
    for (const upstream of upstreams) upstream.destroy();
    upstreams.clear();
  };
  const isStuck = ({ outlet }: Wire): boolean =>
    outlet.broken() && (fault !== 'slow' || outlet.dripped() >= fewBytes);
  return {
    port: portOf(server),
    open: () => wires.size,
    hasHeard: (said) => heard.has(said),
    reached: () => reached,
    stuck: () => fault !== undefined && [...wires].some(isStuck),
    strike: (next) => {
      fault = next;
      for (const wire of wires) if (wire.outlet.broken()) strikeWire(wire, fault);
    },
    letServerNotice,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      letServerNotice();
      for (const { socket } of wires) socket.destroy();
      await closed;
    },
  };
}

function saidBy(message: Message): Said {
  if (message.type === packetType.prelogin) return 'prelogin';
  if (message.type === packetType.login7) return 'login';
  if (message.type === packetType.attention) return 'attention';
  const request = parseRequest(message);
  return request === undefined ? 'other' : kindOf(request);
}
