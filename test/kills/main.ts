/**
 * `npm run test:kills -- --kills 200 --seed 1`: kills and suspends processes of the built app at points swept over the
 * whole course of a run, and compares the table with what SQL Server saw. The same seed gives the same points.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, layOutPackage } from '../../local/stack/build.ts';
import { stateFolder } from '../../local/stack/folders.ts';
import { startAzurite } from '../support/azurite.ts';
import { bundleHost } from '../support/bundle-host.ts';
import { planOf, undisturbed } from './plan.ts';
import { Report } from './report.ts';
import { playRound } from './round.ts';
import { World } from './world.ts';

interface Options {
  readonly kills: number;
  readonly seed: number;
  readonly worlds: number;
  /** Also after a violation, to see what else there is. */
  readonly goOn: boolean;
  /** Only this round. */
  readonly round: number | undefined;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      worlds: { type: 'string', default: '3' },
      round: { type: 'string' },
      'go-on': { type: 'boolean', default: false },
    },
  });
  return {
    kills: whole('kills', values.kills),
    seed: whole('seed', values.seed),
    worlds: whole('worlds', values.worlds),
    goOn: values['go-on'],
    round: values.round === undefined ? undefined : whole('round', values.round),
  };
}

function whole(name: string, text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`--${name} is "${text}": expected a whole number`);
}

async function run(options: Options): Promise<boolean> {
  // Hundreds of processes load the same bundles: compiled once, they start sooner.
  process.env['NODE_COMPILE_CACHE'] ??= join(stateFolder, 'compile-cache');
  await using stack = new AsyncDisposableStack();
  build();
  const root = await mkdtemp(join(tmpdir(), 'jamkerja-kills-'));
  stack.defer(() => rm(root, { recursive: true, force: true }));
  layOutPackage(root);
  const host = await bundleHost('kills');
  stack.defer(host.remove);
  const azurite = await startAzurite();
  stack.defer(() => azurite.stop());
  const report = new Report(options);
  const numbers = Array.from({ length: options.round === undefined ? options.worlds : 1 }, (_, each) => each);
  const worlds = await Promise.all(
    numbers.map(async (number) => {
      const world = await World.start(number, { main: host.main, root }, azurite);
      stack.defer(() => world.close());
      return world;
    }),
  );
  let round = options.round ?? 0;
  const last = options.round ?? Infinity;
  await Promise.all(
    worlds.map(async (world) => {
      while (report.kills < options.kills && round <= last && (options.goOn || !report.failed))
        report.add(await playRound(world, planOf(options.seed, round++)));
    }),
  );
  // After all that, the next run is like any other.
  for (const world of worlds) if (!report.failed) report.add(await playRound(world, undisturbed(round++)));
  report.addFinal((await Promise.all(worlds.map((world) => world.judgeAll()))).flat());
  return report.end();
}

try {
  if (process.platform !== 'linux')
    throw new Error(`this needs the signals and the /proc of Linux, and this is ${process.platform}`);
  process.exitCode = (await run(readOptions())) ? 0 : 1;
} catch (error) {
  console.error(`npm run test:kills: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
}
