import sql from 'mssql';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../local/sql-server/stand-in.ts';
import { connect, getLock, jamKerja, rejection, start } from './connect.ts';
import { startProxy } from './proxy.ts';

describe('handshake faults', () => {
  test.each(['prelogin', 'login'] as const)(
    'a server that is silent at %s looks like a timeout',
    async (at) => {
      const standIn = await start();
      standIn.setFault({ kind: 'mute', at });
      expect(await rejection(connect(standIn, { connectionTimeout: 300 }))).toMatchObject({
        code: 'ETIMEOUT',
      });
    },
  );

  test('a denied login carries the injected error, as often as requested', async () => {
    const standIn = await start();
    standIn.setFault({
      kind: 'deny-login',
      error: { number: 18456, message: 'Login failed: expired.' },
      times: 1,
    });
    expect(await rejection(connect(standIn))).toMatchObject({
      code: 'ELOGIN',
      message: 'Login failed: expired.',
    });
    await connect(standIn);
  });
});

describe('procedure faults', () => {
  test('an unknown procedure is 2812 and a denied one 229, and neither was executed', async () => {
    const standIn = await start();
    const pool = await connect(standIn);
    standIn.setFault([
      { kind: 'unknown-procedure', times: 1 },
      { kind: 'permission-denied', times: 1 },
    ]);
    expect(await rejection(jamKerja(pool).execute('dbo.spJamkerja'))).toMatchObject({ number: 2812 });
    expect(await rejection(jamKerja(pool).execute('dbo.spJamkerja'))).toMatchObject({
      number: 229,
      class: 14,
      message:
        "The EXECUTE permission was denied on the object 'spJamkerja', database 'Absensi', schema 'dbo'.",
    });
    expect(standIn.executions).toEqual([]);
  });

  test('an error carries number, class, state, line and procedure, and nothing was written', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'errors', errors: [{ number: 1205, line: 77 }], afterPercent: 50, times: 1 });
    const pool = await connect(standIn);
    expect(await rejection(jamKerja(pool).execute('dbo.spJamkerja'))).toMatchObject({
      code: 'EREQUEST',
      number: 1205,
      class: 13,
      state: 51,
      lineNumber: 77,
      procName: 'spJamkerja',
    });
    expect(standIn.query('SELECT COUNT(*) AS n FROM JamKerja')).toEqual([{ n: 0 }]);
    expect(standIn.executions).toMatchObject([{ outcome: 'failed' }]);
    await jamKerja(pool).execute('dbo.spJamkerja');
    expect(standIn.executions[1]).toMatchObject({ outcome: 'completed' });
  });

  test('several errors arrive as several', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'errors', errors: [{ number: 547 }, { number: 3621, class: 11 }] });
    const error = await rejection(jamKerja(await connect(standIn)).execute('dbo.spJamkerja'));
    const preceding = error['precedingErrors'];
    const numbers = Array.isArray(preceding) ? preceding.map(({ number }) => number) : preceding;
    expect(numbers).toEqual([547, 3621]);
  });

  test('an error of class 20 ends the session', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'errors', errors: [{ number: 40501 }] });
    const pool = await connect(standIn);
    const other = await connect(standIn);
    await getLock(pool);
    expect(await rejection(jamKerja(pool).execute('dbo.spJamkerja'))).toMatchObject({ number: 40501 });
    expect(await getLock(other, -1)).toBeGreaterThanOrEqual(0);
  });

  test.each<Fault>([
    { kind: 'reset' },
    { kind: 'reset', afterPercent: 40 },
    { kind: 'fin', afterPercent: 40 },
  ])('%o breaks the connection, and the lock goes with it', async (fault) => {
    const standIn = await start();
    standIn.setFault(fault);
    const [pool, other] = [await connect(standIn), await connect(standIn)];
    await getLock(pool);
    expect(await rejection(jamKerja(pool).execute('dbo.spJamkerja'))).toMatchObject({ code: 'ECONNRESET' });
    expect(await getLock(other, -1)).toBeGreaterThanOrEqual(0);
    expect(standIn.executions).toMatchObject([{ outcome: 'connection-lost' }]);
  });

  test('endless messages end on a cancel', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'endless-messages', everyMs: 1 });
    const request = jamKerja(await connect(standIn));
    let messages = 0;
    request.on('info', () => {
      if (++messages === 20) request.cancel();
    });
    expect(await rejection(request.execute('dbo.spJamkerja'))).toMatchObject({ code: 'ECANCEL' });
    expect(standIn.executions).toMatchObject([{ outcome: 'cancelled' }]);
  });

  test('an ignored attention: the procedure keeps running with its lock after the client is gone', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'ignore-attention', ms: 3_600_000 });
    const [pool, other] = [
      await connect(standIn, { options: { cancelTimeout: 100 } }),
      await connect(standIn),
    ];
    await getLock(pool);
    const request = jamKerja(pool);
    const running = rejection(request.execute('dbo.spJamkerja'));
    await expect.poll(() => standIn.executions.length).toBe(1);
    request.cancel();
    expect(await running).toMatchObject({ code: 'ETIMEOUT', message: 'Failed to cancel request in 100ms' });
    expect(await getLock(other)).toBe(-1);
    expect(standIn.executions).toMatchObject([{ outcome: 'running' }]);
    standIn.finishRuns();
    expect(await getLock(other, -1)).toBeGreaterThanOrEqual(0);
    expect(standIn.executions).toMatchObject([{ outcome: 'completed' }]);
    expect(standIn.query('SELECT COUNT(*) AS n FROM JamKerja')).toEqual([{ n: 600 }]);
  });

  test('a silent procedure ignores a cancel, and ends with its connection', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'mute', at: 'procedure' });
    const pool = await connect(standIn, { options: { cancelTimeout: 100 } });
    const request = jamKerja(pool);
    const running = rejection(request.execute('dbo.spJamkerja'));
    await expect.poll(() => standIn.executions.length).toBe(1);
    request.cancel();
    expect(await running).toMatchObject({ code: 'ETIMEOUT' });
    await expect.poll(() => standIn.executions[0]?.outcome).toBe('connection-lost');
  });

  test('a client that vanishes during a run ends the run and frees its lock', async () => {
    const standIn = await start({ durationMs: 600_000 });
    const proxy = await startProxy(standIn.port);
    const [pool, other] = [await connect({ ...standIn, port: proxy.port }), await connect(standIn)];
    await getLock(pool);
    const running = rejection(jamKerja(pool).execute('dbo.spJamkerja'));
    await expect.poll(() => standIn.executions.length).toBe(1);
    expect(await getLock(other)).toBe(-1);
    proxy.cut();
    await running;
    expect(await getLock(other, -1)).toBeGreaterThanOrEqual(0);
    expect(standIn.executions).toMatchObject([{ outcome: 'connection-lost' }]);
  });

  test('hundreds of thousands of rows are streamed, and the server waits for a client that pauses', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'rows', count: 300_000 });
    const request = jamKerja(await connect(standIn));
    request.stream = true;
    let rows = 0;
    const done = new Promise((resolve, reject) => {
      request.on('error', reject);
      request.on('done', resolve);
    });
    const paused = new Promise<void>((resolve) => {
      request.on('row', () => {
        if (++rows !== 1000) return;
        request.pause();
        resolve();
      });
    });
    void request.execute('dbo.spJamkerja');
    await paused;
    // Another session is served in the meantime, so the server had every chance to finish.
    const other = await connect(standIn);
    for (let round = 0; round < 20; round++) await other.request().query('SELECT 1');
    expect(standIn.executions).toMatchObject([{ outcome: 'running' }]);
    request.resume();
    expect(await done).toMatchObject({ rowsAffected: [600, 300_000], returnValue: 0 });
    expect(rows).toBe(300_000);
  });

  test('a paused stream can be cancelled', async () => {
    const standIn = await start();
    standIn.setFault({ kind: 'rows', count: 1_000_000 });
    const request = jamKerja(await connect(standIn));
    request.stream = true;
    const ended = new Promise((resolve) => {
      request.on('error', resolve);
    });
    request.on('row', () => request.cancel());
    request.execute('dbo.spJamkerja').catch(() => {});
    expect(await ended).toMatchObject({ code: 'ECANCEL' });
    await expect.poll(() => standIn.executions[0]?.outcome).toBe('cancelled');
  });

  test('an unknown fault is refused by name', async () => {
    const standIn = await start();
    expect(() => standIn.setFault(JSON.parse('{"kind":"explode"}'))).toThrow(/kind/);
  });
});

test('many calls one after another leave no session and no lock behind', async () => {
  const standIn = await start();
  for (let round = 0; round < 20; round++) {
    const pool = await connect(standIn);
    expect(await getLock(pool)).toBe(0);
    await pool.request().input('n', sql.Int, round).query('SELECT @n');
    await pool.close();
    await expect
      .poll(async () => {
        const probe = await connect(standIn);
        const result = await getLock(probe);
        await probe.close();
        return result;
      })
      .toBe(0);
  }
});
