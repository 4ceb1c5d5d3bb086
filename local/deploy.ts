/**
 * `npm run deploy`: deploys the app without interrupting a run, and waits until it works. Whatever happens after the
 * pause, the schedule is resumed; if this process dies, the pause expires.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { escapeHidden } from '../src/core/hidden-characters.ts';
import { type DeployOptions, packageOfBuild, parseArguments, usage } from './deploy/arguments.ts';
import { expectedVersion, minute, pollMs, resumeByTick, retry, waitForVersion } from './deploy/come-back.ts';
import { commandLine } from './deploy/command-line.ts';
import { deploymentReason, isPausedByDeployment, judge } from './deploy/judge.ts';
import { connect, type Scheduler } from './deploy/scheduler.ts';

/** Time for the deployment itself, after the wait. */
const deploymentMinutes = 60;
/** How long the app may take to answer when a deployment has failed. */
const answerMinutes = 10;

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());

async function pause(scheduler: Scheduler, waitMinutes: number): Promise<void> {
  const before = await scheduler.status();
  if (before.paused === null || isPausedByDeployment(before)) {
    const until = new Date(Date.now() + (waitMinutes + deploymentMinutes) * minute);
    await scheduler.pause(deploymentReason(userInfo().username), until);
    console.log(`Paused the schedule; the pause expires at ${until.toISOString()} at the latest.`);
  } else {
    console.log(
      escapeHidden(
        `The schedule is already paused by ${before.paused.by} (${before.paused.reason}) and will stay paused.`,
      ),
    );
  }
}

async function waitForQuiet(scheduler: Scheduler, waitMinutes: number): Promise<void> {
  const end = Date.now() + waitMinutes * minute;
  let reported = '';
  for (;;) {
    const moment = judge(await scheduler.status());
    if (moment.kind === 'quiet') return console.log('No run is active.');
    if (moment.kind === 'resumed')
      throw new Error('the schedule was resumed during the wait: nothing was deployed');
    if (Date.now() >= end) {
      throw new Error(
        `a run is still active after ${waitMinutes} minutes (${moment.why}): nothing was deployed`,
      );
    }
    if (moment.why !== reported) console.log(escapeHidden(`Waiting: ${moment.why}`));
    reported = moment.why;
    await wait(pollMs, undefined, { signal: interrupted.signal });
  }
}

/** The version before is still there, or something half done: nothing to wait for. Retries until the app answers. */
async function giveUp(scheduler: Scheduler): Promise<void> {
  await retry(answerMinutes, async () => {
    if (!isPausedByDeployment(await scheduler.status()))
      return console.log('The schedule is not paused by a deployment: left unchanged.');
    await scheduler.resume('deployment failed');
    return console.log('Resumed the schedule.');
  });
}

/** Resumes whatever happens: that the new version is wrong or does not tick is reported afterwards. */
async function comeBack(scheduler: Scheduler, options: DeployOptions): Promise<void> {
  const { package: file, returnMinutes } = options;
  const problems: unknown[] = [];
  try {
    const expected = expectedVersion(file);
    if (expected === undefined) console.log('There is no package to compare the version with.');
    else await waitForVersion(scheduler, expected, returnMinutes);
  } catch (error) {
    problems.push(error);
  }
  await resumeByTick(scheduler, userInfo().username, options).catch((error: unknown) => problems.push(error));
  if (problems.length > 0) throw new Error(problems.map(messageOf).join('; '));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function deploy([program = '', ...args]: readonly string[]): Promise<void> {
  console.log(`> ${[program, ...args].join(' ')}`);
  const options = { stdio: 'inherit', signal: interrupted.signal } as const;
  const child =
    process.platform === 'win32'
      ? spawn(commandLine([program, ...args]), { ...options, shell: true })
      : spawn(program, args, options);
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} failed (${code ?? signal})`);
}

async function run(options: DeployOptions): Promise<void> {
  const { phase, command, waitMinutes } = options;
  const scheduler = connect(options);
  if (phase === 'resume') return comeBack(scheduler, options);
  if (options.package !== packageOfBuild) expectedVersion(options.package);
  await pause(scheduler, waitMinutes);
  try {
    await waitForQuiet(scheduler, waitMinutes);
    if (phase === 'drain') return;
    await deploy(command);
  } catch (error) {
    await giveUp(scheduler);
    throw error;
  }
  await comeBack(scheduler, options);
}

const parsed = parseArguments(process.argv.slice(2), process.env);
if (parsed.kind === 'wrong') {
  console.error(`${parsed.message}\n\n${usage}`);
  process.exit(2);
}
try {
  await run(parsed.options);
} catch (error) {
  const why = interrupted.signal.aborted ? 'interrupted' : messageOf(error);
  console.error(escapeHidden(`npm run deploy: ${why}`));
  process.exitCode = 1;
}
