import { describe, expect, it } from 'vitest';
import { holdsSecret, isPlaceholder } from '../../../src/core/settings/setting-value.ts';

describe('a placeholder', () => {
  it.each([
    '$SQL_PASSWORD',
    '$env:SQL_PASSWORD',
    '__SQL_PASSWORD__',
    '__Sql.Password__',
    '%sql_password%',
    '%DbPassword%',
    '[password]',
    '«password»',
    '{server}',
    '(database)',
    '{user id}',
  ])('%s', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each([
    'changeme',
    'password',
    '$ecret_of the day',
    '$Zq7xW9kP',
    '%Zq7xW9kP%',
    '__zq7-x__',
    '__zq 7x__',
    '[Zq7xW9kP]',
    '(p4ssw0rd)',
    'a{b}c',
    'p@ss%41$x<y>',
    'пароль密码🙂',
    '{Zq7xW9kP}',
  ])('is not %s', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });
});

describe('a secret in a setting where it does not belong', () => {
  it.each([
    'Server=a;Password=Secret99',
    'password: Secret99',
    '{"user":"app","password":"Secret99"}',
    "{'pwd' : 'Secret99'}",
    'app Password:Secret99',
    '[Password=Secret99]',
    'client_secret=Secret99',
    'mssql://app:Se cret/99@db1',
    'mssql://app:[xQ<:9"x  j\\@db1:1433/A',
    'https://a.table.core.windows.net/?sv=1&sig=Secret99',
  ])('%s', (text) => {
    expect(holdsSecret(text)).toBe(true);
  });

  it.each([
    'Attendance',
    'PasswordArchive',
    'hr.[sp Jam kerja]',
    'https://example.com/1',
    'app@example',
    '1.2.3',
  ])('is not seen in %s', (text) => {
    expect(holdsSecret(text)).toBe(false);
  });

  it('is looked for in linear time', () => {
    const begun = process.threadCpuUsage().user;
    for (const piece of ['://', 'password', ';password ', ' ', 'a@']) holdsSecret(piece.repeat(200_000));
    expect((process.threadCpuUsage().user - begun) / 1_000).toBeLessThan(1_000);
  });
});
