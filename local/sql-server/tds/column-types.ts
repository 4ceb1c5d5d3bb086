/** TYPE_INFO and encoding of the column types that the stand-in sends (MS-TDS 2.2.5.4 to 2.2.5.6). */
import { littleEndian, uint16 } from './bytes.ts';
import { daysSinceYear1, secondOfDay, type SqlValue } from './values.ts';

/** SQL_Latin1_General_CP1_CI_AS */
export const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

export interface ColumnType {
  readonly info: Buffer;
  readonly encode: (value: SqlValue) => Buffer;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

const nullByte = Buffer.from([0]);
const nullLength = uint16(0xffff);

function integer(length: 4 | 8): ColumnType {
  return {
    info: Buffer.from([0x26, length]),
    encode: (value) => {
      if (value === null) return nullByte;
      if (typeof value !== 'number' && typeof value !== 'bigint') throw unfit('an integer', value);
      return Buffer.concat([Buffer.from([length]), littleEndian(value, length)]);
    },
  };
}

const float: ColumnType = {
  info: Buffer.from([0x6d, 8]),
  encode: (value) => {
    if (value === null) return nullByte;
    if (typeof value !== 'number') throw unfit('a number', value);
    const bytes = Buffer.alloc(9);
    bytes.writeUInt8(8);
    bytes.writeDoubleLE(value, 1);
    return bytes;
  },
};

const date: ColumnType = {
  info: Buffer.from([0x28]),
  encode: (value) => {
    if (value === null) return nullByte;
    if (typeof value !== 'string') throw unfit("'YYYY-MM-DD' text", value);
    return Buffer.concat([Buffer.from([3]), littleEndian(daysSinceYear1(value), 3)]);
  },
};

/** datetime2(0) */
const dateTime: ColumnType = {
  info: Buffer.from([0x2a, 0]),
  encode: (value) => {
    if (value === null) return nullByte;
    if (typeof value !== 'string') throw unfit("'YYYY-MM-DD HH:MM:SS' text", value);
    const seconds = littleEndian(secondOfDay(value), 3);
    return Buffer.concat([Buffer.from([6]), seconds, littleEndian(daysSinceYear1(value), 3)]);
  },
};

function text(maxLength: number): ColumnType {
  return {
    info: Buffer.concat([Buffer.from([0xe7]), uint16(maxLength * 2), collation]),
    encode: (value) => {
      if (value === null) return nullLength;
      if (typeof value !== 'string') throw unfit('text', value);
      const bytes = Buffer.from(value.slice(0, maxLength), 'utf16le');
      return Buffer.concat([uint16(bytes.length), bytes]);
    },
  };
}

export const columnType = { int: integer(4), bigint: integer(8), float, date, dateTime, text } as const;

function unfit(expected: string, value: SqlValue): TypeError {
  return new TypeError(`cannot send ${typeof value} ${String(value)} in a column that takes ${expected}`);
}
