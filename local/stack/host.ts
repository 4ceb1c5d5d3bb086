/** The Functions host of the stack: Core Tools where they are installed, the project's own small host otherwise. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild, toArguments } from './child.ts';
import { root } from './folders.ts';

export interface HostKind {
  readonly name: string;
  readonly start: (port: number, env: NodeJS.ProcessEnv, print: (line: string) => void) => Child;
  readonly endSignal: NodeJS.Signals;
}

export function chooseHost(): HostKind {
  const func = join(
    root,
    'node_modules/azure-functions-core-tools/bin',
    process.platform === 'win32' ? 'func.exe' : 'func',
  );
  return existsSync(func) ? coreTools(func) : ownHost;
}

const coreTools = (func: string): HostKind => ({
  name: 'Azure Functions Core Tools',
  endSignal: 'SIGINT',
  start: (port, env, print) =>
    startChild({ name: 'func start', command: func, args: ['start', '--port', String(port)], env, print }),
});

const ownHost: HostKind = {
  name: "the project's own Functions host (Core Tools are not installed here; local/README.md says how it differs)",
  endSignal: 'SIGTERM',
  start: (port, env, print) =>
    startChild({
      name: 'Functions host',
      command: process.execPath,
      args: [
        join(root, 'local/functions-host/main.ts'),
        ...toArguments({ root, port, 'drain-seconds': 1, 'exit-with-stdin': true }),
      ],
      env,
      print: (line) => (line.startsWith('listening ') ? undefined : print(line)),
    }),
};
