/** Encodes the response tokens (MS-TDS 2.2.7). Pure: each function returns the token's bytes. */
import { littleEndian, longText, shortText, uint16, uint32 } from './bytes.ts';
import { collation, type Column } from './column-types.ts';
import type { SqlValue } from './values.ts';

export const doneFlag = { final: 0, more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;
const tdsVersion74 = 0x74000004;
export const serverVersion = [16, 0, 0x10, 0x4c] as const;
const serverName = 'sql-server-stand-in';

/** An error or message of SQL Server: the entry of sys.messages, and where it was raised. */
export interface SqlMessage {
  readonly number: number;
  readonly message: string;
  readonly class: number;
  readonly state: number;
  readonly procedure?: string;
  readonly line?: number;
}

export const errorToken = (message: SqlMessage): Buffer => messageToken(0xaa, message);
export const infoToken = (message: SqlMessage): Buffer => messageToken(0xab, message);

function messageToken(id: number, { number, message, class: severity, state, procedure, line }: SqlMessage) {
  return sized(
    id,
    uint32(number),
    Buffer.from([state, severity]),
    longText(message.slice(0, 2047)),
    shortText(serverName),
    shortText(procedure ?? ''),
    uint32(line ?? 1),
  );
}

/** Which statement a DONE token reports. */
export const doneCommand = {
  select: 0xc1,
  insert: 0xc3,
  delete: 0xc4,
  update: 0xc5,
  execute: 0xe0,
  merge: 0x117,
} as const;

export const doneToken = (flags: number, count = 0, command: number = doneCommand.select): Buffer =>
  anyDone(0xfd, flags, command, count);
export const doneProcToken = (flags: number): Buffer => anyDone(0xfe, flags, doneCommand.execute, 0);
export const doneInProcToken = (flags: number, count = 0, command: number = doneCommand.select): Buffer =>
  anyDone(0xff, flags, command, count);

function anyDone(id: number, flags: number, command: number, count: number): Buffer {
  return Buffer.concat([Buffer.from([id]), uint16(flags), uint16(command), littleEndian(count, 8)]);
}

export function returnStatusToken(value: number): Buffer {
  return Buffer.concat([Buffer.from([0x79]), uint32(value)]);
}

export function loginAckToken(): Buffer {
  const version = Buffer.alloc(4);
  version.writeUInt32BE(tdsVersion74);
  return sized(
    0xad,
    Buffer.from([1]),
    version,
    shortText('Microsoft SQL Server'),
    Buffer.from(serverVersion),
  );
}

export const environment = { database: 1, language: 2, packetSize: 4 } as const;

export function environmentToken(type: number, now: string, before: string): Buffer {
  return sized(0xe3, Buffer.from([type]), shortText(now), shortText(before));
}

export function collationToken(): Buffer {
  return sized(0xe3, Buffer.from([7, collation.length]), collation, Buffer.from([0]));
}

/** Acknowledges RESETCONNECTION to the client. */
export function resetConnectionToken(): Buffer {
  return sized(0xe3, Buffer.from([18, 0, 0]));
}

export const utf8Feature = 0x0a;

/** Only for clients that requested UTF-8 support: for others the token is a protocol error. */
export function utf8FeatureToken(): Buffer {
  return Buffer.from([0xae, utf8Feature, 1, 0, 0, 0, 1, 0xff]);
}

export function columnsToken(columns: readonly Column[]): Buffer {
  const nullableAndWritable = 0x0009;
  const described = columns.map(({ name, type }) =>
    Buffer.concat([uint32(0), uint16(nullableAndWritable), type.info, shortText(name)]),
  );
  return Buffer.concat([Buffer.from([0x81]), uint16(columns.length), ...described]);
}

const rowId = Buffer.from([0xd1]);

export function rowToken(columns: readonly Column[], values: readonly SqlValue[]): Buffer {
  return Buffer.concat([rowId, ...columns.map(({ type }, index) => type.encode(values[index] ?? null))]);
}

function sized(id: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([id]), uint16(body.length), body]);
}
