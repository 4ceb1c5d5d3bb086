/** `npm start` as a person does it: a real process in a process group of its own, as a terminal makes it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { expect } from 'vitest';
import type { StatusView } from '../../src/api/views/status-view.ts';
import type { JsonBody } from './app.ts';
import { isAlive } from './host-process.ts';
import { type CollectedLines, collectLines } from './process-lines.ts';
import { commandOf, descendantsOf } from './process-table.ts';
import type { WorkingCopy } from './working-copy.ts';

export interface StackProcess extends CollectedLines, AsyncDisposable {
  /** The process that was started: npm, or the bootstrap. */
  readonly pid: number;
  readonly exited: Promise<number | NodeJS.Signals>;
  /** Ctrl-C: SIGINT to the whole process group, as a terminal sends it. */
  readonly ctrlC: () => void;
  /** The stack's process with this on its command line. */
  readonly pidOf: (script: string) => number;
  readonly get: (path: string) => Promise<JsonBody>;
  readonly post: (path: string, body?: unknown) => Promise<JsonBody>;
  readonly status: () => Promise<StatusView>;
  /** Asks for a run and waits until it is being executed; gives every process of the stack. */
  readonly intoARun: () => Promise<readonly number[]>;
  /** Lines that look like trouble, from line number `from` on. */
  readonly troubles: (from?: number) => readonly string[];
}

/** The process of the stack itself, not the bootstrap that started it. */
export const stackScript = '/local/start.ts --port';

export interface StackOptions {
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What a person would type, before `--port`. */
  readonly command?: readonly [string, ...string[]];
}

const bootstrap = ['node', 'local/bootstrap.mjs', 'local/start.ts'] as const;

export function startStack(
  { folder }: WorkingCopy,
  { port, env = {}, command = bootstrap }: StackOptions,
): StackProcess {
  const [file, ...args] = command;
  const child = spawn(file, [...args, '--port', String(port)], {
    cwd: folder,
    env: { ...terminalEnvironment(), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} could not be started`);
  const { lines, waitForLine } = collectLines(child);
  const exited = once(child, 'close').then(([code, signal]) => code ?? signal);
  const call = async (path: string, init: RequestInit = {}): Promise<JsonBody> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return JSON.parse(await response.text());
  };
  const post = (path: string, body?: unknown): Promise<JsonBody> =>
    call(path, {
      method: 'POST',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  return {
    pid,
    lines,
    waitForLine,
    exited,
    ctrlC: () => void process.kill(-pid, 'SIGINT'),
    pidOf: (script) => descendantsOf(pid).find((each) => commandOf(each).includes(script)) ?? Number.NaN,
    get: (path) => call(path),
    post,
    status: async () => (await call('/scheduler/status')).data,
    intoARun: async () => {
      const seen = lines().length;
      expect(await post('/scheduler/force-execute')).toMatchObject({ success: true });
      await waitForLine(/🚀 Executing spJamkerja/, seen);
      return [pid, ...descendantsOf(pid)];
    },
    troubles: (from = 0) =>
      lines()
        .slice(from)
        .filter((line) => /^\s+at .+:\d+|Error\b|npm error|⚠️|❌/.test(line)),
    [Symbol.asyncDispose]: async () => {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      await exited;
    },
  };
}

/** Nothing of the test run that the stack would take for settings, nor its way to Node. What was compiled is kept. */
function terminalEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '', HOME, TMPDIR, LANG, NODE_COMPILE_CACHE } = process.env;
  const folders = PATH.split(delimiter).filter((name) => !name.includes('node_modules'));
  return { PATH: folders.join(delimiter), HOME, TMPDIR, LANG, NODE_COMPILE_CACHE };
}
