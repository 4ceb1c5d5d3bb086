/** Runs invocations in the worker: logs them as the real host does, enforces functionTimeout, counts the running ones. */
import { randomUUID } from 'node:crypto';

import { redactKeys } from './auth/key-level.ts';
import type { HostLog } from './host-log.ts';
import type { InvocationResult, TriggerData } from './worker/protocol.ts';
import type { WorkerProcess } from './worker/worker-process.ts';
import type { WorkerSupervisor } from './worker/worker-supervisor.ts';

/** Time from the timeout until the worker that overran it is replaced. */
const timeoutGraceMs = 2_000;

export interface DispatcherOptions {
  readonly supervisor: WorkerSupervisor;
  readonly log: HostLog;
  readonly functionTimeoutMs: number | undefined;
  /** Also logs timer invocations that succeed. */
  readonly verbose: boolean;
}

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #timers = new Set<Promise<unknown>>();

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  invoke(functionName: string, data: TriggerData, reason: string): Promise<InvocationResult> {
    const invocation = this.#run(functionName, data, reason);
    if (data.kind === 'timer') {
      this.#timers.add(invocation);
      void invocation.finally(() => this.#timers.delete(invocation));
    }
    return invocation;
  }

  /** An invocation that never reaches the worker, because its request cannot be read. */
  fail(functionName: string, reason: string, message: string): void {
    const end = this.#begin(functionName, reason, false);
    end({ kind: 'failed', message, stack: undefined });
  }

  /** Also waits for invocations through the admin API. */
  async timersEnded(): Promise<void> {
    await Promise.all(this.#timers);
  }

  async #run(functionName: string, data: TriggerData, reason: string): Promise<InvocationResult> {
    const invocationId = randomUUID();
    const quiet = data.kind === 'timer' && !this.#options.verbose;
    const end = this.#begin(functionName, reason, quiet, invocationId);
    return end(await this.#inWorker(functionName, invocationId, data));
  }

  /** Logs the beginning; call the result with the end. */
  #begin(functionName: string, reason: string, quiet: boolean, id: string = randomUUID()) {
    const { log } = this.#options;
    const category = `Function.${functionName}`;
    const say = (message: string): void => log.write('information', category, functionName, message);
    if (!quiet) say(`Executing 'Functions.${functionName}' (Reason='${reason}', Id=${id})`);
    const start = performance.now();
    return (result: InvocationResult): InvocationResult => {
      const duration = `Id=${id}, Duration=${Math.round(performance.now() - start)}ms`;
      if (result.kind === 'succeeded') {
        if (!quiet) say(`Executed 'Functions.${functionName}' (Succeeded, ${duration})`);
      } else {
        const message = `Executed 'Functions.${functionName}' (Failed, ${duration})\n${result.stack ?? result.message}`;
        log.write('error', category, functionName, redactKeys(message));
      }
      return result;
    };
  }

  async #inWorker(functionName: string, invocationId: string, data: TriggerData): Promise<InvocationResult> {
    let worker: WorkerProcess;
    try {
      worker = await this.#options.supervisor.worker;
    } catch (error) {
      return { kind: 'failed', message: String(error), stack: undefined };
    }
    const result = worker.invoke({ invocationId, functionName, data });
    return this.#limit(result, worker, functionName, invocationId);
  }

  async #limit(
    result: Promise<InvocationResult>,
    worker: WorkerProcess,
    functionName: string,
    invocationId: string,
  ): Promise<InvocationResult> {
    const { functionTimeoutMs, log, supervisor } = this.#options;
    if (functionTimeoutMs === undefined) return result;
    const { promise: timedOut, resolve } = Promise.withResolvers<InvocationResult>();
    const timer = setTimeout(() => {
      const limit = `Timeout value of ${functionTimeoutMs / 1000} s exceeded by function 'Functions.${functionName}' (Id: '${invocationId}').`;
      log.write('error', `Function.${functionName}`, functionName, `${limit} Initiating cancellation.`);
      setTimeout(() => supervisor.replace(worker, `The worker was replaced. ${limit}`), timeoutGraceMs);
      resolve({ kind: 'failed', message: limit, stack: undefined });
    }, functionTimeoutMs);
    const first = await Promise.race([result, timedOut]);
    clearTimeout(timer);
    return first;
  }
}
