/** Whatever a server sends while the procedure executes: the worker stays small, goes on meanwhile, and knows the end. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { littleEndian, uint16, uint32 } from '../../../local/sql-server/tds/bytes.ts';
import * as tokens from '../../../local/sql-server/tds/tokens.ts';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { epochMs, milliseconds } from '../../../src/core/time/time.ts';
import type { AbortReason, Clock } from '../../../src/ports.ts';
import { record, runnerParts } from './support/attempt.ts';
import { pour, repeated } from './support/flood.ts';
import { type HostileServer, startHostileServer } from './support/hostile-server.ts';
import * as wire from './support/token-bytes.ts';
import { variablesFor } from '../../../local/sql-server/variables.ts';

const script = fileURLToPath(new URL('support/execute-once.ts', import.meta.url));
const Ended = z.object({
  result: z.unknown(),
  lastMessage: z.string().optional(),
  longestPauseMs: z.number(),
  grownMegabytes: z.number(),
});

let server: HostileServer;
let flood: Iterable<Buffer> = [];
/** What everything else than the procedure is answered with; undefined: as a healthy server does. */
let answerToCheck: (() => Iterable<Buffer>) | undefined;
let stopping: 'not' | 'asked' | 'ignored' = 'not';
beforeAll(async () => {
  server = await startHostileServer({
    request: (client, { kind }) => {
      if (kind === 'attention') {
        if (stopping === 'not') stopping = 'asked';
        return true;
      }
      const answer = kind === 'execute' ? flood : kind === 'question' ? answerToCheck?.() : undefined;
      if (answer === undefined) return false;
      pour(client, answer, () => {
        if (stopping === 'asked') client.send(tokens.doneToken(tokens.doneFlag.attention));
      });
      return true;
    },
  });
});
afterEach(() => {
  answerToCheck = undefined;
  stopping = 'not';
});
afterAll(() => server.close());

const environment = () => variablesFor({ port: server.port, user: 'app', password: 'Rahasia-1' });

/**
 * Less than the driver alone would need for any of the floods below. V8 keeps the young generation apart from the old
 * one, and would let it grow by some 40 MB in one run and not in the next.
 */
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=2'];

/** In a process of its own. */
async function executeApart(tokensOfAnswer: Iterable<Buffer>) {
  flood = tokensOfAnswer;
  const { stdout } = await promisify(execFile)(process.execPath, [...smallHeap, script], {
    env: { ...process.env, ...environment() },
  });
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

function* rowsOf(count: number): Generator<Buffer> {
  yield wire.columnsOf([typed('tinyint')]);
  yield* repeated(wire.bytes(0xd1, 7), count);
  yield tokens.doneInProcToken(0x11, count);
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
    const ended = await executeApart(
      (function* () {
        // A size that no packet can have.
        yield tokens.environmentToken(tokens.environment.packetSize, '0', '4096');
        yield* largeValues(30);
        yield* wideRow(5_000);
        yield* repeated(begun, 100_000);
        yield* repeated(tokens.doneInProcToken(0x11, 1_234_567, 0xc5), 200_000);
        yield* many(20_000, (line) => info(`line ${line}`));
        yield* repeated(wire.returnValueOf(typed('int'), uint32(1)), 30_000);
      })(),
    );
    expect(ended).toMatchObject({
      result: { kind: 'succeeded', rowsAffected: 200_000 * 1_234_567, returnValue: 0 },
      lastMessage: 'line 19999',
    });
    expect(ended.grownMegabytes).toBeLessThan(80);
    expect(ended.longestPauseMs).toBeLessThan(1_000);
  });

  it('says of 20,000 errors which came first and last, and how many there were', async () => {
    const ended = await executeApart(many(20_000, conversion));
    expect(ended.result).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'data',
        number: 241,
        message: expect.stringMatching(/^row 0 is no date .*row 19999 is no date \| and 19,970 more errors$/),
      },
    });
    expect(ended.longestPauseMs).toBeLessThan(1_000);
  });
});

describe('a request to stop amid errors without an end', () => {
  const cancel: AbortReason = { cause: 'cancel', at: epochMs(1), by: 'siti', reason: 'wrong range' };
  const errors = Buffer.concat([...many(500, conversion)]);

  async function stopAmid(clock: Clock) {
    flood = (function* () {
      for (;;) {
        if (stopping === 'asked') return;
        yield errors;
      }
    })();
    const recording = record(() => setTimeout(() => recording.abort(cancel), 100));
    return createProcedureRunner(runnerParts(clock, environment())).execute(recording.execution);
  }

  it('finds the confirmation of the server behind them', async () => {
    expect(await stopAmid(systemClock)).toMatchObject({ kind: 'stopped', confirmed: true });
  });

  it('gives the session up when the server goes on', async () => {
    stopping = 'ignored';
    // Nobody waits for a confirmation longer than this.
    const patience = milliseconds(500);
    const sleep: Clock['sleep'] = (duration, signal) =>
      systemClock.sleep(duration > 5_000 && duration < 10_000 ? patience : duration, signal);
    expect(await stopAmid({ ...systemClock, sleep })).toMatchObject({ kind: 'stopped', confirmed: false });
    await expect.poll(() => server.open()).toBe(0);
  });
});

it.each<[string, () => Iterable<Buffer>]>([
  ['a value that is far too large', () => largeValues(20)],
  ['more rows than anybody asked for', () => rowsOf(200_000)],
  [
    'columns without rows',
    () => repeated(wire.columnsOf(Array.from({ length: 500 }, () => typed('bit'))), 300),
  ],
  ['errors', () => many(2_000, conversion)],
])('a check of the connection ends, and says what it could not learn: %s', async (_, answer) => {
  answerToCheck = answer;
  const facts = await createProcedureRunner(runnerParts(systemClock, environment())).inspect();
  expect(facts).toMatchObject({ login: { kind: 'done' }, session: { options: { kind: 'unknown' } } });
});
