/** Reads over the values of a row, whatever their size, without keeping any. */
import type { ByteWindow, Step } from './byte-window.ts';
import { lengthOfValue, type ValueShape } from './value-shapes.ts';

export const row = 0xd1;
export const rowWithNulls = 0xd2;
const nullLength = 0xffff_ffff_ffff_ffffn;

export interface Columns {
  readonly each: readonly ValueShape[];
  /**
   * Neighbours of fixed sizes as one. Columns of the type null have no bytes at all: 60,000 of them in each row of one
   * byte would keep the process busy for minutes with a single packet.
   */
  readonly joined: readonly ValueShape[];
}

export function toColumns(each: readonly ValueShape[]): Columns {
  const joined: ValueShape[] = [];
  for (const shape of each) {
    const last = joined.at(-1);
    if (shape.kind !== 'fixed' || last?.kind !== 'fixed') joined.push(shape);
    else joined[joined.length - 1] = { kind: 'fixed', size: last.size + shape.size };
  }
  return { each, joined };
}

/** Where the rows end that have arrived in full. Generators for each of a million rows would be 700 MB to collect. */
export function afterWholeRows(buffer: Buffer, start: number, columns: Columns): number {
  let at = start;
  for (let end: number | undefined = start; end !== undefined; end = afterWholeRow(buffer, at, columns))
    at = end;
  return at;
}

function afterWholeRow(buffer: Buffer, start: number, { each, joined }: Columns): number | undefined {
  const at = start + 1;
  switch (buffer[start]) {
    case row:
      return afterWholeValues(buffer, at, joined, undefined);
    case rowWithNulls:
      return afterWholeValues(buffer, at + Math.ceil(each.length / 8), each, at);
    default:
      return undefined;
  }
}

/** `nulls`: where the bits are that tell which columns have no value. */
function afterWholeValues(
  buffer: Buffer,
  start: number,
  columns: readonly ValueShape[],
  nulls: number | undefined,
): number | undefined {
  let at = start;
  for (let index = 0; index < columns.length; index += 1) {
    const shape = columns[index];
    const isNull = nulls !== undefined && ((buffer[nulls + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0;
    if (shape === undefined || isNull) continue;
    const length = shape.kind === 'chunks' ? lengthOfChunks(buffer, at) : lengthOfValue(shape, buffer, at);
    if (length === undefined) return undefined;
    at += length;
  }
  return at > buffer.length ? undefined : at;
}

/** Undefined: they have not arrived in full. */
function lengthOfChunks(buffer: Buffer, start: number): number | undefined {
  if (start + 8 > buffer.length) return undefined;
  if (buffer.readBigUInt64LE(start) === nullLength) return 8;
  for (let at = start + 8; at + 4 <= buffer.length;) {
    const length = buffer.readUInt32LE(at);
    at += 4 + length;
    if (length === 0) return at - start;
  }
  return undefined;
}

/** One bit for each column. */
export function* readNulls(bytes: ByteWindow, columns: number): Step<Buffer> {
  const length = Math.ceil(columns / 8);
  yield* bytes.need(length);
  const start = bytes.at;
  bytes.at += length;
  return bytes.buffer.subarray(start, bytes.at);
}

/** `nulls` tells which columns have no value. */
export function* dropRow(bytes: ByteWindow, { each, joined }: Columns, nulls: Buffer | undefined): Step {
  const columns = nulls === undefined ? joined : each;
  for (let index = 0; index < columns.length; index += 1) {
    const shape = columns[index];
    if (shape === undefined || ((nulls?.[index >> 3] ?? 0) & (1 << (index & 7))) !== 0) continue;
    // Without a generator for each value: a million rows have many of them.
    const length = shape.kind === 'chunks' ? undefined : lengthOfValue(shape, bytes.buffer, bytes.at);
    if (length !== undefined && bytes.at + length <= bytes.buffer.length) bytes.at += length;
    else yield* dropValue(bytes, shape);
  }
}

export function* dropValue(bytes: ByteWindow, shape: ValueShape): Step {
  if (shape.kind === 'chunks') return yield* dropChunks(bytes);
  for (;;) {
    const length = lengthOfValue(shape, bytes.buffer, bytes.at);
    if (length !== undefined) return yield* bytes.advance(length);
    yield* bytes.more();
  }
}

function* dropChunks(bytes: ByteWindow): Step {
  yield* bytes.need(8);
  const total = bytes.buffer.readBigUInt64LE(bytes.at);
  bytes.at += 8;
  if (total === nullLength) return;
  for (;;) {
    yield* bytes.need(4);
    const length = bytes.buffer.readUInt32LE(bytes.at);
    yield* bytes.advance(4 + length);
    if (length === 0) return;
  }
}
