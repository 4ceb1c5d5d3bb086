/** One process of the app: its timer ticks, and it is suspended, told to end, or killed. */
import type { Settings } from '../../src/core/settings/scheduler-settings.ts';
import { greet } from '../../src/operations/greet.ts';
import { purge } from '../../src/operations/maintenance/purge.ts';
import { telling } from '../../src/operations/tell-notices.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Log, World } from '../../src/ports.ts';
import type { Chance } from '../support/chance.ts';
import { composeOn } from './compose-on.ts';
import { HostClock } from './host-clock.ts';
import type { Host, Kernel } from './kernel.ts';
import { Link } from './link.ts';
import type { Connection } from './connection.ts';
import type { Receivers } from './receivers.ts';
import type { SqlServer } from './sql-server.ts';
import type { TableService } from './table-service.ts';

export interface Surroundings {
  readonly kernel: Kernel;
  readonly chance: Chance;
  readonly service: TableService;
  readonly server: SqlServer;
  readonly receivers: Receivers;
  readonly settings: Settings;
  readonly tickEvery: number;
  /** A tick that had nothing to do has ended. `waited`: the longest that it did not wait for the table, but for others. */
  readonly ticked: (waited: number, name: string) => void;
  readonly tell: (who: string, line: string) => void;
}

/** The host kills the worker this long after it was told to end. */
const terminationTime = 4_500;

export class AppInstance implements Host {
  alive = true;
  suspendedUntil = 0;
  #suspensions = 0;
  readonly name: string;
  readonly clock: HostClock;
  readonly tableLink: Link;
  readonly sqlLink: Link;
  readonly world: World;
  readonly log: Log;
  readonly #surroundings: Surroundings;
  readonly #shutdown = new AbortController();
  readonly #connections = new Set<Connection>();
  #ticking = false;

  constructor(name: string, surroundings: Surroundings, clock: { ahead: number; rate: number }) {
    const { kernel, chance, tell } = surroundings;
    this.name = name;
    this.#surroundings = surroundings;
    this.clock = new HostClock(kernel, this, clock.ahead, clock.rate);
    this.tableLink = new Link(kernel, chance.stream(`${name} table`));
    this.sqlLink = new Link(kernel, chance.stream(`${name} sql`));
    const say = (text: string): void => tell(name, text);
    this.log = { debug: () => undefined, info: say, warn: say, error: say };
    this.world = composeOn({
      host: this,
      surroundings,
      connections: this.#connections,
      shutdown: this.#shutdown.signal,
    });
    kernel.after(chance.spread(1, surroundings.tickEvery), this, () => this.#startTimer());
  }

  /** The timer never calls while its last call goes on. */
  #startTimer(): void {
    const { kernel, tickEvery } = this.#surroundings;
    kernel.after(tickEvery, this, () => this.#startTimer());
    if (this.#ticking || this.#shutdown.signal.aborted) return;
    void this.#tick();
  }

  async #tick(): Promise<void> {
    this.#ticking = true;
    this.tableLink.watch();
    const before = this.#suspensions;
    const decision = await this.attempt('tick', () => tick(this.world, this.log));
    // Of a process that was suspended meanwhile nobody can tell what it waited for.
    if (decision === 'wait' && this.#suspensions === before)
      this.#surroundings.ticked(this.tableLink.longestPause(), this.name);
    this.#ticking = false;
  }

  greet(): Promise<unknown> {
    return this.attempt('greet', () => greet(this.world, this.log));
  }

  purge(): Promise<unknown> {
    return this.attempt('purge', () => purge(this.world, this.log));
  }

  /** An operation that fails is logged by the host; the next one comes all the same. */
  async attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await telling(this.world, this.log, work);
    } catch (error) {
      this.log.error(`${what} failed: ${String(error)}`);
      return undefined;
    }
  }

  /** The process is told to end, and is killed shortly afterwards. */
  terminate(): void {
    this.#shutdown.abort();
    this.#surroundings.kernel.after(terminationTime, undefined, () => this.kill());
  }

  kill(): void {
    this.alive = false;
    for (const connection of this.#connections) connection.orphan();
  }

  /** Something on the way ends the connections to SQL Server; the server notices later. */
  breakConnections(noticedAfter: number): void {
    for (const connection of this.#connections) connection.reset(noticedAfter);
  }

  suspend(duration: number): void {
    this.#suspensions += 1;
    this.suspendedUntil = this.#surroundings.kernel.now + duration;
  }
}
