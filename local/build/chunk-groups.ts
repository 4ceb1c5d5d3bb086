/**
 * Which modules share a file of the bundle. Left to itself, the bundler makes 130 files of which the first tick would
 * open 48, and small files compress badly.
 */
import { join } from 'node:path';
import type { CodeSplittingGroup, CodeSplittingOptions } from 'rolldown';

type Context = Parameters<Extract<CodeSplittingGroup['name'], (...args: never) => unknown>>[1];

const source = join(import.meta.dirname, '../../src');
const entry = ['functions/app.ts'];
/** What an idle tick loads. */
const tick = ['functions/timers.ts', 'compose.ts', 'operations/tick.ts', 'operations/greet.ts'];
/** What a request for the status loads. */
const status = [
  'functions/http.ts',
  'functions/query-handlers.ts',
  'compose.ts',
  'operations/queries/read-status.ts',
  'api/views/status-view.ts',
];

/**
 * A file each, with everything that is imported there and is in none of the files before: so no file imports a later one,
 * and none can find another half loaded. What is in none is left to the bundler.
 */
const occasions: Readonly<Record<string, readonly string[]>> = {
  tick,
  status,
  run: [
    'adapters/sql-server/sql-session.ts',
    'adapters/sql-server/driver-config.ts',
    'adapters/sql-server/execute-procedure.ts',
    'operations/notices/watch-run.ts',
    'operations/notices/after-tick.ts',
  ],
  history: [
    'operations/queries/read-history.ts',
    'api/views/run-view.ts',
    'api/views/live-run-view.ts',
    'api/views/audit-view.ts',
    'operations/queries/read-days.ts',
    'api/views/days-view.ts',
    'operations/queries/read-backfill.ts',
    'api/views/backfill-progress.ts',
    'operations/queries/list-notices.ts',
    'api/views/notices-view.ts',
  ],
  schedule: [
    'operations/queries/read-schedule.ts',
    'api/views/schedule-view.ts',
    'operations/queries/read-slots.ts',
    'api/views/slots-view.ts',
    'api/views/slots-calendar.ts',
    'api/proposed-schedule.ts',
  ],
  commands: ['functions/command-handlers.ts'],
  why: ['operations/queries/read-why.ts', 'api/views/why-view.ts'],
  preflight: [
    'operations/queries/read-preflight.ts',
    'api/views/preflight-view.ts',
    'adapters/sql-server/preflight/inspect-server.ts',
  ],
  metrics: ['api/metrics/scheduler-metrics.ts', 'api/metrics/exposition.ts'],
  webhooks: ['adapters/notify/slack.ts', 'adapters/notify/teams.ts', 'adapters/notify/webhook.ts'],
};

/** Imports the client of the tables when it is first called. */
const tables = 'adapters/table-storage/open-table.ts';

export const codeSplitting: CodeSplittingOptions = {
  // A group would otherwise take modules that the entry file needs, which then loaded the whole group at the start.
  includeDependenciesRecursively: false,
  groups: [{ name: (id, context) => groupsIn(context).get(id) ?? null, debugName: 'occasions' }],
};

let known: { readonly context: Context; readonly groups: ReadonlyMap<string, string | null> } | undefined;

/** By the module. */
function groupsIn(context: Context): ReadonlyMap<string, string | null> {
  if (known?.context === context) return known.groups;
  const loadedWith = (files: readonly string[]) =>
    closureOf(
      context,
      files.map((file) => join(source, file)),
    );
  const clients = context.getModuleInfo(join(source, tables))?.dynamicallyImportedIds ?? [];
  const inOrder: readonly (readonly [string | null, ReadonlySet<string>])[] = [
    [null, loadedWith(entry)],
    ['shared', loadedWith(tick).intersection(loadedWith(status))],
    [
      'tables',
      closureOf(
        context,
        clients.filter((id) => /[\\/](data-tables|table-storage)[\\/]/.test(id)),
      ),
    ],
    ...Object.entries(occasions).map(([name, files]) => [name, loadedWith(files)] as const),
  ];
  const groups = new Map<string, string | null>();
  for (const [name, modules] of inOrder) for (const id of modules) if (!groups.has(id)) groups.set(id, name);
  known = { context, groups };
  return groups;
}

/** With everything that is imported statically. */
function closureOf(context: Context, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const info = context.getModuleInfo(id);
    if (info === null && roots.includes(id))
      throw new Error(`local/build/chunk-groups.ts names ${id}, which is not in the bundle`);
    open.push(...(info?.importedIds ?? []));
  }
  return found;
}
