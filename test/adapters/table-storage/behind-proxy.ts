/** Azurite behind a scripted proxy for a test file, and stores that go through it or past it. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { SchedulerStore } from '../../../src/ports.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { startTableProxy, type TableProxy } from '../../support/table-proxy.ts';
import { makeClock, makeStore, newTableName, type NotingClock, type StoreMaking } from './fixture.ts';

/** What a test has at hand; valid inside its hooks and tests. */
export interface BehindProxy {
  azurite(): Azurite;
  proxy(): TableProxy;
  table(): string;
  clock(): NotingClock;
  /** The store under test, through the proxy. */
  store(): SchedulerStore;
  /** Another process, which the proxy does not disturb. */
  foreign(): SchedulerStore;
}

export function useProxy(more: Partial<StoreMaking> = {}): BehindProxy {
  let azurite: Azurite;
  let proxy: TableProxy;
  let table: string;
  let clock: NotingClock;
  let store: SchedulerStore;
  let foreign: SchedulerStore;
  beforeAll(async () => {
    azurite = await startAzurite();
    proxy = await startTableProxy(azurite);
  });
  beforeEach(async () => {
    table = newTableName();
    clock = makeClock();
    const { connectionString } = proxy;
    store = await makeStore({ connectionString, table, clock, ...more });
    foreign = await makeStore({ connectionString: azurite.connectionString, table });
  });
  afterEach(() => proxy.clear());
  afterAll(async () => {
    await proxy.stop();
    await azurite.stop();
  });
  return {
    azurite: () => azurite,
    proxy: () => proxy,
    table: () => table,
    clock: () => clock,
    store: () => store,
    foreign: () => foreign,
  };
}
