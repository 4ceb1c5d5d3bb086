/** Whether somebody's own server answers, said in one line before anything executes there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askServer } from '../../../local/own-server/describe-server.ts';
import { type SqlServerStandIn, startSqlServer } from '../../../local/sql-server/stand-in.ts';
import { parseSqlSettings } from '../../../src/adapters/sql-server/sql-settings.ts';
import { settings, snapshotWith } from '../../support/core-samples.ts';

let server: SqlServerStandIn;
beforeAll(async () => {
  server = await startSqlServer({ user: 'payroll', password: 'Secret-9999' });
});
afterAll(() => server.close());

function ask(port: number, password = 'Secret-9999'): Promise<string> {
  const string = `Server=127.0.0.1,${port};Database=Attendance;User ID=payroll;Password=${password};Encrypt=false`;
  const parsed = parseSqlSettings({ SQL_CONNECTION_STRING: string });
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  return askServer({ sql: parsed.settings, source: 'x', settings, snapshot: snapshotWith(), run: false });
}

test('a server that can be used', async () => {
  expect(await ask(server.port)).toBe('✅ 127.0.0.1 answers, and nobody is executing dbo.spJamkerja.');
  expect(server.executions).toEqual([]);
});

test('a port at which nobody listens', async () => {
  const said = await ask(1);
  expect(said).toMatch(
    /^⚠️ {2}Your SQL Server cannot be used yet: connecting to 127\.0\.0\.1:1, .*ECONNREFUSED.* "npm run doctor"/,
  );
  expect(said).not.toContain('Secret');
});

test('a wrong password', async () => {
  expect(await ask(server.port, 'Wrong-8888')).toMatch(
    /^⚠️ {2}Your SQL Server cannot be used yet: (?!.*Wrong-8888).*Login failed/,
  );
});
