/**
 * What the figures measure with: the package as it is deployed, the yardstick apps, and hosts of the same kind for both,
 * on the same Azurite. Each is made when it is first needed, and serves all figures.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build, layOutPackage } from '../../local/stack/build.ts';
import { startSqlServer, type SqlServerStandIn } from '../../local/sql-server/stand-in.ts';
import { type App, asOnAzure, neverByItself, startApp } from '../support/app.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { launchBrowser } from '../support/browser.ts';
import { prepareChromium } from '../support/chromium.ts';
import { type BundledHost, bundleHost } from '../support/bundle-host.ts';
import { type HostProcess, startHost } from '../support/host-process.ts';
import { type Fate, seedPast } from '../support/past.ts';
import type { Storage } from '../support/surroundings.ts';
import { tableOf } from '../support/table-rows.ts';
import { writeYardsticks, yardstickTable, type Yardsticks } from './yardsticks.ts';

/** No tick by itself, and no scheduled run. */
export const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

export class Workshop implements AsyncDisposable {
  readonly #stack = new AsyncDisposableStack();
  readonly #made = new Map<string, Promise<unknown>>();
  #tables = 0;

  /** A folder that ends with the workshop. */
  async folder(name: string): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), `jamkerja-bench-${name}-`));
    this.#stack.defer(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
  }

  /** The folder of the package. */
  readonly package = (): Promise<string> =>
    this.#once('package', async () => {
      build();
      const folder = await this.folder('package');
      layOutPackage(folder);
      return folder;
    });

  readonly yardsticks = (): Promise<Yardsticks> =>
    this.#once('yardsticks', async () => writeYardsticks(await this.folder('yardsticks')));

  readonly azurite = (): Promise<Azurite> =>
    this.#once('azurite', async () => {
      const azurite = await startAzurite();
      this.#stack.defer(() => azurite.stop());
      return azurite;
    });

  readonly sql = (): Promise<SqlServerStandIn> =>
    this.#once('sql', async () => {
      const sql = await startSqlServer();
      this.#stack.defer(() => sql.close());
      return sql;
    });

  /** The built app with a past of 40 runs, and no tick of its own. Callers come with a key, as on Azure. */
  readonly app = (): Promise<App> =>
    this.#once('app', async () =>
      this.#stack.use(await this.startApp(await this.tableWithPast(40), asOnAzure)),
    );

  /** The same without keys, which the page would ask for. */
  readonly openApp = (): Promise<App> =>
    this.#once('open app', async () => this.#stack.use(await this.startApp(await this.tableWithPast(40))));

  /** The yardstick's handlers behind the same kind of host, on the same Azurite and SQL Server. */
  readonly yardstickHost = (): Promise<HostProcess> =>
    this.#once('yardstick host', async () => {
      const [{ handlers }, azurite, sql, { main }] = await Promise.all([
        this.yardsticks(),
        this.azurite(),
        this.sql(),
        this.#host(),
        this.yardstickRow(),
      ]);
      const env = {
        STORAGE: azurite.connectionString,
        SQL_PORT: String(sql.port),
        SQL_USER: sql.user,
        SQL_PASSWORD: sql.password,
      };
      const args = ['--verbose', '--drain-seconds', '1'];
      return this.#stack.use(await startHost({ root: handlers, env, args, main }));
    });

  /** What the yardstick's point reads find. */
  readonly yardstickRow = (): Promise<void> =>
    this.#once('row', async () => {
      const { connectionString } = await this.azurite();
      const table = tableOf({ connectionString, table: yardstickTable });
      await table.createTable();
      await table.createEntity({ partitionKey: 'p', rowKey: 'r', text: 'hello' });
    });

  async tableWithPast(runs: number): Promise<Storage> {
    const storage = await this.emptyTable();
    await seedPast(storage, { fates: Array.from({ length: runs }, (): Fate => 'succeeded') });
    return storage;
  }

  async emptyTable(): Promise<Storage> {
    const { connectionString } = await this.azurite();
    return { connectionString, table: `Bench${(this.#tables += 1)}` };
  }

  /** One more instance of the built app; the caller ends it. */
  async startApp(storage: Storage, env: Readonly<Record<string, string>> = {}): Promise<App> {
    const [root, { main }, sql] = await Promise.all([this.package(), this.#host(), this.sql()]);
    return startApp({ storage, sql, root, main, args: ['--verbose'], env: { ...quiet, ...env } });
  }

  readonly browser = (): Promise<Browser> =>
    this.#once('browser', async () => {
      const browser = await launchBrowser(await prepareChromium());
      this.#stack.defer(() => browser.close());
      return browser;
    });

  readonly #host = (): Promise<BundledHost> =>
    this.#once('host', async () => {
      const host = await bundleHost('bench');
      this.#stack.defer(host.remove);
      return host;
    });

  #once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.#made.get(name) as Promise<T> | undefined) ?? make();
    this.#made.set(name, made);
    return made;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
