/** What the built app tells its host while it loads, seen by a process that offers the host's core module. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../../src/api/routes.ts';

const run = promisify(execFile);

/** Answers `require('@azure/functions-core')` as the Node worker does, and prints what was registered. */
const loader = `
const Module = require('node:module');
const original = Module.prototype.require;
const registered = [];
const disposable = { dispose() {} };
const core = {
  version: '3', hostVersion: '4', Disposable: class {}, log() {},
  setProgrammingModel() {}, getProgrammingModel() {},
  registerFunction(metadata) { registered.push(metadata); return disposable; },
  registerHook(name) { registered.push({ hook: name }); return disposable; },
};
Module.prototype.require = function (id) {
  return id === '@azure/functions-core' ? core : original.call(this, id);
};
require(process.argv[1]);
const chunks = Object.keys(require.cache).map((file) => require('node:path').basename(file));
console.log(JSON.stringify({ registered, chunks }));
`;

const Registered = z.object({
  registered: z.array(
    z.object({
      hook: z.string().optional(),
      name: z.string().optional(),
      bindings: z
        .record(
          z.string(),
          z
            .object({ type: z.string(), authLevel: z.string(), route: z.string(), schedule: z.string() })
            .partial(),
        )
        .optional(),
    }),
  ),
  chunks: z.array(z.string()),
});

async function load(environment: Readonly<Record<string, string>> = {}) {
  const { stdout } = await run(process.execPath, ['-e', loader, `${inject('appRoot')}/dist/main.cjs`], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  const { registered, chunks } = Registered.parse(JSON.parse(stdout));
  const bindings = registered.flatMap(({ name, bindings: each }) =>
    Object.values(each ?? {}).map((binding) => ({ name, ...binding })),
  );
  return {
    chunks,
    hooks: registered.flatMap(({ hook }) => hook ?? []),
    http: bindings.filter(({ type }) => type === 'httpTrigger'),
    timers: bindings.filter(({ type }) => type === 'timerTrigger'),
  };
}

const levelsUnder = async (enabled: string) =>
  new Set((await load({ WEBSITE_AUTH_ENABLED: enabled })).http.map(({ authLevel }) => authLevel));
const schedules = async (environment: Readonly<Record<string, string>> = {}) =>
  (await load(environment)).timers.map(({ name, schedule }) => [name, schedule]);

describe('the built app, loaded by a host', () => {
  it('registers every route of the route list and the dashboard, and no other', async () => {
    const { http } = await load();
    expect(http.map(({ name, route }) => [name, route])).toEqual([
      ...routes.map(({ name, path }) => [name, path]),
      ['dashboard', 'scheduler/dashboard'],
    ]);
  });

  it('requires a function key everywhere except for the health check and the page, which holds no data', async () => {
    const { http } = await load();
    const open = http.filter(({ authLevel }) => authLevel !== 'function').map(({ name }) => name);
    expect(routes.filter(({ access }) => access === 'public').map(({ name }) => name)).toEqual(['health']);
    expect(open).toEqual(['health', 'dashboard']);
  });

  it('leaves the metrics to the app where they have a token, and nothing else', async () => {
    const { http } = await load({ METRICS_TOKEN: 'x' });
    const open = http.filter(({ authLevel }) => authLevel !== 'function').map(({ name }) => name);
    expect(open).toEqual(['health', 'metrics', 'dashboard']);
  });

  it('leaves callers to the platform where App Service Authentication is on, and only there', async () => {
    expect(await levelsUnder('True')).toEqual(new Set(['anonymous']));
    expect(await levelsUnder('False')).toContain('function');
    expect(await levelsUnder('1')).toContain('function');
  });

  it('ticks every 15 seconds unless TICK_SCHEDULE says otherwise', async () => {
    expect(await schedules()).toEqual([
      ['tick', '*/15 * * * * *'],
      ['maintenance', '0 20 18 * * *'],
    ]);
    expect(await schedules({ TICK_SCHEDULE: '0 * * * * *' })).toContainEqual(['tick', '%TICK_SCHEDULE%']);
  });

  it('is notified when the worker ends', async () => {
    expect((await load()).hooks).toContain('appTerminate');
  });

  it('loads nothing but the registrations: validation, storage and SQL load with their first use', async () => {
    expect((await load()).chunks).toEqual(['main.cjs']);
  });
});
