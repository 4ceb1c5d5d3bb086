import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseCommandLine } from '../../../local/sql-server/command-line.ts';
import { productionSign } from '../../../local/sql-server/refuse-production.ts';
import { connect, jamKerja, rejection } from './connect.ts';

const main = path.join(import.meta.dirname, '../../../local/sql-server/main.ts');
const account = { user: 'app', password: 'Stand-in-0nly' };

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

interface Ports {
  readonly port: number;
  readonly controlPort?: number;
}

/** Reads standard output up to the line with the port. */
async function listening(child: ChildProcessWithoutNullStreams): Promise<{ lines: string[]; ports: Ports }> {
  let output = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += String(chunk);
    const json = /^listening (\{.*\})$/m.exec(output)?.[1];
    if (json !== undefined) return { lines: output.trimEnd().split('\n'), ports: JSON.parse(json) };
  }
  throw new Error(`ended before it listened: ${output}${await text(child.stderr)}`);
}

test('says first what it is, and last, in a line for programs, where it listens', async () => {
  const { lines, ports } = await listening(run([]));
  expect(lines[0]).toBe(
    'SQL Server STAND-IN for development - not SQL Server, never use it for real attendance data',
  );
  expect(lines.at(-1)).toBe(`listening {"port":${ports.port}}`);
  const pool = await connect({ ...account, ...ports });
  expect((await pool.request().query('SELECT COUNT(*) AS days FROM dbo.SampelTerisi')).recordset).toEqual([
    { days: 32 },
  ]);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'ends cleanly on %s although a procedure is running',
  async (signal) => {
    const child = run(['--duration', '600000', '--control-port', '0']);
    const { ports } = await listening(child);
    const running = rejection(jamKerja(await connect({ ...account, ...ports })).execute('dbo.spJamkerja'));
    const executions = `http://127.0.0.1:${ports.controlPort}/executions`;
    await expect.poll(async () => (await fetch(executions)).json()).toMatchObject([{ outcome: 'running' }]);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await running).toMatchObject({ code: 'ECONNRESET' });
  },
);

test('ends with its parent if told to', async () => {
  const child = run(['--exit-with-stdin']);
  await listening(child);
  child.stdin.end();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a port in use ends it with a message', async () => {
  const { ports } = await listening(run([]));
  const second = run(['--port', String(ports.port)]);
  const [message, [code]] = await Promise.all([text(second.stderr), once(second, 'exit')]);
  expect({ code, message }).toMatchObject({ code: 1, message: expect.stringContaining(`:${ports.port}`) });
});

test('the control port sets faults, refuses unknown ones, and lists the executions', async () => {
  const { ports } = await listening(run(['--control-port', '0', '--duration', '0']));
  const control = `http://127.0.0.1:${ports.controlPort}`;
  const put = (body: string): Promise<Response> => fetch(`${control}/fault`, { method: 'PUT', body });
  expect((await put('{"kind":"errors","errors":[{"number":1205}],"times":1}')).status).toBe(200);
  const refused = await put('{"kind":"reset","afterPercent":200}');
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('afterPercent');
  const pool = await connect({ ...account, ...ports });
  expect(await rejection(jamKerja(pool).execute('dbo.spJamkerja'))).toMatchObject({ number: 1205 });
  await jamKerja(pool).execute('dbo.spJamkerja');
  const executions = await (await fetch(`${control}/executions`)).json();
  expect(executions).toMatchObject([
    { procedure: 'dbo.spJamkerja', awal: '2026-11-22', akhir: '2026-11-23', outcome: 'failed' },
    { outcome: 'completed' },
  ]);
  expect((await fetch(`${control}/`)).status).toBe(404);
});

test('does not start where it looks like production, and says why', async () => {
  const child = run([], { SQL_SERVER: 'tcp:absensi.database.windows.net,1433' });
  const [message, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(code).toBe(1);
  expect(message).toContain(
    'refusing to start: SQL_SERVER=tcp:absensi.database.windows.net,1433 points to another machine',
  );
});

describe('signs of production', () => {
  test.each([
    ['NODE_ENV', 'production'],
    ['AZURE_FUNCTIONS_ENVIRONMENT', 'Production'],
    ['WEBSITE_INSTANCE_ID', 'x'],
    ['WEBSITE_SITE_NAME', 'x'],
    ['FUNCTIONS_EXTENSION_VERSION', '~4'],
    ['SQL_SERVER', '10.0.0.4'],
  ])('%s=%s is one, and the message names it', (name, value) => {
    expect(productionSign({ [name]: value })).toContain(`${name}=${value}`);
  });

  test.each([
    {},
    { NODE_ENV: 'development', FUNCTIONS_WORKER_RUNTIME: 'node' },
    { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' },
    { SQL_SERVER: 'localhost' },
    { SQL_SERVER: 'tcp:127.0.0.1,1433' },
    { SQL_SERVER: '.\\SQLEXPRESS' },
  ])('%o is not one', (environment) => {
    expect(productionSign(environment)).toBeUndefined();
  });
});

test.each([
  [['--port', 'x'], '--port x: expected a whole number from 0 to 65535'],
  [['--port', '70000'], '--port 70000'],
  [['--duration', '-1'], '--duration'],
  [['--colour'], '--colour'],
])('the command line %j is refused by name', (args, message) => {
  expect(() => parseCommandLine(args)).toThrow(message);
});
