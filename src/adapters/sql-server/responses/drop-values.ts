/**
 * Takes rows, their columns and returned values out of a response before the driver sees them: the driver keeps a value
 * until its last byte has arrived, whatever its size. No token that is passed on is larger than 64 KB.
 */
import { ByteWindow, type Step } from './byte-window.ts';
import {
  afterWholeRows,
  type Columns,
  dropRow,
  dropValue,
  readNulls,
  row,
  rowWithNulls,
  toColumns,
} from './drop-row.ts';
import { describedColumn, describedValue, type ValueShape } from './value-shapes.ts';

/** DONE, DONEPROC, DONEINPROC and RETURNSTATUS, with their lengths. */
const fixedTokens: ReadonlyMap<number, number> = new Map([
  [0xfd, 13],
  [0xfe, 13],
  [0xff, 13],
  [0x79, 5],
]);
/** ERROR and INFO. */
const messages: ReadonlySet<number> = new Set([0xaa, 0xab]);
/** TABNAME, COLINFO and ORDER. */
const aboutRows: ReadonlySet<number> = new Set([0xa4, 0xa5, 0xa9]);
const environmentChange = 0xe3;
const columnMetadata = 0x81;
const returnValue = 0xac;
/** For each other one, the driver writes a line to standard error or gives the session up. */
const knownChanges: ReadonlySet<number> = new Set([1, 2, 3, 4, 7, 8, 9, 10, 18]);
const noMetadata = 0xffff;

/** Takes the bytes of a response in turn, and returns what is left of them. Throws when they are no tokens. */
export function dropValues(): (chunk: Buffer) => readonly Buffer[] {
  const bytes = new ByteWindow();
  const reading = readTokens(bytes);
  reading.next();
  return (chunk) => {
    reading.next(chunk);
    return bytes.takePassed();
  };
}

function* readTokens(bytes: ByteWindow): Step {
  let columns = toColumns([]);
  for (;;) {
    yield* bytes.need(1);
    const type = bytes.buffer[bytes.at] ?? 0;
    const length = fixedTokens.get(type);
    if (length !== undefined) yield* bytes.advance(length);
    else if (messages.has(type) || (type === environmentChange && (yield* isKnownChange(bytes)))) {
      yield* sizedToken(bytes);
    } else {
      bytes.startDropping();
      const behind = afterWholeRows(bytes.buffer, bytes.at, columns);
      if (behind > bytes.at) bytes.at = behind;
      else columns = (yield* dropToken(bytes, type, columns)) ?? columns;
      bytes.stopDropping();
    }
  }
}

/** The columns of the rows that follow, if this token describes them. */
function* dropToken(bytes: ByteWindow, type: number, columns: Columns): Step<Columns | undefined> {
  if (aboutRows.has(type) || type === environmentChange) {
    yield* sizedToken(bytes);
    return undefined;
  }
  bytes.at += 1;
  switch (type) {
    case columnMetadata:
      return yield* readColumns(bytes);
    case row:
      yield* dropRow(bytes, columns, undefined);
      return undefined;
    case rowWithNulls:
      yield* dropRow(bytes, columns, yield* readNulls(bytes, columns.each.length));
      return undefined;
    case returnValue:
      yield* dropReturnValue(bytes);
      return undefined;
    default:
      throw new Error(`the server sent a token of the unknown type 0x${type.toString(16)}`);
  }
}

function* isKnownChange(bytes: ByteWindow): Step<boolean> {
  yield* bytes.need(4);
  return knownChanges.has(bytes.buffer[bytes.at + 3] ?? 0);
}

function* sizedToken(bytes: ByteWindow): Step {
  yield* bytes.need(3);
  yield* bytes.advance(3 + bytes.buffer.readUInt16LE(bytes.at + 1));
}

function* readColumns(bytes: ByteWindow): Step<Columns | undefined> {
  yield* bytes.need(2);
  const count = bytes.buffer.readUInt16LE(bytes.at);
  bytes.at += 2;
  if (count === noMetadata) return undefined;
  const columns: ValueShape[] = [];
  while (columns.length < count) columns.push(yield* described(bytes, describedColumn));
  return toColumns(columns);
}

function* described(bytes: ByteWindow, read: typeof describedColumn): Step<ValueShape> {
  for (;;) {
    const found = read(bytes.buffer, bytes.at);
    if (found !== undefined) {
      bytes.at = found.end;
      return found.shape;
    }
    yield* bytes.more();
  }
}

function* dropReturnValue(bytes: ByteWindow): Step {
  // Ordinal, name and status.
  yield* bytes.need(3);
  yield* bytes.advance(3 + 2 * (bytes.buffer[bytes.at + 2] ?? 0) + 1);
  yield* dropValue(bytes, yield* described(bytes, describedValue));
}
