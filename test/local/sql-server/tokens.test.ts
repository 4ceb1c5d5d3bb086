import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { columnType, type ColumnType } from '../../../local/sql-server/tds/column-types.ts';
import { loginAccepted } from '../../../local/sql-server/tds/login-response.ts';
import * as tokens from '../../../local/sql-server/tds/tokens.ts';
import type { SqlValue } from '../../../local/sql-server/tds/values.ts';

type StreamParser = typeof import('tedious/lib/token/stream-parser.js', {
  with: { 'resolution-mode': 'require' },
});
// tedious's files export their default as the module itself, unlike its types.
const oracle: StreamParser['default'] = createRequire(import.meta.url)('tedious/lib/token/stream-parser.js');

const options = {
  useUTC: true,
  lowerCaseGuids: false,
  tdsVersion: '7_4',
  useColumnNames: false,
  columnNameReplacer: undefined,
  camelCaseColumns: false,
} as const;

/** tedious's own parser is the oracle: it must read what was written, and consume every byte. */
async function parse(...written: readonly Buffer[]): Promise<Record<string, unknown>[]> {
  const parsed: Record<string, unknown>[] = [];
  for await (const token of oracle.parseTokens([Buffer.concat(written)], options)) {
    parsed.push({ ...token });
  }
  return parsed;
}

async function roundTrip(type: ColumnType, ...values: readonly SqlValue[]): Promise<unknown[]> {
  const columns = [{ name: 'c', type }];
  const written = values.map((value) => tokens.rowToken(columns, [value]));
  const parsed = await parse(tokens.columnsToken(columns), ...written);
  return parsed.slice(1).map(({ columns: read }) => (Array.isArray(read) ? read[0].value : read));
}

describe('the token writers, read by tedious', () => {
  test('an error carries number, class, state, procedure, line and text', async () => {
    const message = {
      number: 1205,
      class: 13,
      state: 51,
      message: 'korban é',
      procedure: 'spJamkerja',
      line: 70_000,
    };
    expect(await parse(tokens.errorToken(message))).toMatchObject([
      {
        name: 'ERROR',
        number: 1205,
        class: 13,
        state: 51,
        message: 'korban é',
        procName: 'spJamkerja',
        lineNumber: 70_000,
      },
    ]);
  });

  test('an info message longer than SQL Server allows is cut at 2047 characters', async () => {
    const message = { number: 50000, class: 0, state: 1, message: 'x'.repeat(5000) };
    expect(await parse(tokens.infoToken(message))).toMatchObject([
      { name: 'INFO', message: 'x'.repeat(2047) },
    ]);
  });

  test('the three DONE tokens carry flags and counts beyond 32 bits', async () => {
    const flags = tokens.doneFlag.count | tokens.doneFlag.more;
    expect(
      await parse(
        tokens.doneToken(flags, 5_000_000_000),
        tokens.doneInProcToken(flags, 600),
        tokens.doneProcToken(tokens.doneFlag.error),
        tokens.doneToken(tokens.doneFlag.attention),
      ),
    ).toMatchObject([
      { name: 'DONE', more: true, sqlError: false, attention: false, rowCount: 5_000_000_000 },
      { name: 'DONEINPROC', more: true, rowCount: 600 },
      { name: 'DONEPROC', more: false, sqlError: true, rowCount: undefined },
      { name: 'DONE', more: false, attention: true },
    ]);
  });

  test('a return status may be negative', async () => {
    expect(await parse(tokens.returnStatusToken(-999))).toMatchObject([
      { name: 'RETURNSTATUS', value: -999 },
    ]);
  });

  test('the login response is complete, and acknowledges only requested features', async () => {
    const login = {
      user: 'u',
      password: 'p',
      database: 'Absensi',
      applicationName: '',
      language: '',
      packetSize: 4096,
    };
    const names = async (features: readonly number[]): Promise<unknown[]> =>
      (await parse(loginAccepted({ ...login, features: new Set(features) }, 8000))).map(({ name }) => name);
    const common = ['ENVCHANGE', 'INFO', 'ENVCHANGE', 'ENVCHANGE', 'INFO', 'LOGINACK', 'ENVCHANGE'];
    expect(await names([])).toEqual([...common, 'DONE']);
    expect(await names([tokens.utf8Feature])).toEqual([...common, 'FEATUREEXTACK', 'DONE']);
  });

  test('the login acknowledgement names TDS 7.4', async () => {
    expect(await parse(tokens.loginAckToken())).toMatchObject([{ name: 'LOGINACK', tdsVersion: '7_4' }]);
  });

  test('an environment change carries the new and the old value', async () => {
    expect(await parse(tokens.environmentToken(tokens.environment.packetSize, '8000', '4096'))).toMatchObject(
      [{ name: 'ENVCHANGE', type: 'PACKET_SIZE', newValue: 8000, oldValue: 4096 }],
    );
  });

  test('columns are described with name and type', async () => {
    const columns = [
      { name: 'Nik', type: columnType.text(10) },
      { name: 'Tanggal', type: columnType.date },
      { name: 'Menit', type: columnType.int },
    ];
    const [token] = await parse(tokens.columnsToken(columns));
    expect(token?.['columns']).toMatchObject([
      { colName: 'Nik', dataLength: 20 },
      { colName: 'Tanggal' },
      { colName: 'Menit', dataLength: 4 },
    ]);
  });
});

describe('column values, read by tedious', () => {
  test('integers keep their sign and NULL', async () => {
    expect(await roundTrip(columnType.int, 0, -1, 2_147_483_647, null)).toEqual([0, -1, 2_147_483_647, null]);
    expect(await roundTrip(columnType.bigint, 9_007_199_254_740_993n, null)).toEqual([
      '9007199254740993',
      null,
    ]);
  });

  test('fractions arrive exactly', async () => {
    expect(await roundTrip(columnType.float, 0.1, -7.5, null)).toEqual([0.1, -7.5, null]);
  });

  test('text keeps accents, and empty text is not NULL', async () => {
    expect(await roundTrip(columnType.text(50), 'Áé 🚀', '', null)).toEqual(['Áé 🚀', '', null]);
  });

  test('dates arrive as the same calendar day, from year 1 on', async () => {
    const dates = ['0001-01-01', '1900-02-28', '2000-02-29', '2026-11-23', '9999-12-31'];
    const read = await roundTrip(columnType.date, ...dates, null);
    expect(read.map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value))).toEqual([
      ...dates,
      null,
    ]);
  });

  test('times of day arrive to the second', async () => {
    const times = ['2026-11-23 00:00:00', '2026-11-23 23:59:59', '1999-12-31 12:34:56'];
    const read = await roundTrip(columnType.dateTime, ...times, null);
    const texts = read.map((value) =>
      value instanceof Date ? value.toISOString().slice(0, 19).replace('T', ' ') : value,
    );
    expect(texts).toEqual([...times, null]);
  });

  test('a value that does not fit its column is refused by name', () => {
    expect(() => columnType.int.encode('7')).toThrow(
      'cannot send string 7 in a column that takes an integer',
    );
  });
});
