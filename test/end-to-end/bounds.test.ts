import { describe, expect, it } from 'vitest';
import { startApp, until } from '../support/app.ts';
import { shared } from '../support/stage.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';

const manual = { START_DELAY_SECONDS: '86400' };

/** Nothing is attempted again while a test lasts. */
const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  const app = stack.use(await startApp({ ...world, env: { ...manual, RETRY_DELAYS_MINUTES: '60' } }));
  return { world, app };
});

/** Each test leaves no run behind; the counts and executions of the tests before it stay. */
async function counted() {
  const { world, app } = stage();
  const { cancelled_count, execution_count } = await app.status();
  return {
    world,
    app,
    cancelled: cancelled_count,
    executed: execution_count,
    before: world.sql.executions.length,
  };
}

const begun = (world: Surroundings, count: number) =>
  until(
    () => world.sql.executions.length,
    (executions) => executions === count,
  );

describe('bounded and cancellable', () => {
  it('cancels a procedure on the server at its deadline, although it keeps sending messages', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    await using app = await startApp({ ...world, env: { ...manual, RUN_TIMEOUT_MINUTES: '0.02' } });
    await app.post('/scheduler/force-execute');
    const status = await app.statusWhen(({ execution_count }) => execution_count === 1);
    expect(status).toMatchObject({
      last_execution_outcome: 'timed_out',
      last_execution_status: 'failed',
      timed_out_count: 1,
    });
    expect(status.last_execution_message).toContain('RUN_TIMEOUT_MINUTES');
    expect(world.sql.executions).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('cancels a running procedure through the API, shows who and why, and does not retry it', async () => {
    const { world, app, cancelled, executed, before } = await counted();
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    const { body } = await app.post('/scheduler/force-execute');
    const live = await app.statusWhen(({ current_run }) => (current_run?.progress?.message_count ?? 0) > 0);
    expect(live.current_run).toMatchObject({ state: 'running', progress: { phase: 'executing' } });

    const cancel = await app.post(`${body.data.url}/cancel`, { reason: 'wrong month' });
    expect(cancel.status).toBe(202);
    const status = await app.statusWhen(({ cancelled_count }) => cancelled_count === cancelled + 1);
    expect(status).toMatchObject({
      execution_count: executed,
      current_run: null,
      last_execution_outcome: 'cancelled',
    });
    expect(status.last_execution_message).toBe('cancelled by anonymous: wrong month');
    expect(world.sql.executions.slice(before)).toMatchObject([{ outcome: 'cancelled' }]);
    expect((await app.post(`${body.data.url}/cancel`)).status).toBe(409);
  });

  it('shows a run as stopping, and starts nothing, until a server that ignores the cancel has finished it', async () => {
    const { world, app, cancelled, before } = await counted();
    world.sql.setFault({ kind: 'ignore-attention', ms: 3_600_000, times: 1 });
    const { body } = await app.post('/scheduler/force-execute');
    await begun(world, before + 1);
    const seen = app.host.lines().length;
    await app.post(`${body.data.url}/cancel`, { reason: 'enough' });
    await app.host.waitForLine(/run is stopping/, seen);
    expect(await app.status()).toMatchObject({
      current_run: { state: 'stopping' },
      cancelled_count: cancelled,
    });
    expect((await app.post('/scheduler/force-execute')).status).toBe(409);
    world.sql.finishRuns();
    const status = await app.statusWhen(({ cancelled_count }) => cancelled_count === cancelled + 1);
    expect(status.last_execution_message).toBe('cancelled by anonymous: enough');
    expect(world.sql.executions).toHaveLength(before + 1);
  });

  it('immediately cancels a run that is waiting for its next attempt', async () => {
    const { world, app, cancelled, executed } = await counted();
    world.sql.setFault({ kind: 'errors', errors: [{ number: 1205 }], times: 1 });
    const { body } = await app.post('/scheduler/force-execute');
    await app.statusWhen(
      ({ current_run }) => current_run?.state === 'waiting' && current_run.attempts.length === 1,
    );
    expect((await app.post(`${body.data.url}/cancel`)).status).toBe(200);
    expect(await app.status()).toMatchObject({
      current_run: null,
      cancelled_count: cancelled + 1,
      execution_count: executed,
    });
  });

  it('stop with cancel pauses the schedule and cancels the run in progress', async () => {
    const { world, app, cancelled, before } = await counted();
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    await app.post('/scheduler/force-execute');
    await begun(world, before + 1);
    const another = await app.post('/scheduler/stop', { cancel: true, run_id: 'another' });
    expect(another.body.message).toMatch(
      /^Scheduler stopped; run (\w+) goes on: to cancel it, POST \/scheduler\/runs\/\1\/cancel$/,
    );
    expect((await app.status()).current_run?.stop_order).toBeNull();
    const stopped = await app.post('/scheduler/stop', { reason: 'month-end closing', cancel: true });
    expect(stopped.body.message).toMatch(/^Scheduler stopped; run \w+ is being cancelled$/);
    const status = await app.statusWhen(({ cancelled_count }) => cancelled_count === cancelled + 1);
    expect(status).toMatchObject({ running: false, paused: { reason: 'month-end closing' } });
  });
});
