/** A worker process, as the host uses it: start, invoke, terminate, and learn of its exit. */
import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import type { AppSettings } from '../app-settings.ts';
import type { HostLog } from '../host-log.ts';
import type {
  FunctionMetadata,
  HostMessage,
  InvocationRequest,
  InvocationResult,
  LogLevel,
  WorkerMessage,
} from './protocol.ts';

/** How long the appTerminate hooks may take before SIGKILL. */
/** The tests bundle the host: then this is JavaScript. */
const workerFile = `worker-main${extname(import.meta.filename)}`;
const terminateGraceMs = 5_000;

export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Resolves once the app is loaded; never, if the process dies first. */
  readonly ready: Promise<readonly FunctionMetadata[]>;
  /** Resolves with the reason for its exit, after its last output. */
  readonly exited: Promise<string>;
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** Fails its running invocations without stopping them. */
  abandon(reason: string): void;
  terminate(): Promise<void>;
  kill(): void;
}

export function startWorker(root: string, settings: AppSettings, log: HostLog): WorkerProcess {
  const child = fork(fileURLToPath(new URL(workerFile, import.meta.url)), [root], {
    cwd: root,
    env: settings,
    execArgv: [],
    windowsHide: true,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  forwardConsole(child, log);

  const ready = Promise.withResolvers<readonly FunctionMetadata[]>();
  const running = new Map<string, (result: InvocationResult) => void>();

  function settle(invocationId: string, result: InvocationResult): void {
    running.get(invocationId)?.(result);
    running.delete(invocationId);
  }

  function abandon(reason: string): void {
    for (const id of running.keys()) settle(id, { kind: 'failed', message: reason, stack: undefined });
  }

  const exited = exitOf(child).then((reason) => {
    abandon(reason);
    return reason;
  });

  child.on('message', (received) => {
    const message = received as WorkerMessage;
    switch (message.type) {
      case 'ready':
        ready.resolve(message.functions);
        return;
      case 'result':
        settle(message.invocationId, message.result);
        return;
      case 'log':
        logRecord(message, log);
    }
  });

  // Sending to a process that has just died fails; its exit is reported anyway.
  const send = (message: HostMessage): unknown => child.connected && child.send(message, () => undefined);

  // Only once: otherwise the hooks run twice when the host stops while it replaces this worker.
  let termination: Promise<void> | undefined;
  async function terminate(): Promise<void> {
    send({ type: 'terminate' });
    const killer = setTimeout(() => child.kill('SIGKILL'), terminateGraceMs);
    await exited;
    clearTimeout(killer);
  }

  return {
    pid: child.pid,
    ready: ready.promise,
    exited,
    abandon,
    kill: () => void child.kill('SIGKILL'),
    invoke(request) {
      if (child.exitCode !== null || child.signalCode !== null) {
        return Promise.resolve({
          kind: 'failed',
          message: 'The worker process has exited.',
          stack: undefined,
        });
      }
      const { promise, resolve } = Promise.withResolvers<InvocationResult>();
      running.set(request.invocationId, resolve);
      send({ type: 'invoke', request });
      return promise;
    },
    terminate: () => (termination ??= terminate()),
  };
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(`node could not be started: ${error.message}`));
    // `close` comes after the last output, but a grandchild can keep the pipes open.
    child.on('close', (code, signal) => resolve(describeExit(code, signal)));
    child.on('exit', (code, signal) => setTimeout(() => resolve(describeExit(code, signal)), 1_000).unref());
  });
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `node exited with code ${code}` : `node was killed by ${signal}`;
}

function logRecord(record: Extract<WorkerMessage, { type: 'log' }>, log: HostLog): void {
  const { level, origin, functionName, message } = record;
  if (functionName === undefined) log.write(level, 'Worker.rpcWorkerProcess', 'worker', message);
  else if (origin === 'user') log.write(level, `Function.${functionName}.User`, functionName, message);
  else log.write(level, `Function.${functionName}`, functionName, message);
}

function forwardConsole(child: ChildProcess, log: HostLog): void {
  const forward = (stream: Readable | null, levelOf: (line: string) => LogLevel): void => {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) =>
      log.write(levelOf(line), 'Host.Function.Console', 'console', line),
    );
  };
  forward(child.stdout, () => 'information');
  forward(child.stderr, levelOfErrorOutput);
}

/** The level of a line on stderr, guessed as the real host does. */
function levelOfErrorOutput(line: string): LogLevel {
  if (/warn/i.test(line)) return 'warning';
  return /error|fail|severe|unhandled exception/i.test(line) ? 'error' : 'information';
}
