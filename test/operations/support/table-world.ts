/** A world whose rows lie in a table in memory, behind the whole adapter: what is written goes through its shipped code. */
import { monotonicFactory } from 'ulid';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { storeOn } from '../../../src/adapters/table-storage/table-store.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import { createTableInMemory, type TableInMemory } from '../../support/table-in-memory.ts';
import { createWorld, type TestWorld, type WorldOptions } from './world.ts';

export interface TableWorld extends Pick<TestWorld, 'world' | 'clock'> {
  readonly table: TableInMemory;
  readonly store: SchedulerStore;
}

export function createTableWorld(options: Omit<WorldOptions, 'store'> = {}): TableWorld {
  const { world, clock } = createWorld(options);
  const table = createTableInMemory();
  const ulid = monotonicFactory();
  const idGenerator = { newId: (now: number) => ulid(now) };
  const { settings, random } = world;
  const store = storeOn(table.client, { job: settings.job, clock, idGenerator, random });
  return { world: { ...world, store, idGenerator, sha256 }, clock, table, store };
}
