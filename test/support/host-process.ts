/**
 * The project's own Functions host (local/functions-host) as a child process, with its log at hand.
 * Use `await using host = await startHost(…)`: leaving the block kills it, whatever the test did.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { inject } from 'vitest';
import { collectLines, type CollectedLines } from './process-lines.ts';

export interface HostProcessOptions {
  /** The folder with host.json and package.json. */
  readonly root: string;
  /** Laid over the environment of the test; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** More command line, e.g. `['--drain-seconds', '2']`. */
  readonly args?: readonly string[];
  /** The bundled host; absent in a test, which has one. */
  readonly main?: string | undefined;
}

export interface HostExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface HostProcess extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  readonly url: (path: string) => string;
  /** Everything printed so far, stdout and stderr. */
  readonly lines: () => readonly string[];
  /** The first line that fits, from line number `from` on; fails when the host ends without it. */
  readonly waitForLine: (pattern: RegExp, from?: number) => Promise<string>;
  /** The pid of the worker that was started last. */
  readonly workerPid: () => number;
  readonly exited: Promise<HostExit>;
  /** Sends the signal (SIGTERM unless given) and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<HostExit>;
  /** SIGKILL to the host process alone, and waits for its end. */
  readonly kill: () => Promise<HostExit>;
  /** Sends a signal without waiting. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Closes the host's stdin (see --exit-with-stdin). */
  readonly closeStdin: () => void;
}

/** Starts the host on a free port and waits until it listens. */
export async function startHost({
  root,
  env = {},
  args = [],
  main = inject('hostMain'),
}: HostProcessOptions): Promise<HostProcess> {
  // --exit-with-stdin: a test runner that dies leaves no host behind.
  const child = spawn(process.execPath, [main, '--root', root, '--port', '0', '--exit-with-stdin', ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = collectLines(child);
  const exited = exitOf(child);
  const { waitForLine } = output;

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<HostExit> {
    // On Windows every signal ends a process at once.
    if (process.platform === 'win32' && signal !== 'SIGKILL') child.stdin.end();
    else child.kill(signal);
    return exited;
  }

  const port = await portOf(waitForLine).catch(async (error: unknown) => {
    await stop('SIGKILL');
    throw error;
  });
  return {
    port,
    pid: child.pid ?? Number.NaN,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    lines: output.lines,
    waitForLine,
    workerPid: () => lastWorkerPid(output.lines()),
    exited,
    stop,
    kill: () => stop('SIGKILL'),
    signal: (signal) => void child.kill(signal),
    closeStdin: () => void child.stdin.end(),
    [Symbol.asyncDispose]: async () => void (await stop('SIGKILL')),
  };
}

async function portOf(waitForLine: CollectedLines['waitForLine']): Promise<number> {
  const line = await waitForLine(/^listening \{/);
  const { port } = JSON.parse(line.slice('listening '.length)) as { readonly port: number };
  return port;
}

/** Whether the process runs. A zombie, dead but not yet collected by its parent, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/stat') || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** For a process that has been told to go: only the kernel knows when it has gone. */
export async function waitUntilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await setTimeout(10);
}

function lastWorkerPid(lines: readonly string[]): number {
  const line = lines.findLast((text) => /Worker process started and initialized \(pid \d+\)/.test(text));
  return Number(/\(pid (\d+)\)/.exec(line ?? '')?.[1]);
}

async function exitOf(child: ChildProcess): Promise<HostExit> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}
