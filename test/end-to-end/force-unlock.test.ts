import { describe, expect, it } from 'vitest';
import { startApp, until } from '../support/app.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';

const manual = { START_DELAY_SECONDS: '86400' };

/** A process that began a run and then hangs, with its connections open. */
async function hangInMidRun(world: Surroundings) {
  const app = await startApp({ ...world, env: manual });
  const { body } = await app.post('/scheduler/force-execute');
  await until(
    () => world.sql.executions.length,
    (count) => count === 1,
  );
  process.kill(app.host.workerPid(), 'SIGSTOP');
  return { app, runId: String(body.data.run_id) };
}

describe('force-unlock', () => {
  it('wants a reason, and somebody who holds the lease', async () => {
    await using world = await startSurroundings();
    await using app = await startApp({ ...world, env: manual });
    expect((await app.post('/scheduler/force-unlock')).status).toBe(400);
    const nobody = await app.post('/scheduler/force-unlock', { reason: 'why not' });
    expect([nobody.status, nobody.body.error.code]).toEqual([409, 'nothing_held']);
  });

  it('takes the lease from a process that hangs, but cannot get past the applock while its procedure runs', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'delay', ms: 3_600_000, times: 1 });
    const { app: hanging, runId } = await hangInMidRun(world);
    await using _ = hanging;
    await using other = await startApp({ ...world, env: manual });
    expect((await other.status()).current_run).toMatchObject({ id: runId, state: 'running' });

    const unlocked = await other.post('/scheduler/force-unlock', { reason: 'the process hangs' });
    expect(unlocked.status).toBe(200);
    await other.statusWhen(({ current_run }) => current_run?.state === 'orphaned');
    expect((await other.post('/scheduler/force-execute')).status).toBe(409);
    expect(world.sql.executions).toHaveLength(1);

    process.kill(hanging.host.workerPid(), 'SIGKILL');
    await other.statusWhen(({ success_count }) => success_count === 1);
    const run = await other.get(`/scheduler/runs/${runId}`);
    expect(run.body.data.attempts).toMatchObject([{ outcome: 'lost' }, { outcome: 'succeeded' }]);
    const { body } = await other.get('/scheduler/audit?limit=1');
    expect(body.data.entries).toMatchObject([{ action: 'force_unlock', reason: 'the process hangs', runId }]);
  });
});
