import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connect, getLock, jamKerja, rejection, spidOf, start } from './connect.ts';

const count = 'SELECT COUNT(*) AS [rows], SUM(MenitKerja) AS minutes FROM dbo.JamKerja';

test('a run writes a row per employee and day, and reports progress, row count and return code', async () => {
  const standIn = await start();
  const pool = await connect(standIn);
  const request = jamKerja(pool);
  const messages: string[] = [];
  request.on('info', ({ message }: { message: string }) => messages.push(message));
  const { rowsAffected, returnValue } = await request.execute('dbo.spJamkerja');
  expect({ rowsAffected, returnValue }).toEqual({ rowsAffected: [600], returnValue: 0 });
  expect(messages).toHaveLength(10);
  expect(messages[3]).toBe('spJamkerja: 40% (120 of 300 employees)');
  expect((await pool.request().query(count)).recordset[0]).toMatchObject({ rows: 600 });
  expect(standIn.query('SELECT DISTINCT Tanggal FROM JamKerja ORDER BY 1')).toEqual([
    { Tanggal: '2026-11-22' },
    { Tanggal: '2026-11-23' },
  ]);
});

test('progress reaches the client while the procedure runs', async () => {
  const standIn = await start({ durationMs: 600_000 });
  standIn.setFault({ kind: 'endless-messages', everyMs: 1 });
  const request = jamKerja(await connect(standIn));
  const firstMessage = new Promise((resolve) => {
    request.once('info', resolve);
  });
  const running = rejection(request.execute('dbo.spJamkerja'));
  await firstMessage;
  expect(standIn.executions).toMatchObject([{ outcome: 'running', endedAt: undefined }]);
  request.cancel();
  expect(await running).toMatchObject({ code: 'ECANCEL' });
});

test('computing the same range again gives the same rows and no more', async () => {
  const standIn = await start();
  const pool = await connect(standIn);
  const all = 'SELECT * FROM JamKerja ORDER BY Tanggal, Nik';
  await jamKerja(pool).execute('dbo.spJamkerja');
  const first = standIn.query(all);
  await jamKerja(pool).execute('dbo.spJamkerja');
  expect(standIn.query(all)).toEqual(first);
});

test('other days keep their results', async () => {
  const standIn = await start();
  const pool = await connect(standIn);
  await jamKerja(pool, '2026-11-20', '2026-11-21').execute('dbo.spJamkerja');
  await jamKerja(pool, '2026-11-21', '2026-11-22').execute('dbo.spJamkerja');
  expect((await pool.request().query(count)).recordset[0]).toMatchObject({ rows: 900 });
});

test('EXEC as text does the same as the call by name', async () => {
  const standIn = await start();
  const pool = await connect(standIn);
  const { rowsAffected } = await pool
    .request()
    .query("SET NOCOUNT OFF; EXECUTE [dbo].[spJamkerja] @awal = N'2026-11-22', @akhir = '20261123';");
  expect(rowsAffected).toEqual([600]);
  expect(standIn.executions).toHaveLength(1);
});

test('a cancelled run leaves the results unchanged, and its session usable with its lock', async () => {
  const standIn = await start();
  const pool = await connect(standIn);
  await jamKerja(pool).execute('dbo.spJamkerja');
  await getLock(pool);
  const spid = await spidOf(pool);
  const before = standIn.query('SELECT * FROM JamKerja');
  standIn.setFault({ kind: 'delay', ms: 600_000 });
  const request = jamKerja(pool, '2026-11-21', '2026-11-23');
  const running = rejection(request.execute('dbo.spJamkerja'));
  await expect.poll(() => standIn.executions.length).toBe(2);
  request.cancel();
  expect(await running).toMatchObject({ code: 'ECANCEL' });
  expect(standIn.executions[1]).toMatchObject({ outcome: 'cancelled' });
  expect(standIn.query('SELECT * FROM JamKerja')).toEqual(before);
  expect(await spidOf(pool)).toBe(spid);
  expect(await getLock(await connect(standIn))).toBe(-1);
});

test('two sessions can run it at the same time: only the applock keeps them apart', async () => {
  const standIn = await start({ durationMs: 50 });
  const pools = [await connect(standIn), await connect(standIn)];
  const results = await Promise.all(pools.map((pool) => jamKerja(pool).execute('dbo.spJamkerja')));
  expect(results.map(({ rowsAffected }) => rowsAffected)).toEqual([[600], [600]]);
  expect(standIn.query('SELECT COUNT(*) AS n FROM JamKerja')).toEqual([{ n: 600 }]);
  expect(standIn.executions.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
});

test('results and punches survive restarts', async () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'sql-server-stand-in-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true }));
  const first = await start({ dataFolder });
  await jamKerja(await connect(first)).execute('dbo.spJamkerja');
  const results = first.query('SELECT * FROM JamKerja');
  await first.close();
  const second = await start({ dataFolder });
  expect(second.query('SELECT * FROM JamKerja')).toEqual(results);
  expect(second.query('SELECT COUNT(*) AS n FROM SampelTerisi')).toEqual([{ n: 2 }]);
});
