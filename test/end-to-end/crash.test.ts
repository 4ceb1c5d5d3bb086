import { describe, expect, it } from 'vitest';
import { neverByItself, startApp, until } from '../support/app.ts';
import { expireLease } from '../support/past.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';

const manual = { START_DELAY_SECONDS: '86400' };

/** A process that requested a run, started it, and was killed. Its lease has expired. Returns the run's id. */
async function dieInMidRun(
  world: Surroundings,
  env: Readonly<Record<string, string>> = manual,
): Promise<string> {
  await using doomed = await startApp({ ...world, env });
  const { body } = await doomed.post('/scheduler/force-execute');
  await beginning(world);
  await doomed.host.kill();
  await expireLease(world.storage);
  return body.data.run_id;
}

const beginning = (world: Surroundings) =>
  until(
    () => world.sql.executions.length,
    (count) => count === 1,
  );

describe('when the process dies during a run', () => {
  it('treats the run as lost once the lease has expired, retries it, and the counters add up', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    const runId = await dieInMidRun(world);

    await using successor = await startApp({ ...world, env: manual });
    const status = await successor.statusWhen(({ execution_count }) => execution_count === 1);
    expect(status).toMatchObject({
      success_count: 1,
      failure_count: 0,
      attempt_count: 2,
      lost_count: 0,
      current_run: null,
    });
    const run = await successor.get(`/scheduler/runs/${runId}`);
    expect(run.body.data.attempts).toMatchObject([{ outcome: 'lost' }, { outcome: 'succeeded' }]);
    expect(run.body.data.attempts[1].epoch).toBeGreaterThan(run.body.data.attempts[0].epoch);
    expect(world.sql.executions.map(({ awal, akhir }) => [awal, akhir])).toEqual(
      world.sql.executions.map(() => [run.body.data.awal, run.body.data.akhir]),
    );
  });

  it('counts a run that is lost in its last attempt as a failure', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'endless-messages' });
    const once = { ...manual, MAX_ATTEMPTS: '1' };
    await dieInMidRun(world, once);
    await using successor = await startApp({ ...world, env: once });
    const status = await successor.statusWhen(({ execution_count }) => execution_count === 1);
    expect(status).toMatchObject({
      failure_count: 1,
      lost_count: 1,
      last_execution_status: 'error',
      last_execution_outcome: 'lost',
    });
  });

  it('starts nothing while the procedure is still running on the server, and shows the run as orphaned', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'ignore-attention', ms: 3_600_000, times: 1 });
    await dieInMidRun(world);

    await using successor = await startApp({ ...world, env: manual });
    const orphaned = await successor.statusWhen(({ current_run }) => current_run?.state === 'orphaned');
    expect(orphaned.reason.code).toBe('orphaned');
    expect(world.sql.executions).toHaveLength(1);
    expect((await successor.post('/scheduler/force-execute')).status).toBe(409);

    world.sql.finishRuns();
    await successor.statusWhen(({ execution_count }) => execution_count === 1);
    const [first, second] = world.sql.executions;
    expect(second?.startedAt).toBeGreaterThanOrEqual(first?.endedAt ?? Infinity);
  });

  it('stays reconciling, and starts nothing, while SQL Server does not answer', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    await dieInMidRun(world);

    const unreachable = { ...world.sql, port: 9 };
    await using blind = await startApp({ storage: world.storage, sql: unreachable, env: manual });
    await blind.host.waitForLine(/SQL Server does not answer, so it is unknown how run/);
    expect(await blind.status()).toMatchObject({ current_run: { state: 'reconciling' }, execution_count: 0 });
    await blind.host.stop();

    await using seeing = await startApp({ ...world, env: manual });
    await seeing.statusWhen(({ success_count }) => success_count === 1);
    expect(world.sql.executions).toHaveLength(2);
  });
});

describe('when the host shuts the process down', () => {
  it('stops the procedure, marks the attempt as interrupted and frees the lease for the next process', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    // The lease outlives the test: the successor can start only because it was freed.
    await using first = await startApp({ ...world, env: manual });
    const { body } = await first.post('/scheduler/force-execute');
    await beginning(world);
    await first.host.stop();
    expect(world.sql.executions).toMatchObject([{ outcome: 'cancelled' }]);

    await using second = await startApp({ ...world, env: manual });
    await second.statusWhen(({ success_count }) => success_count === 1);
    const run = await second.get(`/scheduler/runs/${body.data.run_id}`);
    expect(run.body.data.attempts).toMatchObject([{ outcome: 'interrupted' }, { outcome: 'succeeded' }]);
  });

  it('exits at once when nothing is running', async () => {
    await using world = await startSurroundings();
    await using app = await startApp({ ...world, env: { ...manual, TICK_SCHEDULE: neverByItself } });
    expect(await app.host.stop()).toMatchObject({ code: 0 });
  });
});
