/** What `npm run doctor` takes and prints. */
import { expect, test } from 'vitest';
import { readArguments } from '../../../local/doctor/arguments.ts';
import { report } from '../../../local/doctor/report.ts';
import { toFindingView } from '../../../src/api/views/preflight-view.ts';
import type { PreflightView } from '../../../src/api/schemas/preflight-schemas.ts';
import { finding } from '../../../src/core/preflight/finding.ts';

const secret = 'Geheim-99-Rahasia';

test.each([
  [[], { connection: undefined, language: 'en', json: false }],
  [['--language', 'id', '--json'], { connection: undefined, language: 'id', json: true }],
  [['--connection', 'Server=a'], { connection: 'Server=a', language: 'en', json: false }],
  [
    ['--connection=Server=a;Password="x;y"'],
    { connection: 'Server=a;Password="x;y"', language: 'en', json: false },
  ],
])('%j is understood', (args, expected) => {
  expect(readArguments(args)).toEqual(expected);
});

test.each([
  [['--language', secret]],
  [[`Server=a;Password=${secret}`]],
  [['--connection', 'Server=a;Password=x', secret]],
  [['--conection', secret]],
  [['--connection']],
  [['--connection', ' ']],
  [['--json', `--password=${secret}`]],
])('%j is refused without repeating a value', (args) => {
  expect(() => readArguments(args)).toThrow(/expected/);
  expect(() => readArguments(args)).not.toThrow(secret);
});

const view = (name: string): PreflightView => ({
  checked_at: '2026-11-27T00:00:00.000+07:00',
  level: 'wrong',
  target: { server: 'sql1:1433', database: 'HR', login: 'app', procedure: 'dbo.spJamkerja' },
  findings: [
    finding('address_given', { host: '10.0.0.4' }),
    finding('execute_denied', { procedure: name, user: 'app' }),
  ].map((each) => toFindingView(each)),
});

test('each finding is a line with its level, and what to do below it', () => {
  expect(report(view('dbo.spJamkerja'), 'en', false)).toMatchInlineSnapshot(`
    "Checked sql1:1433, database HR, as app, for dbo.spJamkerja.

      good       10.0.0.4 is an address; there is no name to resolve.
      WRONG      app may not execute dbo.spJamkerja.
                 → As the administrator: GRANT EXECUTE ON OBJECT::dbo.spJamkerja TO [app]. A DENY takes precedence.

    No run can succeed until what is WRONG is corrected."
  `);
  expect(report(view('dbo.spJamkerja'), 'id', true)).toMatchInlineSnapshot(`
    "Baik local.settings.json maupun variabel lingkungan tidak menyebut server (SQL_SERVER atau SQL_CONNECTION_STRING): ini server tiruan untuk pengembangan.
    Yang diperiksa: sql1:1433, basis data HR, sebagai app, untuk dbo.spJamkerja.

      baik       10.0.0.4 sudah berupa alamat; tidak ada nama yang perlu dicari.
      SALAH      app tidak boleh menjalankan dbo.spJamkerja.
                 → Sebagai administrator: GRANT EXECUTE ON OBJECT::dbo.spJamkerja TO [app]. DENY lebih diutamakan.

    Tidak ada eksekusi yang akan berhasil sebelum yang SALAH diperbaiki."
  `);
});

test('what the server says cannot steer the terminal', () => {
  const told = report(view('dbo.\u001B[31mx\u202E'), 'en', false);
  expect(told).not.toContain('\u001B');
  expect(told).not.toContain('\u202E');
});
