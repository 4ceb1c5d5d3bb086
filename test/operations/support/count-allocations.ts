/**
 * Run as a process of its own: how many bytes an idle tick allocates, on a table in memory. Nothing is collected
 * meanwhile, so that the heap grows by just that, and nothing is optimised: the compiler does that when it has time.
 *
 * Its Node options are in idle-tick-allocations.test.ts.
 */
import { tick } from '../../../src/operations/tick.ts';
import { minutes } from '../../../src/core/time/time.ts';
import { recordingLog } from './recording-log.ts';
import { createTableWorld } from './table-world.ts';

const succeeded = { kind: 'succeeded', rowsAffected: 600, returnValue: 0 } as const;
const refuse = (): never => {
  throw new Error('nobody was to probe');
};
const { world, clock } = createTableWorld({
  runner: { execute: async () => succeeded, probe: refuse },
});
const { log } = recordingLog();
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

await tick(world, log);
await clock.advance(minutes(6));
const decided = [await tick(world, log)];
/** Less than ten minutes after the mark that the run left. */
await clock.advance(minutes(1));

async function growth(ticks: number): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let count = 0; count < ticks; count += 1) await tick(world, silent);
  return (process.memoryUsage().heapUsed - before) / ticks;
}

/** The first ones fill caches. */
decided.push(await tick(world, log));
await growth(50);
const bytes = [await growth(100), await growth(100), await growth(100)];
console.log(JSON.stringify({ decided, bytes }));
