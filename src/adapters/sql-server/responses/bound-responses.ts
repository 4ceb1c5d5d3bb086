/**
 * Keeps what a server sends within a fixed amount of memory, and lets everything else go on meanwhile. It stands where
 * the driver creates the parser of a response: what the driver would keep without a bound does not reach it. If the
 * driver no longer has that place, nothing is changed, and `false` tells of it.
 */
import type { Connection } from 'mssql';
import { followTokens, intercept, property, type StatementEnds } from '../statement-ends.ts';
import { dropValues } from './drop-values.ts';

/** Rows are read where they are asked for, within `mostRead`; the procedure may return any number. */
export type Rows = 'dropped' | 'read';

/** What the driver makes of one answer that is read. Its rows cost more than their bytes. */
const mostRead = 8_000_000;
const costOfValue = 200;
/** The driver needs some to report a failure; each one it gets costs it a copy of those before. */
export const errorsForDriver = 30;
/** After so many milliseconds it is somebody else's turn, and the driver reads so many bytes without a pause. */
const turn = 5;
const mostAtOnce = 8_192;

export function boundResponses(
  connection: Connection,
  rows: Rows,
  ends: () => StatementEnds | undefined,
): boolean {
  const create: unknown = Reflect.get(connection, 'createTokenStreamParser');
  if (typeof create !== 'function') return false;
  Reflect.set(connection, 'createTokenStreamParser', (message: unknown, handler: object): unknown => {
    const drops = rows === 'dropped' && 'request' in handler;
    const spend = budget();
    boundHandler(handler, drops, spend);
    const followed = ends();
    if (followed !== undefined) followTokens(handler, followed);
    const bounded = isStream(message) ? inTurns(message, drops ? dropValues() : counted(spend)) : message;
    return Reflect.apply(create, connection, [bounded, handler]);
  });
  return true;
}

const isStream = (message: unknown): message is AsyncIterable<Buffer> =>
  typeof message === 'object' && message !== null && Symbol.asyncIterator in message;

/** Not `for await`: that would destroy the message when this is given up, which the driver avoids. */
async function* inTurns(
  message: AsyncIterable<Buffer>,
  pass: (chunk: Buffer) => readonly Buffer[],
): AsyncGenerator<Buffer, void, undefined> {
  const chunks = message[Symbol.asyncIterator]();
  let began = performance.now();
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    for (const piece of inPieces(pass(next.value))) {
      if (piece.length > 0) yield piece;
      if (performance.now() - began < turn) continue;
      await new Promise(setImmediate);
      began = performance.now();
    }
  }
}

/** And an empty one at the end, also when nothing was passed on. */
function* inPieces(passed: readonly Buffer[]): Generator<Buffer, void, undefined> {
  for (const each of passed) {
    for (let at = 0; at < each.length; at += mostAtOnce) yield each.subarray(at, at + mostAtOnce);
  }
  yield Buffer.alloc(0);
}

type Spend = (cost: number) => void;

function budget(): Spend {
  let left = mostRead;
  return (cost) => {
    left -= cost;
    if (left < 0)
      throw new Error(`the server's answer takes more than ${mostRead} bytes: expected a few rows`);
  };
}

const counted =
  (spend: Spend) =>
  (chunk: Buffer): readonly Buffer[] => {
    spend(chunk.length);
    return [chunk];
  };

function boundHandler(handler: object, drops: boolean, spend: Spend): void {
  let errors = 0;
  intercept(handler, 'onErrorMessage', () => {
    errors += 1;
    return errors <= errorsForDriver;
  });
  // Of a size that no packet can have, the driver would cut its next request without end.
  intercept(handler, 'onPacketSizeChange', (token) => {
    const size = Number(property(token, 'newValue'));
    return size >= 512 && size <= 32_767;
  });
  // The driver keeps each one until the next commit or rollback. There is only one at a time.
  const forget: unknown = Reflect.get(handler, 'onCommitTransaction');
  intercept(handler, 'onBeginTransaction', (token) => {
    if (typeof forget === 'function') Reflect.apply(forget, handler, [token]);
    return true;
  });
  for (const method of drops ? ['onDone', 'onDoneInProc'] : []) {
    // mssql keeps each row count.
    intercept(handler, method, (token) => {
      if (typeof token === 'object' && token !== null) Reflect.set(token, 'rowCount', undefined);
      return true;
    });
  }
  for (const method of drops ? [] : ['onColMetadata', 'onRow', 'onReturnValue']) {
    intercept(handler, method, (token) => {
      const columns = property(token, 'columns');
      spend(costOfValue * (Array.isArray(columns) ? columns.length : 1));
      return true;
    });
  }
}
