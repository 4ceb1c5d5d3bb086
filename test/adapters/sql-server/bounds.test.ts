/** Whatever a server sends while the procedure executes: the worker stays small, goes on meanwhile, and knows the end. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { littleEndian, uint16, uint32 } from '../../../local/sql-server/tds/bytes.ts';
import * as tokens from '../../../local/sql-server/tds/tokens.ts';
import { pour, repeated } from './support/flood.ts';
import { type HostileServer, startHostileServer } from './support/hostile-server.ts';
import * as wire from './support/token-bytes.ts';

const script = fileURLToPath(new URL('support/execute-once.ts', import.meta.url));
const Ended = z.object({
  result: z.unknown(),
  lastMessage: z.string().optional(),
  longestPauseMs: z.number(),
  peakMegabytes: z.number(),
});

let server: HostileServer;
let flood: Iterable<Buffer> = [];
beforeAll(async () => {
  server = await startHostileServer({
    request: (client, { kind }) => {
      if (kind !== 'execute') return false;
      pour(client, flood);
      return true;
    },
  });
});
afterAll(() => server.close());

const environment = () => ({
  SQL_SERVER: '127.0.0.1',
  SQL_PORT: String(server.port),
  SQL_DATABASE: 'Attendance',
  SQL_USER: 'app',
  SQL_PASSWORD: 'Rahasia-1',
  SQL_ENCRYPT: 'false',
});

/** Less than the driver alone would need for any of the floods below. */
const heapMegabytes = 64;

/** In a process of its own. */
async function executeApart(tokensOfAnswer: Iterable<Buffer>) {
  flood = tokensOfAnswer;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${heapMegabytes}`, script],
    { env: { ...process.env, ...environment() } },
  );
  return Ended.parse(JSON.parse(stdout));
}

const typed = (name: string): wire.WireType => {
  const found = wire.wireTypes.find((type) => type.name === name);
  if (found === undefined) throw new Error(`no type ${name}`);
  return found;
};
const megabyte = Buffer.alloc(1_000_000, 0x41);

function* largeValues(megabytes: number): Generator<Buffer> {
  yield wire.columnsOf([typed('nvarchar(max)')]);
  yield wire.bytes(0xd1, littleEndian(0xffff_ffff_ffff_fffen, 8));
  for (let each = 0; each < megabytes; each += 1) yield wire.bytes(uint32(megabyte.length), megabyte);
  yield uint32(0);
  yield wire.columnsOf([typed('image')]);
  yield wire.bytes(0xd1, 16, Buffer.alloc(24), uint32(megabytes * megabyte.length));
  for (let each = 0; each < megabytes; each += 1) yield megabyte;
  yield tokens.doneInProcToken(0x11, 2);
}

function* wideRow(columns: number): Generator<Buffer> {
  const type = typed('varchar');
  yield wire.columnsOf(Array.from({ length: columns }, () => type));
  yield Buffer.from([0xd1]);
  yield* repeated(wire.bytes(uint16(5_000), Buffer.alloc(5_000, 0x41)), columns);
}

const conversion = (row: number) =>
  tokens.errorToken({ number: 241, message: `row ${row} is no date`, class: 16, state: 1, line: 7 });

function* many(count: number, token: (index: number) => Buffer): Generator<Buffer> {
  for (let start = 0; start < count; start += 500) {
    yield Buffer.concat(
      Array.from({ length: Math.min(500, count - start) }, (_, index) => token(start + index)),
    );
  }
}

const info = (text: string) => tokens.infoToken({ number: 0, message: text, class: 0, state: 1 });
const begun = wire.sizedToken(0xe3, Buffer.from([8, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0]));

describe('a worker with a small heap', () => {
  it('runs a procedure to its end that returns and prints far more than fits', async () => {
    const usual = await executeApart([]);
    const ended = await executeApart(
      (function* () {
        yield* largeValues(50);
        yield* wideRow(10_000);
        yield* repeated(begun, 300_000);
        yield* repeated(tokens.doneInProcToken(0x11, 1_234_567, 0xc5), 500_000);
        yield* many(50_000, (line) => info(`line ${line}`));
        yield* repeated(wire.returnValueOf(typed('int'), uint32(1)), 100_000);
      })(),
    );
    expect(ended).toMatchObject({
      result: { kind: 'succeeded', rowsAffected: 500_000 * 1_234_567, returnValue: 0 },
      lastMessage: 'line 49999',
    });
    expect(ended.peakMegabytes - usual.peakMegabytes).toBeLessThan(80);
    expect(ended.longestPauseMs).toBeLessThan(1_000);
  });

  it('says of 40,000 errors which came first and last, and how many there were', async () => {
    const ended = await executeApart(many(40_000, conversion));
    expect(ended.result).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'data',
        number: 241,
        message: expect.stringMatching(/^row 0 is no date .*row 39999 is no date \| and 39,970 more errors$/),
      },
    });
    expect(ended.longestPauseMs).toBeLessThan(1_000);
  });
});
