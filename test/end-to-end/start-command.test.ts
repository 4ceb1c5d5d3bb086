/** `npm start` as a newcomer sees it: the first run, clear refusals, Ctrl-C, and a start that continues. */
import { execFile } from 'node:child_process';
import { appendFileSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSqlServer, type SqlServerStandIn } from '../../local/sql-server/stand-in.ts';
import { freePort } from '../../local/stack/ports.ts';
import { isAlive } from '../support/host-process.ts';
import { commandOf, descendantsOf } from '../support/process-table.ts';
import { type StackProcess, stackScript, startStack } from '../support/stack-process.ts';
import { copyWorkingTree, type WorkingCopy } from '../support/working-copy.ts';

/** Otherwise forced runs in quick succession would have to wait. */
const env = { FORCE_COOLDOWN_SECONDS: '0', RETRY_DELAYS_MINUTES: '0.01' };

let copy: WorkingCopy;
let otherCopy: WorkingCopy;
let port: number;
let stack: StackProcess;
/** In another copy, started at the same time. */
let other: StackProcess;
/** Stands for a server of one's own: not the stand-in that npm start would start. */
let ownServer: SqlServerStandIn;
/** When the other copy's app was built: before its first start. */
let otherBuiltAt: number;
/** A build of changed sources in the first copy, begun while its stack is running. */
let rebuilding: Promise<unknown>;

beforeAll(async () => {
  [copy, otherCopy] = await Promise.all([copyWorkingTree('not built'), copyWorkingTree('built')]);
  port = await freePort();
  otherBuiltAt = builtAt(otherCopy);
  stack = startStack(copy, { port, env, command: ['npm', 'start', '--'] });
  other = startStack(otherCopy, { port: await freePort() });
});
afterAll(async () => {
  await Promise.all([stack, other].map((each) => each?.[Symbol.asyncDispose]()));
  await ownServer?.close();
  await Promise.all([copy, otherCopy].map((each) => each?.[Symbol.asyncDispose]()));
});

async function quit({ pid, exited }: StackProcess): Promise<void> {
  process.kill(pid, 'SIGTERM');
  expect(await exited).toBe(0);
}

/** A scheduled run would start with the first tick. */
const dueAtOnce = '"TICK_SCHEDULE": "* * * * * *", "START_DELAY_SECONDS": "0", "FORCE_COOLDOWN_SECONDS": 0';

const builtAt = ({ folder }: WorkingCopy): number => statSync(join(folder, 'dist/main.cjs')).ctimeMs;

/** Changes the name of a file that is loaded with the first request for the audit. */
function rebuildChanged(): Promise<unknown> {
  appendFileSync(join(copy.folder, 'src/api/views/audit-view.ts'), "performance.mark('changed');\n");
  return promisify(execFile)('node', ['local/bootstrap.mjs', 'local/build-app.ts'], { cwd: copy.folder });
}

describe('npm start', () => {
  it('completes a run with real results unaided, and says what it does', async () => {
    await stack.waitForLine(/^spJamkerja is scheduled by the project's own Functions host/);
    rebuilding = rebuildChanged();
    const said = stack.lines().join('\n');
    expect(said).toContain('Building ...');
    for (const path of ['dashboard', 'status', 'force-execute', 'stop', 'start', 'set-interval', 'runs'])
      expect(said).toContain(`http://127.0.0.1:${port}/scheduler/${path}`);
    expect(said).not.toContain('Installing dependencies');
    await stack.waitForLine(/✅ SpJamkerjaScheduler initialized/);
    await stack.waitForLine(/🚀 Executing spJamkerja \(execution #1\)/);
    await stack.waitForLine(/📅 Date range: \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);
    await stack.waitForLine(/✅ spJamkerja completed successfully in \d+\.\d seconds/);
    await stack.waitForLine(/⏳ Next execution in 10800 seconds \(3\.0 hours\)\.\.\./);
    expect(await stack.status()).toMatchObject({
      running: true,
      execution_count: 1,
      success_count: 1,
      last_execution_status: 'success',
    });
    const file = join(copy.folder, '.local/sql-server/attendance.sqlite');
    using results = new DatabaseSync(file, { readOnly: true });
    const sums = results.prepare('SELECT COUNT(*) AS n, SUM(MenitKerja) AS worked FROM JamKerja').get();
    expect(sums?.['n']).toBeGreaterThan(100);
    expect(sums?.['worked']).toBeGreaterThan(0);
    expect(stack.troubles()).toEqual([]);
  });

  it('serves the dashboard, and keeps its polling out of the log', async () => {
    const page = await fetch(`http://127.0.0.1:${port}/scheduler/dashboard`);
    expect(await page.text()).toContain('<script type="module">');
    await stack.status();
    expect(stack.lines().filter((line) => /Execut(ing|ed) 'Functions/.test(line))).toEqual([]);
  });

  it('goes on with its own build while somebody builds another one', async () => {
    await rebuilding;
    expect(globSync('dist/history-*.cjs', { cwd: copy.folder })).toHaveLength(2);
    // First needed now: none of its modules has been loaded from the build that is gone.
    expect(await stack.get('/scheduler/audit')).toMatchObject({ success: true });
    expect(stack.troubles()).toEqual([]);
  });

  it('runs beside the stack of another clone, each with its own state', async () => {
    await other.waitForLine(/✅ spJamkerja completed successfully/);
    const [mine, theirs] = await Promise.all([stack.status(), other.status()]);
    expect([mine.execution_count, theirs.execution_count]).toEqual([1, 1]);
    expect(mine.last_run_id).not.toBe(theirs.last_run_id);
    expect(other.troubles()).toEqual([]);
  });

  it('refuses to run a second time in the same clone', async () => {
    await using second = startStack(copy, { port: await freePort() });
    expect(await second.exited).toBe(1);
    const holder = stack.pidOf(stackScript);
    expect(second.lines()).toEqual([
      `npm start: this clone's stack is already running as process ${holder}: stop it with Ctrl-C, or run another clone on another port (npm start -- --port 7171). If process ${holder} is something else, delete ${join(copy.folder, '.local/running.pid')}`,
    ]);
  });

  it('refuses a port in use, and touches nothing', async () => {
    await using second = startStack(otherCopy, { port });
    expect(await second.exited).toBe(1);
    expect(second.lines()).toEqual([
      `npm start: port ${port} is already in use: choose another one, for example npm start -- --port 7171`,
    ]);
    const holder = readFileSync(join(otherCopy.folder, '.local/running.pid'), 'utf8');
    expect(Number(holder)).toBe(other.pidOf(stackScript));
  });

  it('refuses an invalid port and an unknown option', async () => {
    await using impossible = startStack(otherCopy, { port: 70_000 });
    expect(await impossible.exited).toBe(1);
    expect(impossible.lines()).toEqual([
      'npm start: --port is "70000", expected a whole number from 1 to 65535',
    ]);
    const command = ['node', 'local/bootstrap.mjs', 'local/start.ts', '--prot'] as const;
    await using unknown = startStack(otherCopy, { port, command });
    expect(await unknown.exited).toBe(1);
    expect(unknown.lines()).toEqual([expect.stringMatching(/^npm start: Unknown option '--prot'/)]);
  });

  it('uses the server that local.settings.json names, says so, and executes nothing before it is asked', async () => {
    await quit(other);
    ownServer = await startSqlServer({ user: 'payroll', password: 'Secret-9999' });
    const string = `Server=127.0.0.1,${ownServer.port};Database=Attendance;User ID=payroll;Password=Secret-9999;Encrypt=false`;
    const settings = `{ /* mine */ "Values": { "SQL_CONNECTION_STRING": "${string}", ${dueAtOnce}, } }`;
    writeFileSync(join(otherCopy.folder, 'local.settings.json'), settings);
    other = startStack(otherCopy, { port: await freePort() });
    await other.waitForLine(/^✅ 127\.0\.0\.1 answers, and nobody is executing dbo\.spJamkerja\.$/);
    await other.waitForLine(/SpJamkerjaScheduler initialized/);
    const said = other.lines().join('\n');
    expect(said).toContain(
      `YOUR OWN SQL SERVER, named by local.settings.json: 127.0.0.1:${ownServer.port}, database Attendance, as user payroll`,
    );
    expect(said).toMatch(/A run executes there: EXEC dbo\.spJamkerja @awal = '\d{4}-\d\d-\d\d', @akhir = /);
    expect(said).not.toContain('Secret');
    expect(descendantsOf(other.pid).filter((pid) => commandOf(pid).includes('sql-server/main.ts'))).toEqual(
      [],
    );
    // Rows of its own: those of the stand-in, with their run, are not touched.
    expect(await other.status()).toMatchObject({
      running: false,
      paused: { by: 'npm start' },
      execution_count: 0,
    });
    expect(ownServer.executions).toEqual([]);
    await other.intoARun();
    await other.waitForLine(/✅ spJamkerja completed successfully/);
    expect(ownServer.executions).toHaveLength(1);
    await quit(other);
  });

  it('with --run executes there at once, and with --once stops after that run', async () => {
    const command = ['node', 'local/bootstrap.mjs', 'local/start.ts', '--run', '--once'] as const;
    await using again = startStack(otherCopy, { port: await freePort(), command });
    expect(await again.exited).toBe(0);
    expect(again.lines().join('\n')).toMatch(
      /The first run starts at once[^]*Run \w+ has succeeded \(--once\): stopping everything/,
    );
    expect(ownServer.executions).toHaveLength(2);
    expect(builtAt(otherCopy), 'three starts of the same sources build nothing').toBe(otherBuiltAt);
    expect(again.lines()).not.toContain('Building ...');
    expect(again.troubles().filter((line) => !line.includes('YOUR OWN'))).toEqual([]);
  });

  it('stops everything in order on Ctrl-C during a run', async () => {
    const seen = stack.lines().length;
    const pids = await stack.intoARun();
    stack.ctrlC();
    // npm exits like its shell, which got the signal too.
    expect(await stack.exited).toBe('SIGINT');
    expect(pids.filter(isAlive).map(commandOf)).toEqual([]);
    expect(stack.lines().slice(seen)).toContain('SIGINT: stopping everything ...');
    expect(stack.lines().at(-1)).toBe('Stopped. The state is kept in .local for the next start.');
    expect(stack.troubles(seen)).toEqual([]);
  });

  it('continues from the saved state with changed sources, and retries the interrupted run', async () => {
    const before = builtAt(copy);
    appendFileSync(join(copy.folder, 'src/functions/app.ts'), '// changed\n');
    stack = startStack(copy, { port, env });
    await stack.waitForLine(/✅ SpJamkerjaScheduler initialized/);
    expect(builtAt(copy)).not.toBe(before);
    expect(await stack.status()).toMatchObject({ execution_count: 1, current_run: { trigger: 'request' } });
    await stack.waitForLine(/🚀 Executing spJamkerja \(execution #2\)/);
    await stack.waitForLine(/✅ spJamkerja completed successfully/);
    const { last_run_id, ...status } = await stack.status();
    expect(status).toMatchObject({ execution_count: 2, success_count: 2, current_run: null });
    const { data: run } = await stack.get(`/scheduler/runs/${last_run_id}`);
    expect(run.attempts).toMatchObject([{ outcome: 'interrupted' }, { outcome: 'succeeded' }]);
  });

  it('stops everything when only the started process gets the signal', async () => {
    const pids = [stack.pid, ...descendantsOf(stack.pid)];
    process.kill(stack.pid, 'SIGTERM');
    expect(await stack.exited).toBe(0);
    expect(pids.filter(isAlive).map(commandOf)).toEqual([]);
    expect(stack.troubles()).toEqual([]);
  });
});
