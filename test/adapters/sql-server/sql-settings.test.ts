import { describe, expect, it } from 'vitest';
import { guardConnection } from '../../../src/adapters/sql-server/connection-guard.ts';
import { driverConfig } from '../../../src/adapters/sql-server/driver-config.ts';
import {
  describeTarget,
  parseSqlSettings,
  type SqlSettings,
} from '../../../src/adapters/sql-server/sql-settings.ts';

const clientId = '11111111-2222-3333-4444-555555555555';
const secret = 'p;w=d"4';
const named = { SQL_SERVER: 'sql.example', SQL_DATABASE: 'Attendance' };
const byPassword = { ...named, SQL_USER: 'app', SQL_PASSWORD: secret };

function valid(environment: Readonly<Record<string, string>>) {
  const parsed = parseSqlSettings(environment);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('\n'));
  return parsed.settings;
}
function problems(environment: Readonly<Record<string, string>>) {
  const parsed = parseSqlSettings(environment);
  return parsed.kind === 'invalid' ? parsed.problems : [];
}
const fromString = (text: string) => valid({ SQL_CONNECTION_STRING: text });

const configOf = (sql: SqlSettings) => driverConfig(sql, guardConnection(sql).connector);

describe('the SQL settings', () => {
  it('encrypt, verify the certificate and wait 15 seconds unless told otherwise', () => {
    expect(valid(byPassword)).toEqual({
      server: 'sql.example',
      port: 1433,
      database: 'Attendance',
      login: { kind: 'password', user: 'app', password: secret },
      encrypt: true,
      trustServerCertificate: false,
      hostNameInCertificate: undefined,
      multiSubnetFailover: false,
      connectTimeout: 15_000,
      applockName: undefined,
      language: undefined,
      xactAbort: false,
    });
  });

  it('log in by managed identity when no user is set, by password when one is', () => {
    expect(valid(named).login).toEqual({ kind: 'managed-identity', clientId: undefined });
    expect(valid({ ...named, SQL_CLIENT_ID: clientId }).login).toEqual({
      kind: 'managed-identity',
      clientId,
    });
    expect(valid(byPassword).login.kind).toBe('password');
  });

  it('take empty values for absent ones, as app settings often are', () => {
    expect(valid({ ...named, SQL_USER: '', SQL_PASSWORD: '', SQL_CONNECTION_STRING: '' }).login.kind).toBe(
      'managed-identity',
    );
  });

  it.each([
    ['sql.example', { server: 'sql.example', port: 1433 }],
    ['tcp:sql.example,14330', { server: 'sql.example', port: 14_330 }],
    ['sql.example\\PAYROLL', { server: 'sql.example', instance: 'PAYROLL' }],
    ['(local)', { server: 'localhost', port: 1433 }],
    ['10.0.0.4, 1500', { server: '10.0.0.4', port: 1500 }],
    ['.\\SQLEXPRESS', { server: 'localhost', instance: 'SQLEXPRESS' }],
    ['sql.example\\MSSQLSERVER', { server: 'sql.example', port: 1433 }],
    ['fd00::5', { server: 'fd00::5', port: 1433 }],
    ['[fd00::5]', { server: 'fd00::5', port: 1433 }],
    ['[fd00::5],1500', { server: 'fd00::5', port: 1500 }],
    ['tcp:[fd00::5]:1500', { server: 'fd00::5', port: 1500 }],
    ['fe80::1%eth0,1500', { server: 'fe80::1%eth0', port: 1500 }],
    ['::ffff:10.0.0.4', { server: '::ffff:10.0.0.4', port: 1433 }],
    ['::1', { server: '::1', port: 1433 }],
    [' sql.example\n', { server: 'sql.example', port: 1433 }],
  ])('understand the address %s', (address, expected) => {
    expect(valid({ ...byPassword, SQL_SERVER: address })).toMatchObject(expected);
  });

  it.each([
    ['no server', { SQL_DATABASE: 'A' }, /^SQL_SERVER is missing: expected the name of the server/],
    ['no database', { SQL_SERVER: 'a' }, /^SQL_DATABASE is missing: expected the name of the database/],
    ['a password without a user', { ...named, SQL_PASSWORD: secret }, /^SQL_PASSWORD is set, but SQL_USER/],
    ['a user without a password', { ...named, SQL_USER: 'app' }, /^SQL_PASSWORD is missing/],
    [
      'a user with a managed identity',
      { ...byPassword, SQL_AUTHENTICATION: 'managed-identity' },
      /^SQL_PASSWORD is set, but SQL_AUTHENTICATION asks for a managed identity/,
    ],
    [
      'a client id with a password',
      { ...byPassword, SQL_CLIENT_ID: clientId },
      /^SQL_CLIENT_ID is set, but the login/,
    ],
    [
      'an unknown way to log in',
      { ...named, SQL_AUTHENTICATION: 'ntlm' },
      /^SQL_AUTHENTICATION has a wrong value \(not shown\): expected password or managed/,
    ],
    [
      'trust in strict mode',
      { ...byPassword, SQL_ENCRYPT: 'strict', SQL_TRUST_SERVER_CERTIFICATE: 'true' },
      /SQL_TRUST_SERVER_CERTIFICATE is true but SQL_ENCRYPT is strict/,
    ],
    [
      'two ports',
      { ...byPassword, SQL_SERVER: 'a,1500', SQL_PORT: '1600' },
      /names port 1500 and SQL_PORT is 1600/,
    ],
    [
      'a URL as server',
      { ...byPassword, SQL_SERVER: 'https://a/b' },
      /^SQL_SERVER is a URL: expected a host/,
    ],
    [
      'a password with a line break at its end',
      { ...byPassword, SQL_PASSWORD: `${secret}\n` },
      /^SQL_PASSWORD begins or ends with a line break/,
    ],
    [
      'a server that nobody filled in',
      { ...byPassword, SQL_SERVER: '<server>.database.windows.net' },
      /^SQL_SERVER contains a placeholder: expected a host name/,
    ],
    [
      'a colon in front of the port',
      { ...byPassword, SQL_SERVER: 'tcp:a:1433' },
      /^SQL_SERVER has a colon in front of the port/,
    ],
    [
      'a port in the address that is impossible',
      { ...byPassword, SQL_SERVER: 'a,70000' },
      /^the port in SQL_SERVER/,
    ],
    ['an impossible port', { ...byPassword, SQL_PORT: '70000' }, /^SQL_PORT is "70000"/],
    [
      'a connection string beside the single settings',
      { ...byPassword, SQL_CONNECTION_STRING: 'Server=a' },
      /^SQL_CONNECTION_STRING is set together with SQL_SERVER, SQL_DATABASE, SQL_USER, SQL_PASSWORD: expected either/,
    ],
  ])('refuse %s, and say what to do', (_, environment: Readonly<Record<string, string>>, message) => {
    expect(problems(environment)).toEqual([expect.stringMatching(message)]);
    expect(problems(environment).join()).not.toContain(secret);
  });

  it('show an IPv6 address in brackets', () => {
    expect(describeTarget(valid({ ...byPassword, SQL_SERVER: 'fd00::5' }))).toMatch(/^\[fd00::5\]:1433, /);
  });

  it('reach the driver: multi-subnet failover, the name in the certificate and the language', async () => {
    const { options } = await configOf(
      fromString(
        'Server=a;Database=b;User ID=c;Password=d;MultiSubnetFailover=True;HostNameInCertificate=db.example;Current Language=British',
      ),
    );
    expect(options).toMatchObject({
      multiSubnetFailover: true,
      serverName: 'db.example',
      language: 'British',
    });
    expect((await configOf(valid(byPassword))).options).toMatchObject({ multiSubnetFailover: false });
    expect((await configOf(valid(byPassword))).options).not.toHaveProperty('serverName');
  });

  it.each([
    'https://management.azure.com/.default',
    'https://vault.azure.net/.default',
    'https://database.windows.net.evil.example@vault.azure.net/.default',
    'https://vault.azure.net/database.windows.net/.default',
    'http://database.windows.net/.default',
  ])('give no token of a managed identity for %s, whatever the server asks for', async (scope) => {
    const { authentication } = await configOf(valid(named));
    const credential: unknown = Reflect.get(authentication?.options ?? {}, 'credential');
    const getToken: unknown = Reflect.get(Object(credential), 'getToken');
    if (typeof getToken !== 'function') throw new Error('expected a credential');
    await expect(Reflect.apply(getToken, credential, [scope])).rejects.toThrow('which is no database');
  });

  it('are found under their names in any case, as the host finds them', () => {
    expect(valid({ sql_server: 'sql.example', Sql_Database: 'Attendance' })).toEqual(valid(named));
  });

  it('describe the target for messages without its password', () => {
    expect(describeTarget(valid(byPassword))).toBe('sql.example:1433, database Attendance, as user app');
    expect(describeTarget(valid({ ...named, SQL_SERVER: 'a\\B' }))).toBe(
      'a\\B, database Attendance, as managed identity (system-assigned)',
    );
  });
});

describe('a connection string', () => {
  it('gives the same settings as the single ones', () => {
    const text = `Server=tcp:sql.example,1433;Initial Catalog=Attendance;User ID=app;Password="${secret.replaceAll('"', '""')}";Encrypt=True;TrustServerCertificate=False;Connection Timeout=15;MultipleActiveResultSets=False;`;
    expect(fromString(text)).toEqual(valid(byPassword));
  });

  it.each([
    ['Password=abc ;', 'abc'],
    [`Password='it''s; here'`, "it's; here"],
    ['Password="say ""hi"""', 'say "hi"'],
    ['PWD=a=b;', 'a=b'],
    ['PWD=a;;Encrypt=true', 'a'],
    ['PWD= "{a}" ;', '{a}'],
  ])('reads the value of %s', (pair, expected) => {
    expect(fromString(`Server=a;Database=b;UID=app;${pair}`).login).toMatchObject({ password: expected });
  });

  it.each([
    ['Encrypt=strict', 'strict'],
    ['Encrypt=Mandatory', true],
    ['Encrypt=Optional', false],
    ['encrypt=No', false],
  ])('keeps what %s says, which the driver would not', (pair, expected) => {
    expect(fromString(`Server=a;Database=b;User=c;Password=d;${pair}`).encrypt).toBe(expected);
  });

  it.each(['Active Directory Default', 'Active Directory Managed Identity', '"Active Directory MSI"'])(
    'logs in by managed identity with Authentication=%s',
    (authentication) => {
      const text = `Server=a;Database=b;Authentication=${authentication}`;
      expect(fromString(text).login).toEqual({ kind: 'managed-identity', clientId: undefined });
      expect(fromString(`${text};User Id=${clientId}`).login).toEqual({
        kind: 'managed-identity',
        clientId,
      });
    },
  );

  it('may be followed by any number of blanks', () => {
    const text = 'Server=sql.example;Database=Attendance';
    expect(fromString(`${text};${' '.repeat(100_000)}`)).toEqual(valid(named));
    expect(fromString(`${text}${' '.repeat(100_000)}`)).toEqual(valid(named));
  });

  it('may be accompanied by the settings that it cannot contain', () => {
    const settings = valid({
      SQL_CONNECTION_STRING: 'Server=a;Database=b',
      SQL_APPLOCK_NAME: 'payroll',
      SQL_CONNECT_TIMEOUT_SECONDS: '3',
      SQL_XACT_ABORT: 'true',
    });
    expect(settings).toMatchObject({ applockName: 'payroll', connectTimeout: 3_000, xactAbort: true });
  });

  it.each([
    ['Server=a;Database=b;Integrated Security=true', ': Integrated Security asks for a Windows login'],
    [
      'Server=a;Database=b;Authentication=Active Directory Interactive',
      ': Authentication is Active Directory Inter',
    ],
    [`Server=a;Database=b;User=c;Password="${secret}`, ': the value of Password opens a quote'],
    [`mongodb://c:${encodeURIComponent(secret)}@a`, 'SQL_CONNECTION_STRING is a URL'],
    [`Server=a;Database=b;User=c;Password= "${secret}`, ': the value of Password opens a quote'],
    ['Server=a;Database=b;Encrypt', ': a part behind Database has no ='],
    ['Server=a;Database=b;constructor=c', ': a key in it is not known (not shown'],
    ['Server=a;Database=b;__proto__=c', ': a key in it is not known (not shown'],
    ['Server=a;Database=b;toString=c', ': a key in it is not known (not shown'],
    ['Database=b', ': Server is missing'],
  ])('is refused with the reason: %s', (text, message) => {
    const found = problems({ SQL_CONNECTION_STRING: text });
    expect(found).toEqual([expect.stringContaining(message)]);
    expect(found.join()).not.toContain('w=d');
  });
});
