/** Packet framing (MS-TDS 2.2.3): an 8-byte header per packet, one or more packets per message. */

export const packetType = {
  batch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  login7: 0x10,
  prelogin: 0x12,
} as const;

export const packetStatus = {
  endOfMessage: 0x01,
  ignoreMessage: 0x02,
  resetConnection: 0x08,
  resetConnectionKeepTransaction: 0x10,
} as const;

export const headerLength = 8;
const maxMessageLength = 16 * 1024 * 1024;
const resetBits = packetStatus.resetConnection | packetStatus.resetConnectionKeepTransaction;

export interface Message {
  readonly type: number;
  readonly status: number;
  readonly data: Buffer;
}

export class MessageReader {
  #unread: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #partsLength = 0;
  #firstStatus = 0;

  push(chunk: Buffer): readonly Message[] {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    const complete: Message[] = [];
    while (this.#unread.length >= headerLength) {
      const length = this.#unread.readUInt16BE(2);
      if (length < headerLength) throw new Error(`TDS packet length is ${length}, expected at least 8`);
      if (this.#unread.length < length) break;
      const message = this.#take(this.#unread.subarray(0, length));
      this.#unread = this.#unread.subarray(length);
      if (message !== undefined) complete.push(message);
    }
    return complete;
  }

  #take(packet: Buffer): Message | undefined {
    const status = packet.readUInt8(1);
    if (this.#parts.length === 0) this.#firstStatus = status;
    this.#parts.push(packet.subarray(headerLength));
    this.#partsLength += packet.length - headerLength;
    if (this.#partsLength > maxMessageLength) throw new Error('TDS message is longer than 16 MB');
    if ((status & packetStatus.endOfMessage) === 0) return undefined;
    const data = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#partsLength = 0;
    // The reset bits count in a message's first packet, the ignore bit in its last.
    return { type: packet.readUInt8(0), status: status | (this.#firstStatus & resetBits), data };
  }
}

export function writeHeader(packet: Buffer, type: number, status: number, spid: number, id: number): void {
  packet.writeUInt8(type, 0);
  packet.writeUInt8(status, 1);
  packet.writeUInt16BE(packet.length, 2);
  packet.writeUInt16BE(spid & 0xffff, 4);
  packet.writeUInt8(id & 0xff, 6);
  packet.writeUInt8(0, 7);
}

/** A short message, in as many packets as it needs. */
export function frame(type: number, data: Buffer, packetSize: number, spid: number): Buffer {
  const room = packetSize - headerLength;
  const packets: Buffer[] = [];
  for (let offset = 0; offset === 0 || offset < data.length; offset += room) {
    const packet = Buffer.concat([Buffer.alloc(headerLength), data.subarray(offset, offset + room)]);
    const last = offset + room >= data.length;
    writeHeader(packet, type, last ? packetStatus.endOfMessage : 0, spid, packets.length + 1);
    packets.push(packet);
  }
  return Buffer.concat(packets);
}
