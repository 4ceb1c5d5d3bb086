/**
 * A process of the stack, in its own process group: Ctrl-C reaches only the stack, which then stops its processes
 * in order. Their stdin is a pipe that closes with the stack, so that they exit even when the stack is killed. On
 * Windows, where a signal ends a process at once, closing it is also how they are asked to stop.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { escapeHidden } from '../../src/core/hidden-characters.ts';
import { accepts } from './ports.ts';

export interface Child {
  readonly name: string;
  readonly exited: Promise<string>;
  /** Resolves when the port accepts connections; throws when the process exits first. */
  readonly listening: (port: number) => Promise<void>;
  /** Asks it to stop, then kills it after the grace period; resolves when the process is gone. */
  readonly stop: (signal: NodeJS.Signals, graceMs: number) => Promise<void>;
}

export interface ChildCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
}

const patienceMs = 60_000;

export function startChild({ name, command, args, env, print }: ChildCommand): Child {
  const child = spawn(command, args, {
    env,
    detached: true,
    // On Windows a detached process would open a console of its own.
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => print(escapeHidden(line)));
  }
  child.stdin.on('error', () => undefined);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return {
    name,
    exited,
    listening: (port) => waitForPort(name, child, port),
    stop: async (signal, graceMs) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (process.platform === 'win32') child.stdin.end();
      else child.kill(signal);
      const abort = new AbortController();
      const grace = wait(graceMs, 'late', { signal: abort.signal }).catch(() => 'ended');
      if ((await Promise.race([exited, grace])) === 'late') child.kill('SIGKILL');
      abort.abort();
      await exited;
    },
  };
}

/** `{ port: 1 }` becomes `['--port', '1']`; `true` means an option without a value. */
export function toArguments(options: Readonly<Record<string, string | number | true>>): readonly string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, String(value)],
  );
}

async function waitForPort(name: string, child: ChildProcess, port: number): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `${name} exited (${child.signalCode ?? `exit code ${child.exitCode}`}) before it listened on port ${port}; see its output above`,
      );
    }
    if (Date.now() > until)
      throw new Error(`${name} did not listen on port ${port} within ${patienceMs / 1000} seconds`);
    await wait(50);
  }
}
