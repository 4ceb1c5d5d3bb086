/**
 * The apps that everything is compared with, as one would write them by hand: CommonJS, not bundled, with the same
 * packages. `hello` is one HTTP and one timer registration; `handlers` has one handler for each kind of work.
 */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../local/stack/folders.ts';

/** Their folders. */
export interface Yardsticks {
  readonly hello: string;
  readonly handlers: string;
}

/** Has one row, p/r. */
export const yardstickTable = 'Yardstick';

const hello = `
const { app } = require('@azure/functions');
app.http('hello', {
  methods: ['GET'], route: 'hello', authLevel: 'anonymous',
  handler: async () => ({ body: 'hello' }),
});
app.timer('beat', { schedule: '0 0 0 1 1 *', handler: async () => {} });
`;

/** The SDKs load with their first use, as in the app. One connection serves all point reads, and no retry is made. */
const handlers = `
${hello}
app.http('page', {
  methods: ['GET'], route: 'page', authLevel: 'anonymous',
  handler: async () => ({ body: '<!doctype html><title>hello</title><h1>hello</h1>', headers: { 'content-type': 'text/html' } }),
});

let client;
function readRow() {
  client ??= require('@azure/data-tables').TableClient.fromConnectionString(process.env.STORAGE, '${yardstickTable}', {
    allowInsecureConnection: true, retryOptions: { maxRetries: 0 },
  });
  return client.getEntity('p', 'r');
}
app.http('read', {
  methods: ['GET'], route: 'read', authLevel: 'anonymous',
  handler: async () => ({ jsonBody: await readRow() }),
});
app.timer('readByTimer', { schedule: '0 0 0 1 1 *', handler: async () => { await readRow(); } });

async function execute() {
  const mssql = require('mssql');
  const pool = await new mssql.ConnectionPool({
    server: '127.0.0.1', port: Number(process.env.SQL_PORT), database: 'Attendance',
    user: process.env.SQL_USER, password: process.env.SQL_PASSWORD,
    options: { encrypt: false, useUTC: true }, pool: { max: 1 },
  }).connect();
  const at = (ago) => new Date(Math.floor(Date.now() / 86400000 - ago) * 86400000);
  await pool.request().input('awal', mssql.Date, at(1)).input('akhir', mssql.Date, at(0)).execute('dbo.spJamkerja');
  await pool.close();
}
app.timer('executeByTimer', { schedule: '0 0 0 1 1 *', handler: execute });
`;

const hostJson = {
  version: '2.0',
  functionTimeout: '02:00:00',
  extensions: { http: { routePrefix: '' } },
};

export async function writeYardsticks(folder: string): Promise<Yardsticks> {
  // Above both apps, where `require` finds it.
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return {
    hello: await writeApp(join(folder, 'hello'), hello),
    handlers: await writeApp(join(folder, 'handlers'), handlers),
  };
}

async function writeApp(folder: string, source: string): Promise<string> {
  await mkdir(folder);
  await writeFile(join(folder, 'host.json'), JSON.stringify(hostJson));
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'yardstick', type: 'commonjs', main: 'app.js' }),
  );
  await writeFile(join(folder, 'app.js'), source);
  return folder;
}
