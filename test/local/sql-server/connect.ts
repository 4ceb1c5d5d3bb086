/** Starts stand-ins and real mssql connections for a test file, and closes all of them after each test. */
import sql from 'mssql';
import { afterEach } from 'vitest';
import {
  startSqlServer,
  type SqlServerStandIn,
  type StandInOptions,
} from '../../../local/sql-server/stand-in.ts';

const standIns: SqlServerStandIn[] = [];
const pools: sql.ConnectionPool[] = [];

afterEach(async () => {
  // The servers first: a pool waits for its running requests, which end when the server is gone.
  await Promise.all(standIns.splice(0).map((standIn) => standIn.close()));
  await Promise.all(pools.splice(0).map((pool) => pool.close().catch(() => {})));
});

export async function start(options: StandInOptions = {}): Promise<SqlServerStandIn> {
  const standIn = await startSqlServer(options);
  standIns.push(standIn);
  return standIn;
}

export async function connect(
  { port, user, password }: Pick<SqlServerStandIn, 'port' | 'user' | 'password'>,
  changed: Partial<sql.config> = {},
): Promise<sql.ConnectionPool> {
  const pool = new sql.ConnectionPool({
    server: '127.0.0.1',
    port,
    user,
    password,
    database: 'Absensi',
    connectionTimeout: 5000,
    requestTimeout: 0,
    pool: { max: 1, min: 1 },
    ...changed,
    options: { encrypt: false, trustServerCertificate: true, ...changed.options },
  });
  pool.on('error', () => {});
  pools.push(pool);
  return await pool.connect();
}

export function jamKerja(pool: sql.ConnectionPool, awal = '2026-11-22', akhir = '2026-11-23'): sql.Request {
  return pool.request().input('awal', sql.Date, awal).input('akhir', sql.Date, akhir);
}

export function lockRequest(pool: sql.ConnectionPool, timeout: number): sql.Request {
  return pool
    .request()
    .input('Resource', sql.NVarChar(255), 'spJamkerja')
    .input('LockMode', sql.VarChar(32), 'Exclusive')
    .input('LockOwner', sql.VarChar(32), 'Session')
    .input('LockTimeout', sql.Int, timeout);
}

export async function getLock(pool: sql.ConnectionPool, timeout = 0): Promise<unknown> {
  const { returnValue } = await lockRequest(pool, timeout).execute('sp_getapplock');
  return returnValue;
}

export async function spidOf(pool: sql.ConnectionPool): Promise<unknown> {
  const { recordset } = await pool.request().query('SELECT @@SPID AS spid');
  return recordset[0]?.spid;
}

/** Resolves with the reason of a rejection; fails when there is none. */
export async function rejection(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  const error: unknown = await promise.then(
    (value) => {
      throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
    },
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new TypeError(`rejected with ${String(error)}, an Error expected`);
  return { ...error, message: error.message };
}
