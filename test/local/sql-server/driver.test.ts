import sql from 'mssql';
import { describe, expect, test } from 'vitest';
import { connect, getLock, jamKerja, lockRequest, rejection, spidOf, start } from './connect.ts';

describe('login', () => {
  test('the right user and password are accepted, whatever the case of the user', async () => {
    const standIn = await start({ user: 'Scheduler', password: 'Rahasia-é1' });
    const pool = await connect(standIn, { user: 'scheduler' });
    expect((await pool.request().query('SELECT 1 AS one')).recordset).toEqual([{ one: 1 }]);
  });

  test.each([{ password: 'wrong' }, { password: 'stand-in-0nly' }, { user: 'nobody' }])(
    'is refused with error 18456 for %o',
    async (changed) => {
      const standIn = await start();
      const error = await rejection(connect(standIn, changed));
      expect(error).toMatchObject({
        code: 'ELOGIN',
        message: `Login failed for user '${changed.user ?? 'app'}'.`,
      });
    },
  );

  test('a client that requires encryption learns that there is none', async () => {
    const standIn = await start();
    const error = await rejection(connect(standIn, { options: { encrypt: true } }));
    expect(error['message']).toMatch(/encrypt/i);
  });
});

describe('statements', () => {
  test('each session has its own number and keeps it', async () => {
    const standIn = await start();
    const [first, second] = [await connect(standIn), await connect(standIn)];
    const spid = await spidOf(first);
    expect(spid).toBeTypeOf('number');
    expect(await spidOf(first)).toBe(spid);
    expect(await spidOf(second)).not.toBe(spid);
  });

  test.each([
    ['select 1', { '': 1 }],
    ['  SELECT\n1 ;', { '': 1 }],
    [
      "SET NOCOUNT ON; SET XACT_ABORT ON\nSELECT N'it''s' AS [a b], NULL n -- comment",
      { 'a b': "it's", n: null },
    ],
    ['/* x */ SELECT 2147483648 AS big, 1.5 AS half', { big: '2147483648', half: 1.5 }],
  ])('understands %j', async (text, row) => {
    const pool = await connect(await start());
    expect((await pool.request().batch(text)).recordset).toEqual([row]);
  });

  test('parameters of a query arrive with their types', async () => {
    const pool = await connect(await start());
    const { recordset } = await pool
      .request()
      .input('d', sql.Date, '2026-02-28')
      .input('t', sql.DateTime2(0), new Date('2026-02-28T12:34:56Z'))
      .input('n', sql.Int, -7)
      .input('b', sql.BigInt, '9007199254740993')
      .input('f', sql.Float, 0.25)
      .input('m', sql.Decimal(9, 2), -12.5)
      .input('x', sql.NVarChar(sql.MAX), 'é'.repeat(9000))
      .input('z', sql.VarChar(10), null)
      .query('SELECT @d AS d, @t AS t, @n AS n, @b AS b, @f AS f, @m AS m, @z AS z');
    expect(recordset).toEqual([
      {
        d: '2026-02-28',
        t: '2026-02-28 12:34:56.000',
        n: -7,
        b: '9007199254740993',
        f: 0.25,
        m: '-12.50',
        z: null,
      },
    ]);
  });

  test.each([
    ['foo', 2812, "Could not find stored procedure 'foo'."],
    ['EXEC dbo.spTidakAda', 2812, "Could not find stored procedure 'dbo.spTidakAda'."],
    ['SELECT * FROM dbo.TidakAda', 208, "Invalid object name 'dbo.TidakAda'."],
    ['SELECT TidakAda FROM dbo.JamKerja', 207, "Invalid column name 'TidakAda'."],
    ['SELECT @nix', 137, 'Must declare the scalar variable "@nix".'],
    ['SELECT GETDATE()', 195, "'GETDATE' is not a recognized built-in function name."],
    ['SELECT 1 +', 102, "Incorrect syntax near '+'."],
    ['UPDATE dbo.JamKerja SET Status = 1', 156, "Incorrect syntax near the keyword 'UPDATE'."],
    ['SELECT 1 ?', 102, "Incorrect syntax near '?'."],
  ])('answers %j with error %i', async (text, number, message) => {
    const pool = await connect(await start());
    const error = await rejection(pool.request().query(text));
    expect(error).toMatchObject({ code: 'EREQUEST', number, message });
    expect(await spidOf(pool)).toBeTypeOf('number');
  });

  test('an unknown procedure called as RPC is error 2812', async () => {
    const pool = await connect(await start());
    const error = await rejection(pool.request().execute('dbo.spLain'));
    expect(error).toMatchObject({ number: 2812, class: 16 });
  });
});

const isFree = async (pool: sql.ConnectionPool, options = "N'Exclusive', N'Session'") =>
  (await pool.query(`SELECT APPLOCK_TEST(N'public', N'spJamkerja', ${options}) AS free`)).recordset;

describe('sp_getapplock with two sessions', () => {
  test('is granted to one, refused to the other, and granted again after its release', async () => {
    const standIn = await start();
    const [first, second] = [await connect(standIn), await connect(standIn)];
    expect(await getLock(first)).toBe(0);
    expect(await getLock(second)).toBe(-1);
    const released = await first
      .request()
      .input('Resource', sql.NVarChar(255), 'spJamkerja')
      .input('LockOwner', sql.VarChar(32), 'Session')
      .execute('sp_releaseapplock');
    expect(released.returnValue).toBe(0);
    expect(await getLock(second)).toBe(0);
  });

  test('a waiting session gets the lock when the holder disconnects', async () => {
    const standIn = await start();
    const [first, second] = [await connect(standIn), await connect(standIn)];
    await getLock(first);
    const waiting = getLock(second, 60_000);
    await first.close();
    expect(await waiting).toBeGreaterThanOrEqual(0);
  });

  test('a waiting session can be cancelled and used again', async () => {
    const standIn = await start();
    const [first, second] = [await connect(standIn), await connect(standIn)];
    await getLock(first);
    const request = lockRequest(second, -1);
    const waiting = rejection(request.execute('sp_getapplock'));
    const cancel = setInterval(() => request.cancel(), 10);
    expect(await waiting).toMatchObject({ code: 'ECANCEL' });
    clearInterval(cancel);
    expect(await getLock(second)).toBe(-1);
  });

  test('the same resource in another database is a different lock', async () => {
    const standIn = await start();
    const [first, second] = [await connect(standIn), await connect(standIn, { database: 'Lain' })];
    expect([await getLock(first), await getLock(second)]).toEqual([0, 0]);
  });

  test('a wrong mode, and a transaction owner without a transaction, are errors', async () => {
    const pool = await connect(await start());
    const wrongMode = lockRequest(pool, 0).replaceInput('LockMode', sql.VarChar(32), 'Sole');
    expect(await rejection(wrongMode.execute('sp_getapplock'))).toMatchObject({ number: 15600 });
    const ownerless = pool.request().input('Resource', 'x').input('LockMode', 'Exclusive');
    expect(await rejection(ownerless.execute('sp_getapplock'))).toMatchObject({ number: 3918 });
  });

  test('APPLOCK_TEST tells whether it would be granted, and takes nothing', async () => {
    const standIn = await start();
    const [holder, asking] = [await connect(standIn), await connect(standIn)];
    expect(await isFree(asking)).toEqual([{ free: 1 }]);
    expect(await getLock(holder)).toBe(0);
    expect([await isFree(asking), await isFree(holder)]).toEqual([[{ free: 0 }], [{ free: 1 }]]);
    expect(await rejection(isFree(asking, "N'Exclusive', N'Transaction'"))).toMatchObject({ number: 3918 });
    expect(await rejection(isFree(asking, "N'Sole', N'Session'"))).toMatchObject({ number: 15600 });
    await holder.close();
    await expect.poll(() => isFree(asking)).toEqual([{ free: 1 }]);
    expect(await getLock(asking)).toBe(0);
  });

  test('releasing a lock that is not held is error 1223', async () => {
    const pool = await connect(await start());
    const request = pool.request().input('Resource', 'x').input('LockOwner', 'Session');
    expect(await rejection(request.execute('sp_releaseapplock'))).toMatchObject({ number: 1223 });
  });
});

describe('the parameters of spJamkerja', () => {
  test.each([
    ['EXEC dbo.spJamkerja', 201],
    ["EXEC dbo.spJamkerja @awal = '2026-11-22'", 201],
    ["EXEC dbo.spJamkerja '2026-11-22', '2026-11-23', 1", 8144],
    ["EXEC dbo.spJamkerja @awal = '2026-11-22', @ahkir = '2026-11-23'", 8145],
    ["EXEC dbo.spJamkerja '2026-02-30', '2026-11-23'", 8114],
    ["EXEC dbo.spJamkerja 'kemarin', '2026-11-23'", 8114],
    ['EXEC dbo.spJamkerja 20261122, 20261123', 206],
    ["EXEC dbo.spJamkerja NULL, '2026-11-23'", 50001],
    ["EXEC dbo.spJamkerja '2026-11-23', '2026-11-22'", 50002],
    ["EXEC dbo.spJamkerja '2025-01-01', '2026-11-22'", 50003],
  ])('%s is error %i and no execution', async (text, number) => {
    const standIn = await start();
    const pool = await connect(standIn);
    expect(await rejection(pool.request().query(text))).toMatchObject({ number });
    expect(standIn.executions).toEqual([]);
  });

  test('the time of day of a date is ignored', async () => {
    const standIn = await start();
    const pool = await connect(standIn);
    await pool
      .request()
      .input('awal', sql.DateTime, new Date('2026-11-22T23:00:00Z'))
      .input('akhir', sql.NVarChar(30), '2026-11-23 05:00')
      .execute('spJamkerja');
    expect(standIn.executions).toMatchObject([{ awal: '2026-11-22', akhir: '2026-11-23' }]);
  });

  test('dates sent as text with type date arrive as the same calendar dates', async () => {
    const standIn = await start();
    await jamKerja(await connect(standIn), '2026-01-01', '2026-01-02').execute('[dbo].[spJamkerja]');
    expect(standIn.executions).toMatchObject([{ awal: '2026-01-01', akhir: '2026-01-02' }]);
  });
});
