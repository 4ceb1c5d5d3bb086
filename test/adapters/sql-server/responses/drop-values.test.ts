/** What is dropped and what is passed on, with the driver's own parser as the judge of both. */
import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as tokens from '../../../../local/sql-server/tds/tokens.ts';
import { dropValues } from '../../../../src/adapters/sql-server/responses/drop-values.ts';
import * as wire from '../support/token-bytes.ts';

type StreamParser = typeof import('tedious/lib/token/stream-parser.js', {
  with: { 'resolution-mode': 'require' },
});
const oracle: StreamParser['default'] = createRequire(import.meta.url)('tedious/lib/token/stream-parser.js');
const options = {
  useUTC: true,
  lowerCaseGuids: false,
  tdsVersion: '7_4',
  useColumnNames: false,
  columnNameReplacer: undefined,
  camelCaseColumns: false,
} as const;

/** It throws unless every byte belongs to a token. */
async function namesIn(response: readonly Buffer[]): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const token of oracle.parseTokens(response, options)) names.push(token.name);
  return names;
}

function cut(response: Buffer, size: number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < response.length; at += size) pieces.push(response.subarray(at, at + size));
  return pieces;
}

function dropped(response: Buffer, size: number): Buffer {
  const drop = dropValues();
  return Buffer.concat(cut(response, size).flatMap((piece) => [...drop(piece)]));
}

const typed = (name: string): wire.WireType => {
  const found = wire.wireTypes.find((type) => type.name === name);
  if (found === undefined) throw new Error(`no type ${name}`);
  return found;
};

const message = { number: 50_000, message: 'hari ke-1', class: 16, state: 1 };
const done = tokens.doneInProcToken(0x11, 3, 0xc5);
const kept = Buffer.concat([tokens.errorToken(message), tokens.infoToken(message), done]);

describe('what stays of a response', () => {
  it.each(wire.wireTypes)('has no columns, rows and returned values of type $name', async (type) => {
    const columns = wire.columnsOf([type, type]);
    const rows = type.values.flatMap((value) => [
      wire.rowOf([value, type.values[0] ?? value]),
      wire.rowWithNulls([undefined, value]),
      wire.returnValueOf(type, value),
    ]);
    const response = Buffer.concat([kept, columns, ...rows, kept, columns, kept]);
    // The driver reads the same bytes to the end, so they are valid.
    expect(await namesIn([response])).toContain('COLMETADATA');
    for (const size of [response.length < 5_000 ? 1 : 501, 4_088, response.length]) {
      expect(dropped(response, size).equals(Buffer.concat([kept, kept, kept]))).toBe(true);
    }
  });

  it('is the same wherever packets end, for any columns and values', () => {
    const type = fc.constantFrom(...wire.wireTypes);
    const cell = type.chain((of) => fc.record({ of: fc.constant(of), value: fc.constantFrom(...of.values) }));
    const table = fc.array(cell, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 5_000 }), (cells, size) => {
        const values = cells.map(({ value }) => value);
        const response = Buffer.concat([
          wire.columnsOf(cells.map(({ of }) => of)),
          wire.rowOf(values),
          kept,
          wire.rowWithNulls(values.map((value, index) => (index % 3 === 0 ? undefined : value))),
          kept,
        ]);
        expect(dropped(response, size).equals(Buffer.concat([kept, kept]))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['the order of rows', wire.sizedToken(0xa9, Buffer.from([1, 0]))],
    ['tables of FOR BROWSE', wire.sizedToken(0xa4, Buffer.from([1, 1, 0, 65, 0]))],
    ['columns of FOR BROWSE', wire.sizedToken(0xa5, Buffer.from([1, 1, 0]))],
    ['changes that the driver would write to the console', wire.sizedToken(0xe3, Buffer.from([17, 0, 0]))],
    ['changes that it would take for a broken session', tokens.environmentToken(13, 'mirror', '')],
  ])('has no %s', (_, token) => {
    for (const size of [1, 3, 1_000]) {
      expect(dropped(Buffer.concat([kept, token, kept]), size).equals(Buffer.concat([kept, kept]))).toBe(
        true,
      );
    }
  });

  it('has every token about the end, the session and transactions', async () => {
    const begun = wire.sizedToken(0xe3, Buffer.from([8, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0]));
    const response = Buffer.concat([
      begun,
      tokens.environmentToken(1, 'hr', 'master'),
      tokens.collationToken(),
      tokens.resetConnectionToken(),
      kept,
      tokens.returnStatusToken(0),
      tokens.doneProcToken(0),
      tokens.doneToken(0x20),
    ]);
    for (const size of [1, 100, 1_000]) expect(dropped(response, size).equals(response)).toBe(true);
    expect(await namesIn([response])).toHaveLength(10);
  });

  it('costs no time that its bytes do not pay for: rows of one byte with 60,000 columns', () => {
    const none = typed('null');
    const columns = [typed('tinyint'), ...Array.from({ length: 60_000 }, () => none), typed('bit')];
    const rows = Array.from({ length: 30_000 }, () => wire.rowOf([Buffer.alloc(2, 1)]));
    const response = Buffer.concat([wire.columnsOf(columns), ...rows, kept]);
    const began = performance.now();
    expect(dropped(response, 32_000).equals(kept)).toBe(true);
    // Column by column it takes minutes.
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('keeps nothing of 65,535 columns but their number', () => {
    const many = Array.from({ length: 65_535 }, () => wire.wireTypes[1] ?? wire.wireTypes.at(0)).filter(
      (type) => type !== undefined,
    );
    const response = Buffer.concat([wire.columnsOf(many), wire.rowOf([Buffer.alloc(65_535)]), kept]);
    // 0xFFFF says that the columns stay those of before, of which there are none.
    const fewer = Buffer.concat([wire.columnsOf(many.slice(1)), wire.rowOf([Buffer.alloc(65_534)]), kept]);
    expect(dropped(fewer, 32_000).equals(kept)).toBe(true);
    expect(() => dropped(response, 32_000)).toThrow('unknown type');
  });
});

describe('bytes that are no tokens', () => {
  it.each([
    ['a token that nobody knows', wire.bytes(0x00)],
    ['a token of a login', wire.sizedToken(0xad, Buffer.alloc(8))],
    ['a column of an unknown type', wire.columnsOf([{ name: '', info: wire.bytes(0xf4), values: [] }])],
    [
      'a table whose name has 200 parts',
      wire.columnsOf([
        { name: '', info: wire.bytes(0x22, Buffer.alloc(4)), table: wire.bytes(200), values: [] },
      ]),
    ],
  ])('end the session: %s', async (_, token) => {
    expect(() => dropped(Buffer.concat([kept, token, Buffer.alloc(20)]), 10)).toThrow(/unknown type|parts/);
  });
});
