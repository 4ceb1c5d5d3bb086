/** Punches that arrive late in the sample: the figures of their day, and who hears of them. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import sql from 'mssql';
import { expect, onTestFinished, test } from 'vitest';
import { startControl } from '../../../local/sql-server/control.ts';
import { connect, jamKerja, rejection, start } from './connect.ts';

const day = '2026-10-06';
const command = path.join(import.meta.dirname, '../../../local/late-punches.ts');
const countOf = (status: string) =>
  `SELECT COUNT(*) AS people FROM JamKerja WHERE Tanggal = '${day}' AND Status = '${status}'`;

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'late-punches-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const runCommand = (...args: readonly string[]) => promisify(execFile)(process.execPath, [command, ...args]);

const pendingSince = (pool: sql.ConnectionPool, since: Date) =>
  pool.request().input('sejak', sql.DateTime2, since).execute('dbo.spJamkerjaPending');

test('turn the absent of an old day into people who were there, once the day is computed again', async () => {
  const standIn = await start();
  const pool = await connect(standIn);
  await jamKerja(pool, day, day).execute('dbo.spJamkerja');
  const [absent] = standIn.query(countOf('ALPA'));
  const [present] = standIn.query(countOf('HADIR'));
  const people = standIn.uploadLatePunches(day);
  expect(absent).toEqual({ people });
  expect(people).toBeGreaterThan(0);
  expect(standIn.query(countOf('ALPA'))).toEqual([{ people }]);

  await jamKerja(pool, day, day).execute('dbo.spJamkerja');
  expect(standIn.query(countOf('ALPA'))).toEqual([{ people: 0 }]);
  expect(standIn.query(countOf('HADIR'))).toEqual([{ people: Number(present?.['people']) + people }]);
  // Nobody is absent any more.
  expect(standIn.uploadLatePunches(day)).toBe(0);
});

test('are told by dbo.spJamkerjaPending from the instant of their arrival on, by the day to which they count', async () => {
  const standIn = await start();
  const pool = await connect(standIn);
  await jamKerja(pool, day, day).execute('dbo.spJamkerja');
  const before = new Date();
  // The sample's own punches arrived on their day.
  expect((await pendingSince(pool, before)).recordset).toEqual([]);
  const people = standIn.uploadLatePunches(day);
  expect((await pendingSince(pool, before)).recordset).toEqual([
    { tanggal: new Date(day), jumlah: 2 * people },
  ]);
  expect((await pendingSince(pool, new Date(Date.now() + 60_000))).recordset).toEqual([]);
  expect((await pendingSince(pool, new Date('2026-10-05T17:00:00Z'))).recordset).toEqual(
    expect.arrayContaining([{ tanggal: new Date(day), jumlah: expect.any(Number) }]),
  );
});

test('the procedure refuses a call as SQL Server does', async () => {
  const pool = await connect(await start());
  expect(await rejection(pool.request().execute('dbo.spJamkerjaPending'))).toMatchObject({ number: 201 });
  const wrong = pool.request().input('sejak', sql.Int, 5);
  expect(await rejection(wrong.execute('dbo.spJamkerjaPending'))).toMatchObject({ number: 206 });
});

test('on a Sunday nobody is absent', async () => {
  expect((await start()).uploadLatePunches('2026-10-04')).toBe(0);
});

test('the control port takes a date, and refuses what is none', async () => {
  const standIn = await start();
  const control = await startControl(standIn, 0);
  onTestFinished(control.close);
  const put = (body: string) => fetch(`http://127.0.0.1:${control.port}/punches`, { method: 'PUT', body });
  const taken = await put(JSON.stringify({ date: day }));
  expect(await taken.json()).toEqual({ date: day, people: expect.any(Number) });
  expect((await put('{"date":"2026-02-30"}')).status).toBe(400);
});

test('the command uploads them into the file of a stand-in that is running', async () => {
  const folder = temporaryFolder();
  const standIn = await start({ dataFolder: folder });
  const pool = await connect(standIn);
  const before = new Date();
  const { stdout } = await runCommand(day, '--folder', folder);
  const { recordset } = await pendingSince(pool, before);
  expect(recordset).toMatchObject([{ tanggal: new Date(day) }]);
  expect(stdout).toContain(`The punches of ${recordset[0]?.jumlah / 2} people for ${day} have arrived now`);
});

test.each([
  [['yesterday'], /expected a date from/],
  [[day, '--folder'], /expected nothing else/],
  [[day, '--folder', '/nowhere'], /there is no .*nowhere.*npm start/],
])('the command refuses %j and says what it expects', async (args, message) => {
  await expect(runCommand(...args)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(message),
  });
});

test('a file of an earlier version, which does not know arrivals, is kept and used', async () => {
  const folder = temporaryFolder();
  const old = new DatabaseSync(path.join(folder, 'attendance.sqlite'));
  old.exec(`CREATE TABLE Absensi (Nik nvarchar(10) NOT NULL, Waktu datetime2(0) NOT NULL,
    PRIMARY KEY (Nik, Waktu)) WITHOUT ROWID; INSERT INTO Absensi VALUES ('K0001', '2026-10-06 07:55:00')`);
  old.close();
  const standIn = await start({ dataFolder: folder });
  expect(standIn.query("SELECT Nik, Diterima FROM Absensi WHERE Nik = 'K0001'")).toEqual([
    { Nik: 'K0001', Diterima: null },
  ]);
  expect(standIn.uploadLatePunches(day)).toBeGreaterThan(0);
});
