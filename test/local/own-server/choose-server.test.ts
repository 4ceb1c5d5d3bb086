/** Which SQL Server `npm start` uses, and which settings the app then gets: every way in which one can be named. */
import { describe, expect, it, test } from 'vitest';
import { describeTarget, parseSqlSettings } from '../../../src/adapters/sql-server/sql-settings.ts';
import { chooseServer, type Named } from '../../../local/own-server/choose-server.ts';
import { readExampleSettings } from '../../../local/stack/settings.ts';

const example = readExampleSettings();
const choose = (named: Partial<Named>) =>
  chooseServer({ own: undefined, example, environment: {}, ...named });
const string = 'Server=db1;Database=Absensi;User ID=app;Password=Secret99';
const names = { SQL_SERVER: 'db1', SQL_DATABASE: 'Absensi', SQL_USER: 'app', SQL_PASSWORD: 'Secret99' };

describe('the stand-in is used', () => {
  test.each<readonly [string, Partial<Named>]>([
    ['without any settings', {}],
    ['with local.settings.json as npm run services writes it', { own: example }],
    ['with that file and other settings changed', { own: { ...example, TICK_SCHEDULE: '0 * * * * *' } }],
    ['with a file that names no server', { own: { INTERVAL_HOURS: '6' } }],
    ['with empty names', { environment: { SQL_SERVER: '', SQL_CONNECTION_STRING: '' } }],
    ['with a mere password in the environment', { environment: { SQL_PASSWORD: 'x' } }],
  ])('%s', (_, named) => {
    expect(choose(named).kind).toBe('stand-in');
  });
});

describe("one's own server is used", () => {
  const other = { ...example, SQL_SERVER: 'db2', SQL_USER: 'payroll' };
  test.each<readonly [string, Partial<Named>, string, string]>([
    [
      'a connection string in the file',
      { own: { SQL_CONNECTION_STRING: string } },
      'local.settings.json',
      'db1:1433, database Absensi, as user app',
    ],
    ['names in the file', { own: names }, 'local.settings.json', 'db1:1433, database Absensi, as user app'],
    [
      'another port of this machine',
      { own: { ...example, SQL_PORT: '1433' } },
      'local.settings.json',
      '127.0.0.1:1433, database Attendance, as user app',
    ],
    [
      'a connection string in the environment',
      { environment: { SQL_CONNECTION_STRING: string } },
      'the environment',
      'db1:1433, database Absensi, as user app',
    ],
    [
      'a connection string of the portal',
      { environment: { SQLAZURECONNSTR_Payroll: string } },
      'the environment',
      'db1:1433, database Absensi, as user app',
    ],
    [
      'a connection string of its own section',
      { own: { 'ConnectionStrings:SQL_CONNECTION_STRING': string } },
      'local.settings.json',
      'db1:1433, database Absensi, as user app',
    ],
    [
      'names in lower case above a string in the file',
      {
        own: { sql_connection_string: string },
        environment: { sql_server: 'db3', sql_database: 'A', sql_user: 'u', sql_password: 'p' },
      },
      'the environment',
      'db3:1433, database A, as user u',
    ],
    [
      'names in the environment',
      { environment: names },
      'the environment',
      'db1:1433, database Absensi, as user app',
    ],
    [
      'names in the environment, with the managed identity',
      { environment: { SQL_SERVER: 'db1', SQL_DATABASE: 'A' } },
      'the environment',
      'db1:1433, database A, as managed identity (system-assigned)',
    ],
    [
      'a string in the environment above names in the file',
      { own: other, environment: { SQL_CONNECTION_STRING: string } },
      'the environment',
      'db1:1433, database Absensi, as user app',
    ],
    [
      'names in the environment above a string in the file',
      { own: { SQL_CONNECTION_STRING: string }, environment: { ...names, SQL_SERVER: 'db3' } },
      'the environment',
      'db3:1433, database Absensi, as user app',
    ],
    [
      'a server in the environment above the one in the file',
      { own: other, environment: { SQL_SERVER: 'db3' } },
      'the environment',
      'db3:14330, database Attendance, as user payroll',
    ],
    [
      'names in the environment above the copied example',
      { own: example, environment: names },
      'the environment',
      'db1:1433, database Absensi, as user app',
    ],
    [
      'a password in the environment beside names in the file',
      { own: { ...names, SQL_PASSWORD: '' }, environment: { SQL_PASSWORD: 'x' } },
      'local.settings.json',
      'db1:1433, database Absensi, as user app',
    ],
  ])('%s', (_, named, source, target) => {
    const chosen = choose(named);
    expect(chosen).toMatchObject({ kind: 'own', source });
    // The app reads the same from what it gets, and so does a host that adds the file's values underneath.
    for (const environment of [chosen.environment, { ...named.own, ...chosen.environment }]) {
      const parsed = parseSqlSettings(environment);
      expect(parsed.kind === 'valid' && describeTarget(parsed.settings)).toBe(target);
    }
  });

  it('keeps the short delays of the example, and what else the file says', () => {
    expect(choose({ environment: names }).environment).toMatchObject({ TICK_SCHEDULE: '*/2 * * * * *' });
    const own = { ...names, INTERVAL_HOURS: '6' };
    expect(choose({ own }).environment).toMatchObject({ INTERVAL_HOURS: '6' });
    expect(choose({ own }).environment).not.toHaveProperty('TICK_SCHEDULE');
  });
});

it('refuses a server that the app would refuse, and says how to get the stand-in instead', () => {
  expect(() => choose({ own: { SQL_SERVER: 'db1', SQL_USER: 'app' } })).toThrow(
    /^the SQL Server that local\.settings\.json names cannot be used:\n- SQL_DATABASE is missing: expected the name of the database[^]*\nWithout SQL_SERVER it starts with the stand-in\.$/,
  );
});

it('never shows a password', () => {
  for (const value of ['Server=a;Password=Secret99', 'mssql://u:Secret99@db1/A', 'Secret99']) {
    expect(() => choose({ environment: { SQL_CONNECTION_STRING: value } })).toThrow(/^(?!.*Secr)/s);
  }
});
