/**
 * `npm start`: builds if a source has changed, starts storage, SQL and the Functions host as separate processes, shows
 * the app's log, and stops everything on Ctrl-C. Restarts the host when it dies. Somebody's own SQL Server takes the
 * stand-in's place.
 */
import { escapeLines } from '../src/core/hidden-characters.ts';
import { type ChosenServer, chooseServer } from './own-server/choose-server.ts';
import { readKeys } from './functions-host/auth/keys.ts';
import { readOptions, type StartOptions } from './stack/arguments.ts';
import { banner } from './stack/banner.ts';
import { buildIfChanged } from './stack/build.ts';
import { chooseHost, type HostKind } from './stack/choose-host.ts';
import { nextEndedRun } from './stack/first-run.ts';
import { keysFile, stateFolder } from './stack/folders.ts';
import { keepHostRunning } from './stack/keep-host-running.ts';
import { lockFolder } from './stack/lock.ts';
import { accepts, freePort } from './stack/ports.ts';
import { readExampleSettings, readOwnSettings } from './stack/settings.ts';
import { startServices } from './stack/start-services.ts';

const startedAt = Date.now();
const print = (line: string): void => console.log(line);

/** Resolves with the reason to stop: a signal, or that nobody is left to send one. */
const ended = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
  process.once('disconnect', () => resolve('The parent process is gone'));
  process.stdout.on('error', () => resolve('The terminal is gone'));
});

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { port } = options;
  if (await accepts(port)) {
    throw new Error(
      `port ${port} is already in use: choose another one, for example npm start -- --port 7171`,
    );
  }
  const own = readOwnSettings(print);
  const server = chooseServer({ own, example: readExampleSettings(), environment: process.env });
  const lock = lockFolder(stateFolder);
  try {
    buildIfChanged(print);
    await runStack(options, server);
  } finally {
    lock.release();
  }
}

async function runStack(options: StartOptions, server: ChosenServer): Promise<void> {
  const { port, auth, run, once } = options;
  const ports = {
    blob: await freePort(),
    queue: await freePort(),
    table: await freePort(),
    sql: server.kind === 'own' ? undefined : await freePort(),
  };
  print(`Starting storage${server.kind === 'own' ? '' : ', SQL'} and the Functions host ...`);
  const services = await startServices({ ports, server, print });
  try {
    // The services just started override everything.
    const env = { ...server.environment, ...services.settings };
    // Loads the adapters, which the stand-in does not need here.
    const { prepareServer } = await import('./own-server/prepare-server.ts');
    const prepared = await prepareServer(server, env, run);
    const kind = chooseHost(auth);
    await keepHostRunning({
      kind,
      port,
      env,
      print,
      services: services.children,
      ended: once ? Promise.race([ended, endOfRun(port)]) : ended,
      greeting: () => {
        void prepared?.ask().then(print);
        return bannerFor(options, kind, prepared?.description);
      },
    });
  } finally {
    await services.stop();
    print('Stopped. The state is kept in .local for the next start.');
  }
}

async function endOfRun(port: number): Promise<string> {
  const { id, succeeded } = await nextEndedRun(port, startedAt);
  if (!succeeded) process.exitCode = 1;
  return `Run ${id} has ${succeeded ? 'succeeded' : 'failed'} (--once)`;
}

function bannerFor({ port, auth }: StartOptions, host: HostKind, ownServer: string | undefined): string {
  const { name, onLoopbackOnly } = host;
  // By the time the host listens, it has written its keys.
  const hostKey = auth === 'keys' ? readKeys(keysFile)?.hostKey : undefined;
  return banner({ port, hostName: name, onLoopbackOnly, auth, hostKey, ownServer });
}

try {
  await main();
} catch (error) {
  console.error(escapeLines(`npm start: ${error instanceof Error ? error.message : String(error)}`));
  process.exitCode = 1;
}
process.exit();
