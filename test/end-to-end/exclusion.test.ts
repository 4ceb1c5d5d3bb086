import mssql from 'mssql';
import { describe, expect, it, vi } from 'vitest';
import { neverByItself, startApp } from '../support/app.ts';
import { startSurroundings } from '../support/surroundings.ts';

/** `.ci/run` asks for more. */
const rounds = Number(process.env['EXCLUSION_ROUNDS'] ?? 60);
const byHand = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

describe('never two at once', () => {
  it(`executes exactly once in each of ${rounds} rounds in which two processes find the run due`, async () => {
    await using world = await startSurroundings(5);
    await using one = await startApp({ ...world, env: byHand });
    await using other = await startApp({ ...world, env: byHand });
    for (let round = 1; round <= rounds; round += 1) {
      const asker = round % 2 === 0 ? one : other;
      expect((await asker.post('/scheduler/force-execute')).status).toBe(202);
      await Promise.all([one.tick(), other.tick(), one.tick(), other.tick()]);
      await vi.waitUntil(() => world.sql.executions[round - 1]?.endedAt, { timeout: 100_000, interval: 5 });
      await asker.statusWhen(({ execution_count }) => execution_count >= round);
      expect(world.sql.executions).toHaveLength(round);
    }
    expect(await one.status()).toMatchObject({
      execution_count: rounds,
      success_count: rounds,
      attempt_count: rounds,
    });
    const ends = world.sql.executions.map(({ endedAt }) => endedAt ?? Infinity);
    const overlaps = world.sql.executions.filter(
      ({ startedAt }, index) => startedAt < (ends[index - 1] ?? 0),
    );
    expect(overlaps).toEqual([]);
  });

  it('records a skip, and executes nothing, while another session holds the applock', async () => {
    await using world = await startSurroundings();
    const { port, user, password } = world.sql;
    const foreign = await new mssql.ConnectionPool({
      server: '127.0.0.1',
      port,
      user,
      password,
      database: 'Attendance',
      options: { encrypt: false },
      pool: { min: 1, max: 1 },
    }).connect();
    try {
      const lock = foreign.request().input('Resource', mssql.NVarChar(255), 'spJamkerja');
      lock.input('LockMode', mssql.VarChar(32), 'Exclusive').input('LockOwner', mssql.VarChar(32), 'Session');
      expect((await lock.execute('sp_getapplock')).returnValue).toBe(0);

      await using app = await startApp({ ...world, env: byHand });
      await app.post('/scheduler/force-execute');
      await app.tick();
      const status = await app.statusWhen(({ skipped_count }) => skipped_count === 1);
      expect(status).toMatchObject({ execution_count: 0, current_run: null });
      expect(status.last_skip?.message).toContain('another session is running the procedure');
      const { body } = await app.get('/scheduler/runs?outcome=skipped');
      expect(body.data.runs).toMatchObject([{ outcome: 'skipped', skip_reason: 'foreign_run' }]);
      expect(world.sql.executions).toEqual([]);
    } finally {
      await foreign.close();
    }
  });
});
