/** Control rows that were read a moment ago serve a list of runs, too, unless this process has changed them since. */
import { expect, test } from 'vitest';
import { commit } from '../../src/operations/commit.ts';
import { listRuns } from '../../src/operations/queries/read-history.ts';
import { readStatus } from '../../src/operations/queries/read-status.ts';
import { milliseconds, TimeZone } from '../../src/core/time/time.ts';
import type { SchedulerStore } from '../../src/ports.ts';
import { createWorld } from './support/world.ts';

function createCountingWorld() {
  let reads = 0;
  const store = ({ read }: SchedulerStore) => ({
    read: () => {
      reads += 1;
      return read();
    },
  });
  return { ...createWorld({ store, idGenerator: { newId: (now) => String(now) } }), reads: () => reads };
}
const query = { limit: 20 };

test('a list reads them when nobody has for a second, and a status always', async () => {
  const { world, clock, reads } = createCountingWorld();
  await readStatus(world);
  await listRuns(world, query);
  await clock.advance(milliseconds(999));
  await listRuns(world, query);
  expect(reads()).toBe(1);
  await clock.advance(milliseconds(1));
  await listRuns(world, query);
  await listRuns(world, query);
  expect(reads()).toBe(2);
  await readStatus(world);
  expect(reads()).toBe(3);
});

test('a clock that is set back does not make them last longer', async () => {
  const { world, clock, reads } = createCountingWorld();
  await listRuns(world, query);
  clock.set(milliseconds(-3_600_000));
  await clock.advance(milliseconds(1_000));
  await listRuns(world, query);
  expect(reads()).toBe(2);
});

test('a list shows what this process has just changed', async () => {
  const { world, control } = createCountingWorld();
  expect((await listRuns(world, query)).timeZone).toBe('Asia/Jakarta');
  const { config } = control();
  const makassar = TimeZone.parse('Asia/Makassar');
  await commit(world, control(), { config: { ...config, timeZone: makassar } });
  expect((await listRuns(world, query)).timeZone).toBe('Asia/Makassar');
});
