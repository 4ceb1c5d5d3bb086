import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';

const run = promisify(execFile);

/** The shell commands of the original's documentation, with only the port replaced. */
const shell = async (command: string, port: number): Promise<string> =>
  (await run('bash', ['-c', command.replace('localhost:5000', `localhost:${port}`)])).stdout;

describe('the main job on a fresh table', () => {
  let world: Surroundings;
  let app: App;
  beforeAll(async () => {
    world = await startSurroundings(200);
    app = await startApp(world);
  });
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
  });

  it('runs by itself for yesterday..today and leaves real numbers in the result table', async () => {
    const status = await app.statusWhen((each) => each.execution_count === 1);
    expect(status).toMatchObject({
      running: true,
      success_count: 1,
      failure_count: 0,
      last_execution_status: 'success',
    });

    const [execution] = world.sql.executions;
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(Date.now());
    expect(execution).toMatchObject({ procedure: 'dbo.spJamkerja', akhir: today, outcome: 'completed' });
    const [numbers] = world.sql.query('SELECT COUNT(*) AS n, SUM(MenitKerja) AS worked FROM JamKerja');
    expect(numbers?.['n']).toBeGreaterThan(100);
    expect(numbers?.['worked']).toBeGreaterThan(0);
  });

  it('writes the log lines that operators grep for, each with the id of its run', async () => {
    const status = await app.status();
    const lines = app.host.lines().join('\n');
    expect(lines).toContain('✅ SpJamkerjaScheduler initialized');
    expect(lines).toMatch(new RegExp(`🚀 Executing spJamkerja \\(execution #1\\) .*${status.last_run_id}`));
    expect(lines).toMatch(/📅 Date range: \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \{"runId"/);
    expect(lines).toMatch(
      /✅ spJamkerja completed successfully in \d+\.\d seconds \(\d+\.\d minutes\) \{"runId"/,
    );
    expect(lines).toMatch(/⏳ Next execution in \d+ seconds \(3\.0 hours\)\.\.\. \{"runId"/);
  });

  it('answers the original commands verbatim, apart from the port', async () => {
    const { port } = app.host;
    const status = JSON.parse(await shell('curl -s http://localhost:5000/scheduler/status', port));
    expect(status).toMatchObject({ success: true, data: { running: true, interval_hours: 3 } });

    const stopped = JSON.parse(await shell('curl -s -X POST http://localhost:5000/scheduler/stop', port));
    expect(stopped).toMatchObject({ success: true, data: { running: false, paused: { by: 'anonymous' } } });
    const started = JSON.parse(await shell('curl -s -X POST http://localhost:5000/scheduler/start', port));
    expect(started).toMatchObject({ success: true, data: { running: true, paused: null } });

    const command = `curl -s -X POST http://localhost:5000/scheduler/set-interval -H "Content-Type: application/json" -d '{"hours": 6}'`;
    expect(JSON.parse(await shell(command, port))).toMatchObject({
      success: true,
      data: { interval_hours: 6 },
    });

    const before = (await app.status()).execution_count;
    const forced = JSON.parse(
      await shell('curl -s -X POST http://localhost:5000/scheduler/force-execute', port),
    );
    expect(forced).toMatchObject({
      success: true,
      data: { url: expect.stringMatching(/^\/scheduler\/runs\/\w+$/) },
    });
    await app.statusWhen((each) => each.execution_count === before + 1);
  });

  it('shows a run with its attempts and the messages of the procedure', async () => {
    const { last_run_id } = await app.status();
    const { status, body } = await app.get(`/scheduler/runs/${last_run_id}`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ state: 'finished', outcome: 'succeeded', trigger: 'request' });
    expect(body.data.attempts).toHaveLength(1);
    expect(body.data.attempts[0]).toMatchObject({ number: 1, outcome: 'succeeded', rows_affected: 600 });
    expect(body.data.attempts[0]).toMatchObject({ return_value: 0 });
    expect(body.data).toMatchObject({ warnings: [], messages_dropped: 0 });
    expect(body.data.messages.length).toBeGreaterThan(3);
  });

  it('says what a procedure keeps back, warns of its return code, and fails one that leaves a transaction open', async () => {
    const { execution_count: before } = await app.status();
    world.sql.setFault({
      kind: 'script',
      steps: [{ set: 'nocount on' }, { print: 'row #', times: 300 }, { update: 3 }, { return: 5 }],
    });
    await app.post('/scheduler/force-execute');
    const warned = await app.statusWhen((each) => each.execution_count === before + 1);
    expect(warned).toMatchObject({
      last_execution_outcome: 'succeeded',
      last_execution_message: 'completed with return code 5, row count not reported',
      last_execution_warnings: [{ code: 'return_code', return_value: 5 }],
    });
    const { body } = await app.get(`/scheduler/runs/${warned.last_run_id}`);
    expect(body.data).toMatchObject({
      warnings: [{ code: 'return_code' }],
      messages_dropped: 100,
      attempts: [{ rows_affected: null, return_value: 5 }],
    });
    expect(body.data.messages).toHaveLength(1 + 200);

    world.sql.setFault({ kind: 'script', steps: [{ transaction: 'begin' }, { update: 3 }] });
    await app.post('/scheduler/force-execute');
    const failed = await app.statusWhen((each) => each.execution_count === before + 2);
    world.sql.setFault(undefined);
    expect(failed).toMatchObject({
      last_execution_outcome: 'failed',
      last_execution_error: {
        number: 266,
        remedy_code: 'open_transaction',
        message: expect.stringContaining('rolled back'),
      },
    });
  });

  it('lists the runs newest first', async () => {
    const { body } = await app.get('/scheduler/runs?limit=1');
    expect(body.data.runs).toHaveLength(1);
    expect(body.data.next).toMatch(/^\/scheduler\/runs\?limit=1&before=/);
    const second = await app.get(body.data.next);
    expect(second.body.data.runs[0].created_at < body.data.runs[0].created_at).toBe(true);
  });

  it('goes on with its state when the process is replaced', async () => {
    const before = await app.status();
    await app.host.stop();
    app = await startApp(world);
    expect(await app.status()).toMatchObject({
      execution_count: before.execution_count,
      interval_hours: 6,
      last_run_id: before.last_run_id,
    });
  });
});
