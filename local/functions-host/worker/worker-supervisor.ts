/**
 * Keeps one worker process available: restarts it after a crash (at once the first time, after 10 s the
 * second time; the third crash ends the host), and replaces it after a function timeout.
 */
import type { HostLog } from '../host-log.ts';
import type { WorkerProcess } from './worker-process.ts';

/** The delay before each restart; one crash more ends the host. */
const restartDelaysMs = [200, 10_000];
/** After this long without a crash the count starts again. */
const crashWindowMs = 30 * 60_000;

export class WorkerSupervisor {
  readonly #launchWorker: () => WorkerProcess;
  readonly #log: HostLog;
  readonly #onGiveUp: () => void;
  readonly #alive = new Set<WorkerProcess>();
  #worker: WorkerProcess | undefined;
  #available = Promise.withResolvers<WorkerProcess>();
  #restart: NodeJS.Timeout | undefined;
  #crashes = 0;
  #lastCrash = -Infinity;
  #stopped = false;

  constructor(launchWorker: () => WorkerProcess, log: HostLog, onGiveUp: () => void) {
    this.#launchWorker = launchWorker;
    this.#log = log;
    this.#onGiveUp = onGiveUp;
    this.#forgetRejection();
    this.#launch();
  }

  /** The current worker; waits for a restart, and rejects when there will be none. */
  get worker(): Promise<WorkerProcess> {
    return this.#available.promise;
  }

  /** Both workers run until the old one has exited, so the app must cope with two. */
  replace(old: WorkerProcess, reason: string): void {
    if (this.#worker !== old || this.#stopped) return;
    this.#renewAvailable();
    this.#launch();
    old.abandon(reason);
    void old.terminate();
  }

  /** Stops every worker: appTerminate hooks first, then SIGKILL if necessary. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#restart);
    this.#available.reject(new Error('The host is shutting down.'));
    await Promise.all([...this.#alive].map((worker) => worker.terminate()));
  }

  kill(): void {
    this.#stopped = true;
    for (const worker of this.#alive) worker.kill();
  }

  #launch(): void {
    const worker = this.#launchWorker();
    this.#worker = worker;
    this.#alive.add(worker);
    void this.#announce(worker);
    void this.#watch(worker);
  }

  async #announce(worker: WorkerProcess): Promise<void> {
    await worker.ready;
    this.#log.host('information', `Worker process started and initialized (pid ${worker.pid}).`);
    this.#available.resolve(worker);
  }

  async #watch(worker: WorkerProcess): Promise<void> {
    const reason = await worker.exited;
    this.#alive.delete(worker);
    if (this.#worker === worker && !this.#stopped) this.#crashed(reason);
  }

  #crashed(reason: string): void {
    this.#crashes = performance.now() - this.#lastCrash > crashWindowMs ? 1 : this.#crashes + 1;
    this.#lastCrash = performance.now();
    this.#renewAvailable();
    const delay = restartDelaysMs[this.#crashes - 1];
    if (delay === undefined) {
      const message = `The worker process exited ${this.#crashes} times (last: ${reason}). Exceeded language worker restart retry count. Shutting down the host.`;
      this.#log.host('error', message);
      this.#available.reject(new Error(message));
      this.#onGiveUp();
      return;
    }
    this.#log.host('error', `The worker process exited: ${reason}. Restarting it in ${delay / 1000} s.`);
    this.#restart = setTimeout(() => this.#launch(), delay);
  }

  /** Whoever is waiting for a worker now waits for the next one. */
  #renewAvailable(): void {
    const next = Promise.withResolvers<WorkerProcess>();
    this.#available.resolve(next.promise);
    this.#available = next;
    this.#forgetRejection();
  }

  /** A rejection that nobody is waiting for must not end the host. */
  #forgetRejection(): void {
    this.#available.promise.catch(() => undefined);
  }
}
