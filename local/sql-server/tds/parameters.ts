/** Reads an RPC parameter's TYPE_INFO and value (MS-TDS 2.2.5.4). Refuses unusual types by number. */
import { unsignedFrom, type Cursor } from './bytes.ts';
import {
  dateFromDaysSinceYear1,
  dateTimeFromDaysSince1970,
  dateTimeFromDaysSinceYear1,
  daysFrom1900To1970,
  type SqlValue,
} from './values.ts';

export interface TypedValue {
  /** The SQL name of the type, without length: 'date', 'nvarchar'. */
  readonly type: string;
  readonly value: SqlValue;
}

export function readTypedValue(cursor: Cursor): TypedValue {
  const typeId = cursor.byte();
  switch (typeId) {
    case 0x26:
      return sized(cursor, (size) => integerNames[size] ?? 'int', readInteger);
    case 0x68:
      return sized(
        cursor,
        () => 'bit',
        (bytes) => bytes.readUInt8() !== 0,
      );
    case 0x6d:
      return sized(cursor, (size) => (size === 4 ? 'real' : 'float'), readFloat);
    case 0x6f:
      return sized(cursor, (size) => (size === 4 ? 'smalldatetime' : 'datetime'), readDateTime);
    case 0x28:
      return valueOrNull(cursor, 'date', (bytes) => dateFromDaysSinceYear1(Number(unsignedFrom(bytes))));
    case 0x2a:
      return readDateTime2(cursor);
    case 0x6a:
    case 0x6c:
      return readDecimal(cursor);
    case 0xe7:
    case 0xef:
      return readText(cursor, typeId === 0xe7 ? 'nvarchar' : 'nchar', 'utf16le');
    case 0xa7:
    case 0xaf:
      return readText(cursor, typeId === 0xa7 ? 'varchar' : 'char', 'latin1');
    default:
      throw new Error(`the stand-in does not support parameters of TDS type 0x${typeId.toString(16)}`);
  }
}

const integerNames: Readonly<Record<number, string>> = { 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' };

function valueOrNull(cursor: Cursor, type: string, read: (bytes: Buffer) => SqlValue): TypedValue {
  const length = cursor.byte();
  return { type, value: length === 0 ? null : read(cursor.take(length)) };
}

function sized(
  cursor: Cursor,
  typeOfSize: (size: number) => string,
  read: (bytes: Buffer) => SqlValue,
): TypedValue {
  return valueOrNull(cursor, typeOfSize(cursor.byte()), read);
}

function readInteger(bytes: Buffer): SqlValue {
  if (bytes.length === 8) return bytes.readBigInt64LE();
  return bytes.length === 1 ? bytes.readUInt8() : bytes.readIntLE(0, bytes.length);
}

function readFloat(bytes: Buffer): SqlValue {
  return bytes.length === 4 ? bytes.readFloatLE() : bytes.readDoubleLE();
}

function readDateTime(bytes: Buffer): SqlValue {
  if (bytes.length === 4) {
    return dateTimeFromDaysSince1970(
      bytes.readUInt16LE() - daysFrom1900To1970,
      bytes.readUInt16LE(2) * 60_000,
    );
  }
  const threeHundredths = bytes.readUInt32LE(4);
  return dateTimeFromDaysSince1970(
    bytes.readInt32LE() - daysFrom1900To1970,
    Math.round((threeHundredths * 10) / 3),
  );
}

function readDateTime2(cursor: Cursor): TypedValue {
  const scale = cursor.byte();
  return valueOrNull(cursor, 'datetime2', (bytes) => {
    const ms = Math.floor(Number(unsignedFrom(bytes.subarray(0, -3))) * 10 ** (3 - scale));
    return dateTimeFromDaysSinceYear1(Number(unsignedFrom(bytes.subarray(-3))), ms);
  });
}

function readDecimal(cursor: Cursor): TypedValue {
  cursor.take(2);
  const scale = cursor.byte();
  return valueOrNull(cursor, 'decimal', (bytes) => {
    const sign = bytes.readUInt8() === 0 ? '-' : '';
    const digits = unsignedFrom(bytes.subarray(1))
      .toString()
      .padStart(scale + 1, '0');
    return sign + (scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`);
  });
}

function readText(cursor: Cursor, type: string, encoding: BufferEncoding): TypedValue {
  const maxLength = cursor.uint16();
  cursor.take(5);
  if (maxLength === 0xffff) return { type, value: readLongText(cursor, encoding) };
  const length = cursor.uint16();
  return { type, value: length === 0xffff ? null : cursor.take(length).toString(encoding) };
}

/** nvarchar(max) arrives in chunks (PLP): total length, then length and data until a length of 0. */
function readLongText(cursor: Cursor, encoding: BufferEncoding): SqlValue {
  if (unsignedFrom(cursor.take(8)) === 0xffff_ffff_ffff_ffffn) return null;
  const chunks: Buffer[] = [];
  for (let length = cursor.uint32(); length > 0; length = cursor.uint32()) chunks.push(cursor.take(length));
  return Buffer.concat(chunks).toString(encoding);
}
