/**
 * `npm run bench`: measures each figure against its yardstick and writes the table into docs/performance.md.
 * `-- --only tick,status` measures those alone and `-- --quick` with little patience; both only print.
 */
import { parseArgs } from 'node:util';
import { compare, type Effort } from './compare.ts';
import type { Figure } from './figure.ts';
import { figures } from './figures.ts';
import { describeMachine, type Result, tableOf, writeDocument } from './table.ts';
import { Workshop } from './workshop.ts';

interface Options {
  readonly chosen: readonly Figure[];
  readonly quick: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const names = values.only?.split(',');
  const unknown = names?.filter((name) => !figures.some((figure) => figure.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(
      `--only names ${unknown.join(', ')}: expected some of ${figures.map(({ name }) => name).join(',')}`,
    );
  const chosen = figures.filter(({ name }) => names?.includes(name) ?? true);
  return { chosen, quick: values.quick };
}

/** Enough to see whether it works, and what changes by a half. */
const hasty = ({ rounds, pairs, warmUp }: Effort): Effort => ({
  rounds: Math.min(rounds, 3),
  pairs: Math.ceil(pairs / 4),
  warmUp: Math.ceil(warmUp / 4),
});

async function measure(figure: Figure, workshop: Workshop, quick: boolean): Promise<Result> {
  if (figure.kind === 'counted') return { figure, count: await figure.count(workshop) };
  await using stack = new AsyncDisposableStack();
  const pair = await figure.prepare(workshop, stack);
  return { figure, comparison: await compare(pair, quick ? hasty(figure.effort) : figure.effort) };
}

async function run({ chosen, quick }: Options): Promise<void> {
  await using workshop = new Workshop();
  const results: Result[] = [];
  for (const figure of chosen) {
    const result = await measure(figure, workshop, quick);
    results.push(result);
    console.log(tableOf([result]).split('\n').at(-1));
  }
  console.log(`\n${describeMachine()}\n\n${tableOf(results)}`);
  if (quick || chosen.length < figures.length) return;
  writeDocument(results, 'npm run bench');
  console.log('\nWritten into docs/performance.md.');
}

try {
  await run(readOptions());
} catch (error) {
  console.error(`npm run bench: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
}
