/**
 * How long the values of a column are on the wire (MS-TDS 2.2.5.4 to 2.2.5.6), for exactly the types that the driver
 * reads. A position behind the end of the buffer means that not all of it has arrived: bytes that are missing read as
 * 0, which never moves a position back.
 */

export type ValueShape =
  | { readonly kind: 'fixed'; readonly size: number }
  /** The length stands in front of the value, in as many bytes. */
  | { readonly kind: 'length1' | 'length2' | 'length4' }
  /** text, ntext and image: a pointer and a timestamp stand in front of the length. */
  | { readonly kind: 'pointed' }
  /** varchar(max) and its kind: any number of chunks. */
  | { readonly kind: 'chunks' };

/** A length, and the types that have it. */
const byType = (rows: readonly (readonly number[])[]): ReadonlyMap<number, number> =>
  new Map(rows.flatMap(([length = 0, ...types]) => types.map((type) => [type, length] as const)));

const fixedSizes = byType([
  [0, 0x1f],
  [1, 0x30, 0x32],
  [2, 0x34],
  [4, 0x38, 0x3a, 0x3b, 0x7a],
  [8, 0x3c, 0x3d, 0x3e, 0x7f],
]);
// Of the others, the length of what describes them. Numbers, dates, times and GUIDs that may be NULL:
const short = byType([
  [0, 0x28],
  [1, 0x24, 0x26, 0x29, 0x2a, 0x2b, 0x68, 0x6d, 0x6e, 0x6f],
  [3, 0x6a, 0x6c],
]);
/** varbinary, binary, varchar, char, nvarchar, nchar. */
const strings = byType([
  [2, 0xa5, 0xad],
  [7, 0xa7, 0xaf, 0xe7, 0xef],
]);
const maxTypes: ReadonlySet<number> = new Set([0xa5, 0xa7, 0xe7]);
const pointed = byType([
  [4, 0x22],
  [9, 0x23, 0x63],
]);
const variant = 0x62;
const udt = 0xf0;
const xml = 0xf1;

const chunks: ValueShape = { kind: 'chunks' };
const unlimited = 0xffff;
/** server, database, schema, table. */
const mostNameParts = 4;

export interface Described {
  readonly shape: ValueShape;
  readonly end: number;
}

const byteAt = (buffer: Buffer, at: number): number => buffer[at] ?? 0;
const shortAt = (buffer: Buffer, at: number): number => byteAt(buffer, at) | (byteAt(buffer, at + 1) << 8);
/** Behind a text whose length in characters stands in front of it, in one byte or in two. */
const afterShortText = (buffer: Buffer, at: number): number => at + 1 + 2 * byteAt(buffer, at);
const afterLongText = (buffer: Buffer, at: number): number => at + 2 + 2 * shortAt(buffer, at);

/** User type, flags and type, which stand in front of a returned value. */
export function describedValue(buffer: Buffer, start: number): Described | undefined {
  const at = start + 6;
  if (at >= buffer.length) return undefined;
  const described = describedType(buffer, at, byteAt(buffer, at));
  return described.end > buffer.length ? undefined : described;
}

/** The same with the names that follow in COLMETADATA. */
export function describedColumn(buffer: Buffer, start: number): Described | undefined {
  const value = describedValue(buffer, start);
  if (value === undefined) return undefined;
  let { end } = value;
  if (value.shape.kind === 'pointed') {
    const parts = byteAt(buffer, end);
    if (parts > mostNameParts)
      throw new Error(`a table's name of ${parts} parts: expected at most ${mostNameParts}`);
    end += 1;
    for (let part = 0; part < parts; part += 1) end = afterLongText(buffer, end);
  }
  end = afterShortText(buffer, end);
  return end > buffer.length ? undefined : { shape: value.shape, end };
}

function describedType(buffer: Buffer, start: number, type: number): Described {
  const at = start + 1;
  const fixed = fixedSizes.get(type);
  if (fixed !== undefined) return { shape: { kind: 'fixed', size: fixed }, end: at };
  const afterShort = short.get(type);
  if (afterShort !== undefined) return { shape: { kind: 'length1' }, end: at + afterShort };
  const afterString = strings.get(type);
  if (afterString !== undefined) {
    const isMax = maxTypes.has(type) && shortAt(buffer, at) === unlimited;
    return { shape: isMax ? chunks : { kind: 'length2' }, end: at + afterString };
  }
  const afterPointed = pointed.get(type);
  if (afterPointed !== undefined) return { shape: { kind: 'pointed' }, end: at + afterPointed };
  switch (type) {
    case variant:
      return { shape: { kind: 'length4' }, end: at + 4 };
    case udt:
      return { shape: chunks, end: afterLongText(buffer, afterNames(buffer, at + 2, 3)) };
    case xml:
      return {
        shape: chunks,
        end: byteAt(buffer, at) === 1 ? afterLongText(buffer, afterNames(buffer, at + 1, 2)) : at + 1,
      };
    default:
      throw new Error(`a value of the unknown type 0x${type.toString(16)}`);
  }
}

function afterNames(buffer: Buffer, start: number, names: number): number {
  let end = start;
  for (let name = 0; name < names; name += 1) end = afterShortText(buffer, end);
  return end;
}

/** Of the value that starts here, with what stands in front of it. Undefined: that has not arrived in full. */
export function lengthOfValue(
  shape: Exclude<ValueShape, { readonly kind: 'chunks' }>,
  buffer: Buffer,
  at: number,
): number | undefined {
  const left = buffer.length - at;
  switch (shape.kind) {
    case 'fixed':
      return shape.size;
    case 'length1':
      return left < 1 ? undefined : 1 + byteAt(buffer, at);
    case 'length2': {
      if (left < 2) return undefined;
      const length = shortAt(buffer, at);
      return length === unlimited ? 2 : 2 + length;
    }
    case 'length4':
      return left < 4 ? undefined : 4 + buffer.readUInt32LE(at);
    case 'pointed': {
      if (left < 1) return undefined;
      const pointer = byteAt(buffer, at);
      if (pointer === 0) return 1;
      const head = 1 + pointer + 8 + 4;
      return left < head ? undefined : head + buffer.readUInt32LE(at + head - 4);
    }
  }
}
