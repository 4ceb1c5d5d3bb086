/**
 * `npm start`: builds, starts storage, SQL and the Functions host as separate processes, shows the app's log, and
 * stops everything on Ctrl-C. Restarts the host when it dies.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readKeys } from './functions-host/auth/keys.ts';
import { type AuthMode, parseAuthMode } from './functions-host/auth/mode.ts';
import { banner } from './stack/banner.ts';
import { build } from './stack/build.ts';
import type { Child } from './stack/child.ts';
import { keysFile, stateFolder } from './stack/folders.ts';
import { accepts, freePort } from './stack/ports.ts';
import { chooseHost, type HostKind } from './stack/choose-host.ts';
import { lockFolder } from './stack/lock.ts';
import { type Services, startServices } from './stack/start-services.ts';
import { readLocalSettings } from './stack/settings.ts';

const print = (line: string): void => console.log(line);

/** Resolves with the reason to stop: a signal, or that nobody is left to send one. */
const ended = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
  process.once('disconnect', () => resolve('The parent process is gone'));
  process.stdout.on('error', () => resolve('The terminal is gone'));
});

function readArguments(): { readonly port: number; readonly auth: AuthMode } {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '7071' }, auth: { type: 'string', default: 'none' } },
  });
  const auth = parseAuthMode(values.auth);
  const port = Number(values.port);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return { port, auth };
  throw new Error(`--port is ${JSON.stringify(values.port)}, expected a whole number from 1 to 65535`);
}

async function main(): Promise<void> {
  const { port, auth } = readArguments();
  if (await accepts(port)) {
    throw new Error(
      `port ${port} is already in use: choose another one, for example npm start -- --port 7171`,
    );
  }
  const { values, warnings } = readLocalSettings();
  for (const warning of warnings) print(`⚠️  ${warning}`);
  const lock = lockFolder(stateFolder);
  try {
    print('Building ...');
    build();
    const ports = {
      blob: await freePort(),
      queue: await freePort(),
      table: await freePort(),
      sql: await freePort(),
    };
    print('Starting storage, SQL and the Functions host ...');
    const services = await startServices(ports, print);
    try {
      await keepHostRunning(port, auth, values, services);
    } finally {
      await services.stop();
      print('Stopped. The state is kept in .local for the next start.');
    }
  } finally {
    lock.release();
  }
}

async function keepHostRunning(
  port: number,
  auth: AuthMode,
  settings: Readonly<Record<string, string>>,
  services: Services,
): Promise<void> {
  const kind = chooseHost(auth);
  // process.env overrides the file, as with Core Tools; the services just started override both.
  const env = { ...settings, ...process.env, ...services.settings };
  const serviceEnded = Promise.race(
    services.children.map(async (child) => `${child.name} exited: ${await child.exited}`),
  );
  for (let starts = 1; ; starts += 1) {
    const greeting = (): string =>
      starts === 1 ? bannerFor(port, auth, kind) : 'The Functions host is back.';
    const host = kind.start(port, env, print);
    const event = await Promise.race([ended, serviceEnded, greet(host, port, greeting)]);
    if (event !== 'host ended') {
      print(`\n${event}: stopping everything ...`);
      await host.stop(kind.endSignal, 7_000);
      if (event.includes('exited:')) process.exitCode = 1;
      return;
    }
    print(`\n⚠️  The Functions host exited (${await host.exited}); restarting it in a second ...`);
    await wait(1_000);
  }
}

/** Resolves with `host ended` when the host exits. */
async function greet(host: Child, port: number, greeting: () => string): Promise<string> {
  try {
    await host.listening(port);
    print(greeting());
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
  }
  await host.exited;
  return 'host ended';
}

function bannerFor(port: number, auth: AuthMode, { name, onLoopbackOnly }: HostKind): string {
  // By the time the host listens, it has written its keys.
  const hostKey = auth === 'keys' ? readKeys(keysFile)?.hostKey : undefined;
  return banner({ port, hostName: name, onLoopbackOnly, auth, hostKey });
}

try {
  await main();
} catch (error) {
  console.error(`npm start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
process.exit();
