/** Starts, each in a process of its own: what every instance pays before its first answer. */
import { join } from 'node:path';
import { build } from 'rolldown';
import { zipOf } from '../../local/build/zip.ts';
import type { FreshWorker } from '../support/fresh-worker.ts';
import { environmentOn, freshWorkerFile, runFreshWorker } from '../support/run-fresh-worker.ts';
import { timed } from './ask.ts';
import type { Figure } from './figure.ts';
import type { Workshop } from './workshop.ts';

const hello = 'an app that says hello';

/** Bundled once: otherwise each process would spend most of its time on the types in the probe's own sources. */
async function bundleProbe(workshop: Workshop): Promise<string> {
  const dir = await workshop.folder('probe');
  await build({
    input: { probe: freshWorkerFile },
    platform: 'node',
    logLevel: 'warn',
    output: { dir, format: 'esm', entryFileNames: '[name].mjs' },
  });
  return join(dir, 'probe.mjs');
}

type Start = (folder: string, ...args: readonly string[]) => Promise<FreshWorker>;

async function starter(workshop: Workshop): Promise<Start> {
  const [probe, storage] = await Promise.all([bundleProbe(workshop), workshop.tableWithPast(40)]);
  await workshop.yardstickRow();
  const env = { ...environmentOn(storage), STORAGE: storage.connectionString };
  return (...args) => runFreshWorker(args, env, probe);
}

const first = async (start: Start, folder: string, name: string): Promise<number> => {
  const { firstMs = Number.NaN } = await start(folder, name);
  return firstMs;
};

const shared = {
  kind: 'compared',
  unit: 'ms',
  as: 'times',
  effort: { rounds: 15, pairs: 5, warmUp: 2 },
} as const;

export const startFigures: readonly Figure[] = [
  {
    ...shared,
    name: 'load',
    what: 'loading the entry file',
    against: hello,
    mustReach: 0.6,
    prepare: async (workshop) => {
      const [app, { hello: yardstick }] = await Promise.all([workshop.package(), workshop.yardsticks()]);
      const start = await starter(workshop);
      return {
        subject: async () => (await start(app)).loadMs,
        yardstick: async () => (await start(yardstick)).loadMs,
      };
    },
  },
  {
    ...shared,
    name: 'process',
    what: 'a process from its start until all is registered, and its end',
    against: hello,
    mustReach: 1,
    prepare: async (workshop) => {
      const [app, { hello: yardstick }] = await Promise.all([workshop.package(), workshop.yardsticks()]);
      const start = await starter(workshop);
      return {
        subject: () => timed(() => start(app, '--bare')),
        yardstick: () => timed(() => start(yardstick, '--bare')),
      };
    },
  },
  ...(
    [
      ['first-tick', 'the first tick of a process', 'tick', 'readByTimer'],
      ['first-status', 'the first status of a process', 'status', 'read'],
    ] as const
  ).map(([name, what, own, other]): Figure => ({
    ...shared,
    name,
    what,
    against: 'the first point read of a process',
    effort: { rounds: 9, pairs: 3, warmUp: 2 },
    prepare: async (workshop) => {
      const [app, { handlers }] = await Promise.all([workshop.package(), workshop.yardsticks()]);
      const start = await starter(workshop);
      return {
        subject: () => first(start, app, own),
        yardstick: () => first(start, handlers, other),
      };
    },
  })),
  {
    kind: 'counted',
    name: 'package',
    what: 'the package, zipped',
    unit: 'MB',
    mustReach: 0.6,
    count: async (workshop) => zipOf(await workshop.package()).length / 1_000_000,
  },
];
