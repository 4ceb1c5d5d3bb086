/** Parses a SQL batch or RPC message into a request. */
import { Cursor } from './bytes.ts';
import { packetType, type Message } from './packets.ts';
import { readTypedValue, type TypedValue } from './parameters.ts';

export interface Parameter extends TypedValue {
  /** With its @; empty when it was given by position. */
  readonly name: string;
}

export type SqlRequest =
  | { readonly kind: 'batch'; readonly text: string }
  | { readonly kind: 'rpc'; readonly procedure: string; readonly parameters: readonly Parameter[] };

/** Procedures that clients call by number. No prepared statements: nothing here needs them. */
const numberedProcedures: Readonly<Record<number, string>> = { 10: 'sp_executesql' };

export function parseRequest(message: Message): SqlRequest | undefined {
  if (message.type !== packetType.batch && message.type !== packetType.rpc) return undefined;
  const cursor = new Cursor(message.data);
  cursor.take(cursor.buffer.readUInt32LE(0)); // ALL_HEADERS: length included, content ignored
  return message.type === packetType.batch
    ? { kind: 'batch', text: cursor.rest().toString('utf16le') }
    : { kind: 'rpc', procedure: readProcedureName(cursor), parameters: readParameters(cursor) };
}

function readProcedureName(cursor: Cursor): string {
  const length = cursor.uint16();
  if (length !== 0xffff) return cursor.take(length * 2).toString('utf16le');
  const number = cursor.uint16();
  return numberedProcedures[number] ?? `procedure number ${number}`;
}

function readParameters(cursor: Cursor): readonly Parameter[] {
  cursor.uint16(); // option flags: WITH RECOMPILE, no metadata
  const parameters: Parameter[] = [];
  while (!cursor.atEnd) {
    const name = cursor.shortText();
    cursor.byte(); // status: by reference, default value
    parameters.push({ name, ...readTypedValue(cursor) });
  }
  return parameters;
}
