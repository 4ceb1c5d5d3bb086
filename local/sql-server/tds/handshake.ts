/**
 * PRELOGIN and LOGIN7 (MS-TDS 2.2.6.4 and 2.2.6.5). There is no encryption: clients must connect with
 * encrypt=false; with encrypt=true the driver reports that the server does not support TLS.
 */
import { uint16 } from './bytes.ts';
import { serverVersion } from './tokens.ts';

const encryptionNotSupported = 2;

export function preloginResponse(): Buffer {
  const options: readonly (readonly [id: number, data: readonly number[]])[] = [
    [0, [...serverVersion, 0, 0]],
    [1, [encryptionNotSupported]],
    [2, [0]],
    [3, []],
    [4, [0]],
  ];
  const directory: number[] = [];
  const data: number[] = [];
  const dataStart = options.length * 5 + 1;
  for (const [id, bytes] of options) {
    directory.push(id, ...uint16(dataStart + data.length).toReversed(), ...uint16(bytes.length).toReversed());
    data.push(...bytes);
  }
  return Buffer.from([...directory, 0xff, ...data]);
}

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly applicationName: string;
  readonly language: string;
  readonly packetSize: number;
  readonly features: ReadonlySet<number>;
}

export function parseLogin(data: Buffer): Login {
  const bytesAt = (field: number): Buffer => {
    const offset = data.readUInt16LE(field);
    return data.subarray(offset, offset + data.readUInt16LE(field + 2) * 2);
  };
  const textAt = (field: number): string => bytesAt(field).toString('utf16le');
  return {
    user: textAt(40),
    password: unscramble(bytesAt(44)),
    database: textAt(68),
    applicationName: textAt(48),
    language: textAt(64),
    packetSize: data.readUInt32LE(8),
    features: requestedFeatures(data),
  };
}

/** LOGIN7 obscures the password by swapping half-bytes and XOR, which protects nothing. */
function unscramble(bytes: Buffer): string {
  const plain = bytes.map((byte) => {
    const mixed = byte ^ 0xa5;
    return ((mixed << 4) | (mixed >> 4)) & 0xff;
  });
  return Buffer.from(plain).toString('utf16le');
}

function requestedFeatures(data: Buffer): ReadonlySet<number> {
  const features = new Set<number>();
  const hasExtensions = (data.readUInt8(27) & 0x10) !== 0;
  if (!hasExtensions) return features;
  const end = 0xff;
  let at = data.readUInt32LE(data.readUInt16LE(56));
  while (at < data.length && data.readUInt8(at) !== end) {
    features.add(data.readUInt8(at));
    at += 5 + data.readUInt32LE(at + 1);
  }
  return features;
}
