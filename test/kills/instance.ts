/** One instance of the app: a host with its worker behind the two wires, started again whenever it was killed. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type App, startApp } from '../support/app.ts';
import type { Azurite } from '../support/azurite.ts';
import { isAlive, waitUntilGone } from '../support/host-process.ts';
import type { SqlServerStandIn } from '../../local/sql-server/stand-in.ts';
import { type SqlWire, startSqlWire } from './sql-wire.ts';
import { startTableWire, type TableWire } from './table-wire.ts';
import type { Message, Stage, Verdict } from './wire.ts';

export interface Build {
  readonly main: string;
  readonly root: string;
}

export interface Place {
  readonly name: string;
  readonly build: Build;
  readonly azurite: Azurite;
  readonly sql: SqlServerStandIn;
  readonly table: string;
  readonly env: Readonly<Record<string, string>>;
  readonly gate: (instance: Instance, message: Message, stage: Stage) => Promise<Verdict>;
}

/** Stopped processes that nobody would ever continue, should this process end now. */
const suspended = new Set<number>();
process.on('exit', () => {
  for (const pid of suspended) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
});

export class Instance {
  readonly name: string;
  readonly sqlWire: SqlWire;
  readonly #tableWire: TableWire;
  readonly #place: Place;
  #app: App;
  /** A host replaces its worker at once the first time only. */
  #workersLost = 0;
  /** Resolves when the instance is well again. */
  #recovered: Promise<void> = Promise.resolve();
  #faulty = false;

  static async start(place: Place): Promise<Instance> {
    const own: { instance?: Instance } = {};
    const gate = async (message: Message, stage: Stage): Promise<Verdict> =>
      own.instance === undefined ? 'pass' : place.gate(own.instance, message, stage);
    const tableWire = await startTableWire(place.azurite, gate);
    const sqlWire = await startSqlWire(place.sql.port, gate);
    const app = await startHost(place, tableWire, sqlWire);
    own.instance = new Instance(place, tableWire, sqlWire, app);
    return own.instance;
  }

  private constructor(place: Place, tableWire: TableWire, sqlWire: SqlWire, app: App) {
    this.name = place.name;
    this.#place = place;
    this.#tableWire = tableWire;
    this.sqlWire = sqlWire;
    this.#app = app;
  }

  get app(): App {
    return this.#app;
  }

  /** Killed, suspended or not yet back. */
  get faulty(): boolean {
    return this.#faulty;
  }

  get recovered(): Promise<void> {
    return this.#recovered;
  }

  /** Does it, and sees to it that the instance comes back. */
  suffer(fault: () => Promise<'worker lost' | 'host lost' | 'unharmed'>): void {
    this.#faulty = true;
    this.#recovered = this.#recover(fault);
    // Whoever waits for it hears of the failure.
    this.#recovered.catch(() => undefined);
  }

  async #recover(fault: () => Promise<'worker lost' | 'host lost' | 'unharmed'>): Promise<void> {
    const lines = this.#app.host.lines().length;
    const lost = await fault();
    if (lost === 'worker lost') this.#workersLost += 1;
    if (lost === 'worker lost' && this.#workersLost === 1)
      await this.#app.host.waitForLine(/Worker process started and initialized/, lines);
    else if (lost !== 'unharmed') {
      await this.#app.host.stop('SIGKILL');
      this.#workersLost = 0;
      this.#app = await startHost(this.#place, this.#tableWire, this.sqlWire);
    }
    this.#faulty = false;
  }

  async close(): Promise<void> {
    await this.#recovered.catch(() => undefined);
    await this.#app[Symbol.asyncDispose]();
    this.#tableWire.close();
    this.sqlWire.close();
  }
}

function startHost(
  { build, sql, table, env }: Place,
  { connectionString }: TableWire,
  wire: SqlWire,
): Promise<App> {
  const { user, password } = sql;
  return startApp({
    ...build,
    storage: { connectionString, table },
    sql: { port: wire.port, user, password },
    env,
  });
}

export async function kill(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  suspended.delete(pid);
  await waitUntilGone(pid);
}

/** Resolves once the kernel has stopped it: until then it may still send something. Needs the `/proc` of Linux. */
export async function suspend(pid: number): Promise<void> {
  suspended.add(pid);
  process.kill(pid, 'SIGSTOP');
  while (isAlive(pid) && !/\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await wait(1);
}

export function resume(pid: number): void {
  suspended.delete(pid);
  if (isAlive(pid)) process.kill(pid, 'SIGCONT');
}
