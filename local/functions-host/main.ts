/**
 * The command line of the project's own Functions host, for machines without Core Tools:
 *
 *     node local/functions-host/main.ts --root . --port 7071
 *
 * See README.md beside this file for how it differs from the real host.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { parseAuthMode } from './auth/mode.ts';
import { startHost, type Host, type HostArguments } from './host.ts';

/** One Ctrl-C can arrive twice: from the terminal, and forwarded by npm or the stack. */
const sameSignalMs = 1_000;

function readArguments(): HostArguments & { readonly exitWithStdin: boolean } {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: '.' },
      port: { type: 'string', default: '7071' },
      'drain-seconds': { type: 'string' },
      'exit-with-stdin': { type: 'boolean', default: false },
      auth: { type: 'string', default: 'none' },
      'keys-file': { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const root = path.resolve(values.root);
  const drain = values['drain-seconds'];
  return {
    root,
    port: toNumber('--port', values.port, 65_535),
    drainSeconds: drain === undefined ? undefined : toNumber('--drain-seconds', drain, 3_600),
    exitWithStdin: values['exit-with-stdin'],
    verbose: values.verbose,
    auth: parseAuthMode(values.auth),
    keysFile: path.resolve(values['keys-file'] ?? path.join(root, '.local/keys.json')),
  };
}

function toNumber(option: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Error(`${option} is "${text}": expected a whole number from 0 to ${max}.`);
}

async function main(): Promise<void> {
  const args = readArguments();
  let host: Host | undefined;
  let stoppingSince: number | undefined;

  async function stop(exitCode: number): Promise<void> {
    // Before the start is complete there is nothing to drain; a worker notices by itself that its host is gone.
    if (host === undefined) process.exit(exitCode);
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince < sameSignalMs) return;
      host.kill();
      process.exit(1);
    }
    stoppingSince = performance.now();
    console.log('Application is shutting down...');
    await host.stop();
    process.exit(exitCode);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  if (args.exitWithStdin) process.stdin.on('end', () => void stop(0)).resume();
  // When the parent was killed its pipes are broken, and logging the shutdown must not fail.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  host = await startHost(args, () => void stop(1));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
