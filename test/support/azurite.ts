/** The real Azurite table service as a process of its own, in memory, on a port that the OS chooses. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';

/** Azurite's own well-known key; no secret. */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export const azuriteConnectionString = (port: number): string =>
  `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};TableEndpoint=http://127.0.0.1:${port}/${account};`;

export interface Azurite {
  readonly connectionString: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** `more`: further options of its command line. */
export async function startAzurite(more: readonly string[] = []): Promise<Azurite> {
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
  const options = ['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry', '--silent'];
  const child = fork(main, [...options, '--tablePort', '0', ...more], {
    execArgv: ['./report-port.ts', '../../local/storage/no-telemetry.ts'].flatMap((file) => [
      '--import',
      new URL(file, import.meta.url).href,
    ]),
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  };
  try {
    const port = await portOf(child);
    return { port, connectionString: azuriteConnectionString(port), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('message', (message) => {
    if (typeof message === 'object' && 'port' in message && typeof message.port === 'number')
      resolve(message.port);
    else reject(new Error(`Azurite reported no port but ${JSON.stringify(message)}`));
  });
  child.once('exit', (code) => reject(new Error(`Azurite ended with ${code} before it listened: ${output}`)));
  child.once('error', reject);
  return await promise;
}
