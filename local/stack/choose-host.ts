/** Chooses the stack's Functions host: Core Tools if installed and able, otherwise the project's own small host. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthMode } from '../functions-host/auth/mode.ts';
import { type Child, startChild, toArguments } from './child.ts';
import { keysFile, root } from './folders.ts';

/** An open dashboard polls every few seconds: successful requests would drown the app's own lines. */
const routine = / info {2}\[\w+\] Execut(ing|ed) 'Functions\.\w+' \((Reason=|Succeeded, )/;

export interface HostKind {
  readonly name: string;
  readonly start: (port: number, env: NodeJS.ProcessEnv, print: (line: string) => void) => Child;
  readonly endSignal: NodeJS.Signals;
  /** Whether only this machine can reach its port. */
  readonly onLoopbackOnly: boolean;
}

const coreToolsFile = join(
  root,
  'node_modules/azure-functions-core-tools/bin',
  process.platform === 'win32' ? 'func.exe' : 'func',
);

export function chooseHost(auth: AuthMode, func: string = coreToolsFile): HostKind {
  if (!existsSync(func)) return ownHost(auth, 'Core Tools is not installed');
  return auth === 'none' ? coreTools(func) : ownHost(auth, `Core Tools cannot enforce --auth ${auth}`);
}

const coreTools = (func: string): HostKind => ({
  name: 'Azure Functions Core Tools',
  endSignal: 'SIGINT',
  onLoopbackOnly: false,
  start: (port, env, print) =>
    startChild({
      name: 'func start',
      command: func,
      args: ['start', '--port', String(port)],
      // As in the project's own host: only the real platform may claim to authenticate.
      env: { ...env, WEBSITE_AUTH_ENABLED: 'False' },
      print,
    }),
});

const ownHost = (auth: AuthMode, reason: string): HostKind => ({
  name: `the project's own Functions host (${reason}; local/README.md says how it differs)`,
  endSignal: 'SIGTERM',
  onLoopbackOnly: true,
  start: (port, env, print) =>
    startChild({
      name: 'Functions host',
      command: process.execPath,
      args: [
        join(root, 'local/functions-host/main.ts'),
        ...toArguments({
          root,
          port,
          auth,
          'keys-file': keysFile,
          'drain-seconds': 1,
          'exit-with-stdin': true,
        }),
      ],
      env,
      print: (line) => (line.startsWith('listening ') || routine.test(line) ? undefined : print(line)),
    }),
});
