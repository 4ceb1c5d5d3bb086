/** Three instances of the app on one table and one SQL Server, kept over many kills, and the record of what happened. */
import { setTimeout as wait } from 'node:timers/promises';
import { type SqlServerStandIn, startSqlServer } from '../../local/sql-server/stand-in.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { systemIdGenerator, systemRandom } from '../../src/adapters/system/id-generator.ts';
import { createTableStore } from '../../src/adapters/table-storage/table-store.ts';
import type { Run } from '../../src/core/run/run.ts';
import type { SchedulerStore } from '../../src/ports.ts';
import type { Azurite } from '../support/azurite.ts';
import { settings } from '../support/core-samples.ts';
import { Director } from './director.ts';
import { type Build, Instance } from './instance.ts';
import { judgeLedger } from './judge-ledger.ts';
import { judgeCounters, judgeRun, overlaps, type SeenExecution } from './judge.ts';

const renewalSeconds = 0.4;
const expirySeconds = 1.6;

/** Attempts enough for all faults of a round, and waits that a killed process can be started in. */
const env = {
  START_DELAY_SECONDS: '86400',
  MAX_ATTEMPTS: '10',
  RETRY_DELAYS_MINUTES: '0.015',
  LEASE_RENEW_SECONDS: String(renewalSeconds),
  LEASE_EXPIRY_SECONDS: String(expirySeconds),
};

const names = ['A', 'B', 'C'] as const;

export class World {
  readonly sql: SqlServerStandIn;
  readonly director: Director;
  readonly instances: readonly Instance[];
  readonly #store: SchedulerStore;

  static async start(number: number, build: Build, azurite: Azurite): Promise<World> {
    const sql = await startSqlServer();
    const table = `Kills${number}`;
    const director = new Director(expirySeconds * 1_000);
    const place = { build, azurite, sql, table, env, gate: director.gate };
    const instances = await Promise.all(names.map((name) => Instance.start({ ...place, name })));
    const store = await createTableStore({
      settings: {
        table,
        connection: { kind: 'connection_string', connectionString: azurite.connectionString },
      },
      job: settings.job,
      clock: systemClock,
      idGenerator: systemIdGenerator,
      random: systemRandom,
    });
    return new World(sql, director, instances, store);
  }

  private constructor(
    sql: SqlServerStandIn,
    director: Director,
    instances: readonly Instance[],
    store: SchedulerStore,
  ) {
    this.sql = sql;
    this.director = director;
    this.instances = instances;
    this.#store = store;
  }

  async findRun(id: string): Promise<Run | undefined> {
    const found = await this.#store.findRun(id);
    if (found !== undefined && !('state' in found)) throw new Error(`the row of run ${id} is damaged`);
    return found;
  }

  executions(): readonly SeenExecution[] {
    const processes = new Map(this.instances.flatMap(({ sqlWire }) => [...sqlWire.processes]));
    return this.sql.executions.map((each) => ({ ...each, pid: processes.get(each.spid) }));
  }

  /** Until every instance is back, and nothing of the round is left on the way to SQL Server or there. */
  async settleDown(): Promise<void> {
    await this.director.struckAll;
    await Promise.all(this.instances.map(({ recovered }) => recovered));
    const isQuiet = (): boolean =>
      this.instances.every(({ sqlWire }) => sqlWire.open() === 0) &&
      this.sql.executions.every(({ endedAt }) => endedAt !== undefined);
    for (let quiet = 0; quiet < 5; quiet = isQuiet() ? quiet + 1 : 0) await wait(10);
  }

  judge(run: Run): readonly string[] {
    const executions = this.executions();
    return [...overlaps(executions), ...judgeRun(run, executions)];
  }

  /** After each round: what is computed, as the rows have it, against the history. */
  async judgeDays(): Promise<readonly string[]> {
    const [runs, months, snapshot] = await Promise.all([
      this.#allRuns(),
      this.#store.readLedger('0000-00', '9999-99'),
      this.#store.read(),
    ]);
    return judgeLedger(runs, months, snapshot.kind === 'ready' ? snapshot.state.coverage : undefined);
  }

  /** Over the whole history. */
  async judgeAll(): Promise<readonly string[]> {
    const runs = await this.#allRuns();
    const snapshot = await this.#store.read();
    if (snapshot.kind === 'empty') return ['the rows of the job are gone'];
    const executions = this.executions();
    const ranges = new Set(runs.map(({ range }) => `${range.awal} ${range.akhir}`));
    const strays = executions.filter(({ awal, akhir }) => !ranges.has(`${awal} ${akhir}`));
    return [
      ...overlaps(executions),
      ...runs.flatMap((run) => judgeRun(run, executions)),
      ...strays.map(({ awal, spid }) => `an EXEC for ${awal} (session ${spid}) belongs to no run on record`),
      ...judgeCounters(runs, snapshot.state.statistics),
    ];
  }

  async #allRuns(): Promise<readonly Run[]> {
    const runs: Run[] = [];
    let before: string | undefined;
    do {
      const page = await this.#store.listRuns({ limit: 100, before });
      runs.push(...page.runs);
      before = page.next;
    } while (before !== undefined);
    return runs.toReversed();
  }

  async close(): Promise<void> {
    await Promise.all(this.instances.map((each) => each.close()));
    await this.sql.close();
  }
}
