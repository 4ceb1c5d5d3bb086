/**
 * The project's own Functions host (local/functions-host) as a child process, with its log at hand.
 * Use `await using host = await startHost(…)`: leaving the block kills it, whatever the test did.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const mainFile = fileURLToPath(new URL('../../local/functions-host/main.ts', import.meta.url));
/** Far beyond what anything here takes: it only turns a hang into a message. */
const patienceMs = 25_000;

export interface HostProcessOptions {
  /** The folder with host.json and package.json. */
  readonly root: string;
  /** Laid over the environment of the test; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** More command line, e.g. `['--drain-seconds', '2']`. */
  readonly args?: readonly string[];
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
export async function startHost({ root, env = {}, args = [] }: HostProcessOptions): Promise<HostProcess> {
  const child = spawn(process.execPath, [mainFile, '--root', root, '--port', '0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output = collectLines(child);
  const exited = exitOf(child);
  const { waitForLine } = output;

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<HostExit> {
    child.kill(signal);
    return exited;
  }

  const listening = await waitForLine(/^listening \{/);
  const { port } = JSON.parse(listening.slice('listening '.length)) as { readonly port: number };
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

/** Whether a process with this id is there (a zombie counts as there). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function lastWorkerPid(lines: readonly string[]): number {
  const line = lines.findLast((text) => /Worker process started and initialized \(pid \d+\)/.test(text));
  return Number(/\(pid (\d+)\)/.exec(line ?? '')?.[1]);
}

async function exitOf(child: ChildProcess): Promise<HostExit> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}

interface CollectedLines {
  readonly lines: () => readonly string[];
  readonly waitForLine: (pattern: RegExp, from?: number) => Promise<string>;
}

function collectLines(child: ChildProcess): CollectedLines {
  const lines: string[] = [];
  const news = new EventEmitter().setMaxListeners(100);
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      news.emit('change');
    });
  }
  child.once('close', () => {
    ended = true;
    news.emit('change');
  });

  async function waitForLine(pattern: RegExp, from = 0): Promise<string> {
    const patience = AbortSignal.timeout(patienceMs);
    for (;;) {
      const found = lines.slice(from).find((line) => pattern.test(line));
      if (found !== undefined) return found;
      const log = lines.join('\n');
      if (ended) throw new Error(`The host ended without a line like ${pattern}. Its log:\n${log}`);
      if (patience.aborted) throw new Error(`No line like ${pattern} in ${patienceMs} ms. The log:\n${log}`);
      await once(news, 'change', { signal: patience }).catch(() => undefined);
    }
  }
  return { lines: () => lines, waitForLine };
}
