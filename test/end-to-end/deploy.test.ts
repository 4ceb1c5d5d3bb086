/** `npm run deploy` against the real app; the command that deploys is a stand-in that leaves a trace. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { zipOf } from '../../local/build/zip.ts';
import { root } from '../../local/stack/folders.ts';
import { type App, neverByItself, startApp, until } from '../support/app.ts';
import { shared } from '../support/stage.ts';
import { startSurroundings } from '../support/surroundings.ts';

let app: App;
let folder: string;
let ticking: NodeJS.Timeout | undefined;
const ticks: Promise<unknown>[] = [];
const children: ReturnType<typeof spawn>[] = [];

const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings(600_000));
  const env = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '3600' };
  const started = stack.use(await startApp({ ...world, env }));
  await started.tick();
  return { app: started, zip: zipOf(inject('appRoot')) };
});

beforeEach(() => {
  ({ app } = stage());
  folder = mkdtempSync(join(tmpdir(), 'jamkerja-deploy-'));
  writeFileSync(join(folder, 'package.zip'), stage().zip);
});
/** The next test finds the app as this one found it: no run, no pause, and no tick to come. */
afterEach(async () => {
  clearInterval(ticking);
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(ticks.splice(0));
  const { current_run: left } = await app.status();
  if (left !== null) await app.post(`/scheduler/runs/${left.id}/cancel`, {});
  await app.statusWhen(({ current_run }) => current_run === null);
  await app.post('/scheduler/start', {});
  rmSync(folder, { recursive: true, force: true });
});

/** As the deployed app does by itself. */
function keepTicking(): void {
  ticking = setInterval(() => ticks.push(app.tick().catch(() => {})), 250);
}

/** A package of another version than the app's. */
function otherPackage(): string {
  const other = join(folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'package.json'), '{ "build": "v9.9.9" }');
  writeFileSync(join(folder, 'other.zip'), zipOf(other));
  return join(folder, 'other.zip');
}

/** Records the scheduler's status at the moment of the deployment, and fails if told to. */
const standIn = (exitCode = 0): readonly string[] => [
  process.execPath,
  '-e',
  `fetch(process.argv[1]).then((answer) => answer.text()).then((text) => {
    require('node:fs').writeFileSync(process.argv[2], text);
    process.exit(${exitCode});
  });`,
  app.host.url('/scheduler/status'),
  join(folder, 'deployed.json'),
];
const statusAtDeployment = () => JSON.parse(readFileSync(join(folder, 'deployed.json'), 'utf8')).data;
const wasDeployed = (): boolean => existsSync(join(folder, 'deployed.json'));

function startDeploy(args: readonly string[]) {
  const own = ['--url', app.host.url('/'), '--package', join(folder, 'package.zip')];
  const child = spawn(process.execPath, ['local/deploy.ts', ...own, ...args], { cwd: root });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output })),
  );
  return { child, ended, output: () => output };
}

describe('a deployment', () => {
  it('waits until the run ends, deploys while the schedule is paused, and resumes it', async () => {
    const { body } = await app.post('/scheduler/force-execute', {});
    await app.tick();
    await app.statusWhen((status) => status.is_processing);

    const deployment = startDeploy(standIn());
    await until(deployment.output, (output) => output.includes(`Waiting: run ${body.data.run_id}`));
    expect(await app.status()).toMatchObject({
      running: false,
      paused: { reason: expect.stringMatching(/^deployment by /) },
    });
    expect(wasDeployed()).toBe(false);

    await app.post(`/scheduler/runs/${body.data.run_id}/cancel`, {});
    await until(deployment.output, (output) => output.includes('The app shows version'));
    keepTicking();
    expect(await deployment.ended).toMatchObject({ code: 0 });
    expect(statusAtDeployment()).toMatchObject({ running: false, current_run: null });
    expect(await app.status()).toMatchObject({ running: true, paused: null });
  });

  it('resumes the schedule but fails when the app shows another version, or no tick runs', async () => {
    const deployment = startDeploy(['--return-minutes', '0', '--package', otherPackage(), ...standIn()]);
    expect(await deployment.ended).toMatchObject({ code: 1 });
    expect(deployment.output()).toMatch(/the app shows version \S+ .*, expected v9\.9\.9; no tick was seen/);
    expect(await app.status()).toMatchObject({ running: true, paused: null });
  });

  it('resumes the schedule when the deployment fails, and reports the failure', async () => {
    const deployment = startDeploy(standIn(3));
    expect(await deployment.ended).toMatchObject({ code: 1 });
    expect(deployment.output()).toContain('failed (3)');
    expect(wasDeployed()).toBe(true);
    expect(await app.status()).toMatchObject({ running: true });
  });

  it("leaves somebody else's pause unchanged", async () => {
    await app.post('/scheduler/stop', { reason: 'stocktaking' });
    const deployment = startDeploy(standIn());
    expect(await deployment.ended).toMatchObject({ code: 0 });
    expect(wasDeployed()).toBe(true);
    expect(await app.status()).toMatchObject({ running: false, paused: { reason: 'stocktaking' } });
  });

  it('gives up when a run takes too long: nothing is deployed and the schedule resumes', async () => {
    await app.post('/scheduler/force-execute', {});
    const deployment = startDeploy(['--wait-minutes', '0', ...standIn()]);
    expect(await deployment.ended).toMatchObject({ code: 1 });
    expect(deployment.output()).toContain('a run is still active after 0 minutes');
    expect(wasDeployed()).toBe(false);
    expect(await app.status()).toMatchObject({ running: true });
  });

  it('resumes the schedule when it is interrupted while waiting', async () => {
    await app.post('/scheduler/force-execute', {});
    const deployment = startDeploy(standIn());
    await until(deployment.output, (output) => output.includes('Waiting:'));
    deployment.child.kill('SIGINT');
    expect(await deployment.ended).toMatchObject({ code: 1 });
    expect(wasDeployed()).toBe(false);
    expect(await app.status()).toMatchObject({ running: true });
  });

  it('can be done in steps, with a pause that expires if the last step is forgotten', async () => {
    const drained = startDeploy(['drain']);
    expect(await drained.ended).toMatchObject({ code: 0 });
    const { paused } = await app.status();
    expect(Date.parse(paused?.until ?? '')).toBeGreaterThan(Date.now());

    keepTicking();
    const resumed = startDeploy(['resume']);
    expect(await resumed.ended).toMatchObject({ code: 0 });
    expect(await app.status()).toMatchObject({ running: true });
  });

  it('changes nothing for a file that is no package, or when the app does not answer', async () => {
    writeFileSync(join(folder, 'empty.zip'), zipOf(join(folder)));
    const deployment = startDeploy(['--package', join(folder, 'empty.zip'), ...standIn()]);
    expect(await deployment.ended).toMatchObject({ code: 1 });
    expect(deployment.output()).toContain('has no version');
    expect(await app.status()).toMatchObject({ running: true, paused: null });
    const nowhere = spawn(
      process.execPath,
      ['local/deploy.ts', '--url', 'http://127.0.0.1:1', ...standIn()],
      {
        cwd: root,
      },
    );
    children.push(nowhere);
    expect(await new Promise((resolve) => nowhere.on('close', resolve))).toBe(1);
    expect(wasDeployed()).toBe(false);
  });
});
