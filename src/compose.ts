/** The one place that reads the environment and builds the real adapters. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createNotifier } from './adapters/notify/notifier.ts';
import { readNotifySettings } from './adapters/notify/notify-settings.ts';
import { createInputProbe, createProcedureRunner } from './adapters/sql-server/procedure-runner.ts';
import { parseSqlSettings } from './adapters/sql-server/sql-settings.ts';
import { type DashboardPage, readDashboardPage } from './adapters/system/dashboard-page.ts';
import { systemClock } from './adapters/system/clock.ts';
import { systemIdGenerator, systemRandom } from './adapters/system/id-generator.ts';
import { sha256 } from './adapters/system/sha256.ts';
import { createTableStore } from './adapters/table-storage/table-store.ts';
import { parseTableSettings } from './adapters/table-storage/table-settings.ts';
import { escapeHidden } from './core/hidden-characters.ts';
import { parseFunctionTimeout } from './core/settings/function-timeout.ts';
import { dashboardAddress, readOwnSite } from './core/settings/own-site.ts';
import { readPendingSettings } from './core/settings/pending-environment.ts';
import { parseSettings } from './core/settings/scheduler-settings.ts';
import { checkMetricsToken } from './core/settings/wrong-settings.ts';
import type { Instance, World } from './ports.ts';

export type Composed =
  | { readonly kind: 'composed'; readonly world: World }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

export const site = readOwnSite(process.env);

/** Aborted when the host is about to end this process. */
export const shutdown = new AbortController();

let composing: Promise<Composed> | undefined;

/** Builds the world once per process. Invalid settings are a result, so that every function can say what is wrong. */
export function compose(): Promise<Composed> {
  // A copy: each look at all names of process.env asks the system for every value again.
  composing ??= build({ ...process.env }).catch((error: unknown) => {
    composing = undefined;
    throw error;
  });
  return composing;
}

let page: Promise<DashboardPage> | undefined;

/** Needs no settings, so it works even when they are invalid. */
export function dashboardPage(): Promise<DashboardPage> {
  const file = new URL('../dist/dashboard/page.json.br', import.meta.url);
  page ??= readDashboardPage(file, site.authentication).catch((error: unknown) => {
    page = undefined;
    throw error;
  });
  return page;
}

/** For timers, which have no caller to answer: throws the problems with the settings. */
export async function requireWorld(): Promise<World> {
  const composed = await compose();
  if (composed.kind === 'composed') return composed.world;
  throw new Error(
    `spJamkerja cannot run because the app's settings are invalid:\n- ${composed.problems.join('\n- ')}`,
  );
}

async function build(environment: NodeJS.ProcessEnv): Promise<Composed> {
  const [hostJson, version] = await Promise.all([readBeside('host.json'), readVersion()]);
  const timeout = parseFunctionTimeout(hostJson, environment);
  if (timeout.kind === 'invalid') return timeout;
  const settings = parseSettings(environment, timeout.settings.limit, timeout.settings.source);
  const table = parseTableSettings(environment);
  const sql = parseSqlSettings(environment);
  if (settings.kind === 'invalid' || table.kind === 'invalid' || sql.kind === 'invalid') {
    return {
      kind: 'invalid',
      problems: [settings, table, sql]
        .flatMap((each) => (each.kind === 'invalid' ? each.problems : []))
        .map(escapeHidden),
    };
  }
  const notify = readNotifySettings(environment);
  const store = await createTableStore({
    settings: table.settings,
    job: settings.settings.job,
    idGenerator: systemIdGenerator,
    random: systemRandom,
    clock: systemClock,
  });
  const parts = { sql: sql.settings, settings: settings.settings, clock: systemClock };
  const runner = createProcedureRunner(parts);
  const world: World = {
    settings: settings.settings,
    clock: systemClock,
    idGenerator: systemIdGenerator,
    random: systemRandom,
    sha256,
    instance: instanceOf(environment, version),
    store,
    runner,
    inspector: runner,
    input: createInputProbe(parts),
    notifier: createNotifier(notify.settings, settings.settings.job, systemClock),
    wrongSettings: [
      ...notify.wrong,
      ...checkMetricsToken(environment),
      ...readPendingSettings(environment).wrong,
    ].map((each) => ({
      ...each,
      problems: each.problems.map(escapeHidden),
    })),
    dashboard: dashboardAddress(environment),
    shutdown: shutdown.signal,
  };
  return { kind: 'composed', world };
}

/** One folder above this module, both in `src` and in `dist`. */
async function readBeside(file: string): Promise<string> {
  return readFile(new URL(`../${file}`, import.meta.url), 'utf8');
}

/**
 * What `npm run package` wrote into the package, so that it changes with the code. In the sources there is none. An app
 * without a version still works, so nothing that is wrong with the file stops it.
 */
async function readVersion(): Promise<string> {
  try {
    const manifest: { readonly build?: unknown } = JSON.parse(await readBeside('package.json'));
    return escapeHidden(String(manifest.build ?? 'development')).slice(0, 100);
  } catch {
    return 'unknown';
  }
}

function instanceOf(environment: NodeJS.ProcessEnv, version: string): Instance {
  const machine = environment['WEBSITE_INSTANCE_ID']?.slice(0, 12) ?? hostname();
  return { name: `${escapeHidden(machine)}:${process.pid}`, version };
}
