/**
 * `npm start`: builds, starts storage, SQL and the Functions host as processes of their own, shows the app's log,
 * and ends all of it on Ctrl-C. When the host dies it is started again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from './stack/build.ts';
import { accepts, type Child } from './stack/child.ts';
import { stateFolder } from './stack/folders.ts';
import { freePort } from './stack/free-port.ts';
import { chooseHost } from './stack/host.ts';
import { lockFolder } from './stack/lock.ts';
import { type Services, startServices } from './stack/services.ts';
import { readLocalSettings } from './stack/settings.ts';

const print = (line: string): void => console.log(line);

/** Resolves with the signal that ends the stack. */
const ended = new Promise<string>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal));
});

function readPort(): number {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '7071' } } });
  const port = Number(values.port);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`--port is ${JSON.stringify(values.port)}, expected a whole number from 1 to 65535`);
}

async function main(): Promise<void> {
  const port = readPort();
  if (await accepts(port)) {
    throw new Error(
      `port ${port} is taken by another program: choose another one, for example npm start -- --port 7171`,
    );
  }
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
    const services = await startServices(ports, print);
    try {
      await keepHostRunning(port, services);
    } finally {
      await services.stop();
      print('Everything has ended; the state is kept in .local for the next start.');
    }
  } finally {
    lock.release();
  }
}

async function keepHostRunning(port: number, services: Services): Promise<void> {
  const kind = chooseHost();
  // process.env beats the file, as with Core Tools; the services just started beat both.
  const env = { ...readLocalSettings(), ...process.env, ...services.settings };
  const serviceEnded = Promise.race(
    services.children.map(async (child) => `${child.name} ended: ${await child.exited}`),
  );
  for (let starts = 1; ; starts += 1) {
    const host = kind.start(port, env, print);
    const event = await Promise.race([ended, serviceEnded, greet(host, port, kind.name, starts)]);
    if (event !== 'host ended') {
      print(`\n${event}: ending everything ...`);
      await host.stop(kind.endSignal, 7_000);
      if (event.includes('ended:')) process.exitCode = 1;
      return;
    }
    print(`\n⚠️  The Functions host ended (${await host.exited}); starting it again in a second ...`);
    await wait(1_000);
  }
}

/** Resolves with `host ended`, whenever that is. */
async function greet(host: Child, port: number, kind: string, starts: number): Promise<string> {
  try {
    await host.listening(port);
    if (starts === 1) printUrls(port, kind);
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
  }
  await host.exited;
  return 'host ended';
}

function printUrls(port: number, kind: string): void {
  const url = `http://127.0.0.1:${port}`;
  print(`
spJamkerja is being scheduled by ${kind}.
  status        curl ${url}/scheduler/status
  run now       curl -X POST ${url}/scheduler/force-execute
  pause         curl -X POST ${url}/scheduler/stop
  resume        curl -X POST ${url}/scheduler/start
  every 6 h     curl -X POST ${url}/scheduler/set-interval -H "Content-Type: application/json" -d '{"hours": 6}'
  history       curl ${url}/scheduler/runs
A fresh start runs within seconds; a later one goes on where the last one ended. Ctrl-C ends everything.
`);
}

try {
  await main();
} catch (error) {
  console.error(`npm start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
process.exit();
