/** Tokens of a response by hand: types and sizes that the stand-in never sends, valid or not. */
import { littleEndian, longText, shortText, uint16, uint32 } from '../../../../local/sql-server/tds/bytes.ts';
import { collation } from '../../../../local/sql-server/tds/column-types.ts';

export const bytes = (...parts: readonly (number | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : part)));

/** A column type as COLMETADATA describes it, and values that it may have. */
export interface WireType {
  readonly name: string;
  readonly info: Buffer;
  /** Between the type and the column's name: of text, ntext and image, the table. */
  readonly table?: Buffer;
  readonly values: readonly Buffer[];
}

const short = (...value: readonly number[]): Buffer => bytes(value.length, Buffer.from(value));
const long = (length: number): Buffer => bytes(uint16(length), Buffer.alloc(length, 0x41));
const nullLong = uint16(0xffff);
const unknownLength = littleEndian(0xffff_ffff_ffff_fffen, 8);
const nullChunks = littleEndian(0xffff_ffff_ffff_ffffn, 8);
/** varchar(max) and its kind, as the server writes it when it does not know the length in advance. */
export const chunked = (...lengths: readonly number[]): Buffer =>
  bytes(
    unknownLength,
    ...lengths.map((length) => bytes(uint32(length), Buffer.alloc(length, 0x42))),
    uint32(0),
  );
const pointed = (length: number): Buffer =>
  bytes(16, Buffer.alloc(16 + 8), uint32(length), Buffer.alloc(length, 0x43));
const table = bytes(2, longText('dbo'), longText('Gambar'));
const chunkValues = [nullChunks, chunked(), chunked(2), chunked(4_000, 2, 60_000)];

const fixed = (name: string, id: number, size: number): WireType => ({
  name,
  info: bytes(id),
  values: [Buffer.alloc(size, 1)],
});

/** Every type that the driver reads. */
export const wireTypes: readonly WireType[] = [
  fixed('null', 0x1f, 0),
  fixed('tinyint', 0x30, 1),
  fixed('bit', 0x32, 1),
  fixed('smallint', 0x34, 2),
  fixed('int', 0x38, 4),
  fixed('smalldatetime', 0x3a, 4),
  fixed('real', 0x3b, 4),
  fixed('money', 0x3c, 8),
  fixed('datetime', 0x3d, 8),
  fixed('float', 0x3e, 8),
  fixed('smallmoney', 0x7a, 4),
  fixed('bigint', 0x7f, 8),
  {
    name: 'int null',
    info: bytes(0x26, 8),
    values: [short(), short(1, 2, 3, 4), short(1, 2, 3, 4, 5, 6, 7, 8)],
  },
  { name: 'bit null', info: bytes(0x68, 1), values: [short(), short(1)] },
  { name: 'float null', info: bytes(0x6d, 8), values: [short(), short(1, 2, 3, 4)] },
  { name: 'money null', info: bytes(0x6e, 8), values: [short(), short(1, 2, 3, 4, 5, 6, 7, 8)] },
  { name: 'datetime null', info: bytes(0x6f, 8), values: [short(), short(1, 2, 3, 4)] },
  { name: 'guid', info: bytes(0x24, 16), values: [short(), bytes(16, Buffer.alloc(16, 7))] },
  { name: 'decimal', info: bytes(0x6a, 17, 38, 2), values: [short(), short(1, 2, 3, 4, 5)] },
  { name: 'numeric', info: bytes(0x6c, 9, 18, 0), values: [short(1, 2, 3, 4, 5, 6, 7, 8, 9)] },
  { name: 'date', info: bytes(0x28), values: [short(), short(1, 2, 3)] },
  { name: 'time', info: bytes(0x29, 7), values: [short(), short(1, 2, 3, 4, 5)] },
  { name: 'datetime2', info: bytes(0x2a, 0), values: [short(), short(1, 2, 3, 4, 5, 6)] },
  { name: 'datetimeoffset', info: bytes(0x2b, 0), values: [short(), short(1, 2, 3, 4, 5, 6, 7, 0)] },
  { name: 'varbinary', info: bytes(0xa5, uint16(8_000)), values: [nullLong, long(0), long(5)] },
  { name: 'binary', info: bytes(0xad, uint16(8_000)), values: [nullLong, long(8_000)] },
  { name: 'varchar', info: bytes(0xa7, uint16(8_000), collation), values: [nullLong, long(0), long(300)] },
  { name: 'char', info: bytes(0xaf, uint16(8_000), collation), values: [nullLong, long(8_000)] },
  { name: 'nvarchar', info: bytes(0xe7, uint16(8_000), collation), values: [nullLong, long(0), long(300)] },
  { name: 'nchar', info: bytes(0xef, uint16(8_000), collation), values: [nullLong, long(8_000)] },
  { name: 'varbinary(max)', info: bytes(0xa5, uint16(0xffff)), values: chunkValues },
  { name: 'varchar(max)', info: bytes(0xa7, uint16(0xffff), collation), values: chunkValues },
  { name: 'nvarchar(max)', info: bytes(0xe7, uint16(0xffff), collation), values: chunkValues },
  {
    name: 'image',
    info: bytes(0x22, uint32(0x7fff_ffff)),
    table,
    values: [bytes(0), pointed(0), pointed(70_000)],
  },
  { name: 'text', info: bytes(0x23, uint32(0x7fff_ffff), collation), table, values: [bytes(0), pointed(9)] },
  {
    name: 'ntext',
    info: bytes(0x63, uint32(0x7fff_fffe), collation),
    table,
    values: [bytes(0), pointed(10)],
  },
  {
    name: 'sql_variant',
    info: bytes(0x62, uint32(8_009)),
    values: [
      uint32(0),
      bytes(uint32(6), 0x38, 0, uint32(7)),
      bytes(uint32(9), 0xa5, 2, uint16(5), Buffer.alloc(5)),
    ],
  },
  { name: 'xml', info: bytes(0xf1, 0), values: chunkValues },
  {
    name: 'xml with a schema',
    info: bytes(0xf1, 1, shortText('hr'), shortText('dbo'), longText('Absensi')),
    values: chunkValues,
  },
  {
    name: 'geography',
    info: bytes(
      0xf0,
      uint16(0xffff),
      shortText('hr'),
      shortText('sys'),
      shortText('geography'),
      longText('Types'),
    ),
    values: chunkValues,
  },
];

export function columnsOf(types: readonly WireType[]): Buffer {
  const described = types.map(({ info, table: name = Buffer.alloc(0) }, index) =>
    bytes(uint32(0), uint16(9), info, name, shortText(`kolom ${index}`)),
  );
  return bytes(0x81, uint16(types.length), ...described);
}

export const rowOf = (values: readonly Buffer[]): Buffer => bytes(0xd1, ...values);

/** Without the columns whose value is undefined. */
export function rowWithNulls(values: readonly (Buffer | undefined)[]): Buffer {
  const bits = Buffer.alloc(Math.ceil(values.length / 8));
  for (const [index, value] of values.entries()) {
    if (value === undefined) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  }
  return bytes(0xd2, bits, ...values.filter((value) => value !== undefined));
}

export const returnValueOf = ({ info }: WireType, value: Buffer): Buffer =>
  bytes(0xac, uint16(0), shortText('@hasil'), 1, uint32(0), uint16(9), info, value);

export const sizedToken = (id: number, body: Buffer): Buffer => bytes(id, uint16(body.length), body);
