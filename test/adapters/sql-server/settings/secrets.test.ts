/** Whatever is malformed: no part of a password appears in any problem. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeTarget, parseSqlSettings } from '../../../../src/adapters/sql-server/sql-settings.ts';
import { parseTableSettings } from '../../../../src/adapters/table-storage/table-settings.ts';
import { parseFunctionTimeout } from '../../../../src/core/settings/function-timeout.ts';
import { parseSettings } from '../../../../src/core/settings/scheduler-settings.ts';

/** Letters that no fixed text contains four of in this order: only a leak can show them. */
const token = fc.string({
  unit: fc.constantFrom(...'QZXJKVWqzxjkvw0123456789'),
  minLength: 4,
  maxLength: 10,
});
const sign = fc.constantFrom(
  ';',
  '=',
  '"',
  "'",
  '{',
  '}',
  '}}',
  '""',
  ' ',
  '#',
  '@',
  ':',
  '/',
  '\\',
  ',',
  '%',
  '&',
  '\t',
);
const password = fc
  .tuple(fc.array(fc.oneof(token, sign), { minLength: 1, maxLength: 6 }), token)
  .map(([parts, last]) => [...parts, last].join(''));

/** How the password is written into each form. */
const writings: readonly ((password: string) => string)[] = [
  (text) => text,
  (text) => `"${text}"`,
  (text) => `"${text.replaceAll('"', '""')}"`,
  (text) => `'${text}`,
  (text) => `{${text}}`,
  (text) => `{${text.replaceAll('}', '}}')}}`,
  (text) => `{${text}`,
];

const forms: readonly ((password: string) => string)[] = [
  (text) => `Server=db1;Database=A;User ID=app;Password=${text}`,
  (text) => `Server=db1;Database=A;User ID=app;Password=${text};Encrypt=true;Bad=1`,
  (text) => `Password=${text};Server=db1;Database=A;User ID=app;Integrated Security=true`,
  (text) => `Server=db1;Database=A;User ID=app;Password=${text};Connect Timeout=${text}`,
  (text) => `Server=db1;Database=A;User ID=app Password=${text}`,
  (text) => `Server=db1;Database=A Password=${text};User ID=app`,
  (text) => `Server=db1,1433 Pwd=${text};Database=A;Uid=app`,
  (text) => `Server=db1;Database=A;User ID=app;${text}`,
  (text) => `Server=db1;Database=A;User ID=app;${text}=${text}`,
  (text) => `Server=tcp:${text};Database=A;User ID=app;Password=${text};Authentication=${text}`,
  (text) => `Driver={ODBC Driver 18 for SQL Server};Server=db1;Database=A;Uid=app;Pwd=${text}`,
  (text) => `Driver={ODBC Driver 18 for SQL Server};Pwd=${text};Trusted_Connection=yes;Nonsense=${text}`,
  (text) => `jdbc:sqlserver://db1:1433;databaseName=A;user=app;password=${text};`,
  (text) => `mssql://u:${text}@db1:1433/A?encrypt=true`,
  (text) => `sqlserver://u:${text}@db1?database=A`,
  (text) => `https://a.table.core.windows.net/?sig=${text}`,
  (text) => `DefaultEndpointsProtocol=https;AccountKey=${text}`,
  (text) => `DefaultEndpointsProtocol=${text};AccountName=a;AccountKey=b`,
  (text) => `TableEndpoint=https://u:${text}@x;SharedAccessSignature=b`,
  (text) => `$connectionInfo = array("UID" => "app", "PWD" => "${text}");`,
  (text) => `"Server=db1;Password=${text}"`,
  (text) => `@Microsoft.KeyVault(${text})`,
  (text) => `Server=db1;Database=A;User ID=app;Password=@Microsoft.KeyVault(${text})`,
];

const written = fc
  .record({ password, writing: fc.constantFrom(...writings), form: fc.constantFrom(...forms) })
  .map((each) => ({ password: each.password, text: each.form(each.writing(each.password)) }));

/** Parts of four letters that the fixed words of a problem cannot have. */
function leaksIn(said: string, hidden: string): readonly string[] {
  const words = hidden.match(/[A-Za-z0-9]{4,}/g) ?? [];
  const pieces = words.flatMap((word) =>
    Array.from({ length: word.length - 3 }, (_, at) => word.slice(at, at + 4)),
  );
  return pieces.filter((piece) => !/^\d+$/.test(piece) && said.includes(piece));
}

const names = `
  SQL_CONNECTION_STRING SQL_SERVER SQL_PORT SQL_DATABASE SQL_AUTHENTICATION SQL_USER SQL_PASSWORD
  SQL_CLIENT_ID SQL_ENCRYPT SQL_TRUST_SERVER_CERTIFICATE SQL_LANGUAGE SQL_CONNECT_TIMEOUT_SECONDS
  SQL_APPLOCK_NAME SQL_XACT_ABORT SQL_HOST_NAME_IN_CERTIFICATE SQL_MULTI_SUBNET_FAILOVER SQLAZURECONNSTR_a
  SQLCONNSTR_b CUSTOMCONNSTR_SQL_CONNECTION_STRING JOB_NAME PROCEDURE_NAME PROCEDURE_START_PARAMETER
  TIME_ZONE INTERVAL_HOURS RETRY_DELAYS_MINUTES RETRY_TIMEOUTS RANGE_DAYS_BACK TABLE_NAME
  AzureWebJobsStorage AzureWebJobsStorage__accountName AzureWebJobsStorage__tableServiceUri
  AzureWebJobsStorage__clientId AzureFunctionsJobHost__functionTimeout
`
  .trim()
  .split(/\s+/);

function problemsOf(environment: Readonly<Record<string, string>>): string {
  const timeout = parseFunctionTimeout('{}', environment);
  const sql = parseSqlSettings(environment);
  const parsed = [parseSettings(environment, undefined), parseTableSettings(environment), sql, timeout];
  const problems = parsed.flatMap((each) => (each.kind === 'invalid' ? each.problems : []));
  return [...problems, sql.kind === 'valid' ? describeTarget(sql.settings) : ''].join('\n');
}

const many = { numRuns: 400 };

describe('no four letters of a password are in a problem', () => {
  test('of a text that holds it, in any setting', () => {
    const inAnySetting = fc.property(
      written,
      fc.constantFrom(...names),
      ({ password: hidden, text }, name) => {
        expect(leaksIn(problemsOf({ [name]: text }), hidden)).toEqual([]);
      },
    );
    fc.assert(inAnySetting, many);
  });

  test('of SQL Server’s single settings, when one of them holds such a text', () => {
    const single = { SQL_SERVER: 'db1', SQL_DATABASE: 'A', SQL_USER: 'app', SQL_PASSWORD: 'x' };
    const inOne = fc.property(written, fc.constantFrom(...names), ({ password: hidden, text }, name) => {
      expect(leaksIn(problemsOf({ ...single, [name]: text }), hidden)).toEqual([]);
    });
    fc.assert(inOne, many);
  });

  test('of the password alone, in a setting that cannot be meant', () => {
    const meant =
      /^(?:JOB_NAME|PROCEDURE|TABLE_NAME|SQL_(?:SERVER|DATABASE|USER|APPLOCK|HOST|LANGUAGE|CONNECTION)|\w+accountName)/;
    const wrong = fc.constantFrom(...names.filter((name) => !meant.test(name)));
    fc.assert(
      fc.property(password, wrong, (hidden, name) => {
        expect(leaksIn(problemsOf({ [name]: hidden }), hidden)).toEqual([]);
      }),
      many,
    );
  });
});

test.each([
  ['SQL_CONNECTION_STRING', 'mssql://u:Secret99@db1:1433/A?encrypt=true'],
  ['SQL_CONNECTION_STRING', 'Server=a;Database=b;User ID=app;Password=Ab;12#34=5'],
  ['SQL_CONNECTION_STRING', 'Server=a;Database=b;User ID=app;Password=Ab;Timeout=Secret99'],
  ['SQL_CONNECTION_STRING', 'Server=a;Database=b;User ID=app;Password=Ab;Secret99'],
  ['SQL_CONNECTION_STRING', 'Server=a;Database=b;User ID=app;Password=Ab;User=Secret99'],
  ['SQL_CONNECTION_STRING', 'Server=a;Database=b;User ID=app,Password=Secret99'],
  ['SQL_SERVER', 'mssql://u:Secret99@db1'],
  ['SQL_SERVER', 'u:Secret99@db1'],
  ['SQL_SERVER', 'db1;Pwd=Secret99'],
  ['SQL_USER', 'app;Password=Secret99'],
  ['SQL_DATABASE', 'A;Password=Secret99'],
  ['INTERVAL_HOURS', 'Secret99'],
])('%s=%s is refused without showing it', (name, text) => {
  const single = { SQL_SERVER: 'db1', SQL_DATABASE: 'A', SQL_USER: 'app', SQL_PASSWORD: 'x' };
  const said = problemsOf(name === 'SQL_CONNECTION_STRING' ? { [name]: text } : { ...single, [name]: text });
  expect(said).toMatch(new RegExp(`${name}\\b`));
  expect(said).not.toMatch(/Secret|cret99|12#3/);
});
