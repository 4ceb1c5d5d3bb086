/** Reads and writes the little-endian parts of TDS messages. */

export class Cursor {
  readonly buffer: Buffer;
  #position = 0;

  constructor(buffer: Buffer) {
    this.buffer = buffer;
  }

  get atEnd(): boolean {
    return this.#position >= this.buffer.length;
  }

  take(length: number): Buffer {
    if (this.#position + length > this.buffer.length) {
      throw new Error(
        `TDS message ends early: ${length} bytes expected at offset ${this.#position} of ${this.buffer.length}`,
      );
    }
    const piece = this.buffer.subarray(this.#position, this.#position + length);
    this.#position += length;
    return piece;
  }

  rest(): Buffer {
    return this.take(this.buffer.length - this.#position);
  }

  byte(): number {
    return this.take(1).readUInt8();
  }

  uint16(): number {
    return this.take(2).readUInt16LE();
  }

  uint32(): number {
    return this.take(4).readUInt32LE();
  }

  /** B_VARCHAR: one byte with the length in characters, then UTF-16. */
  shortText(): string {
    return this.take(this.byte() * 2).toString('utf16le');
  }
}

export function unsignedFrom(bytes: Buffer): bigint {
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  return value;
}

export function littleEndian(value: number | bigint, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let rest = BigInt.asUintN(length * 8, BigInt(value));
  for (let i = 0; i < length; i++) {
    bytes.writeUInt8(Number(rest & 255n), i);
    rest >>= 8n;
  }
  return bytes;
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** B_VARCHAR: SQL Server allows names of 128 characters, the length byte 255. */
export function shortText(text: string): Buffer {
  const cut = text.slice(0, 255);
  return Buffer.concat([Buffer.from([cut.length]), Buffer.from(cut, 'utf16le')]);
}

/** US_VARCHAR: two bytes with the length in characters. */
export function longText(text: string): Buffer {
  return Buffer.concat([uint16(text.length), Buffer.from(text, 'utf16le')]);
}
