/** A world that a test controls: a table in memory behind the whole adapter, a clock that moves only when told, a log that is kept. */
import { monotonicFactory } from 'ulid';
import { noChannels } from '../../../src/adapters/notify/notifier.ts';
import { configRow, leaseRow, stateRow } from '../../../src/adapters/table-storage/entities.ts';
import { controlKeys } from '../../../src/adapters/table-storage/row-keys.ts';
import { storeOn } from '../../../src/adapters/table-storage/table-store.ts';
import { JobConfig } from '../../../src/core/job/job-config.ts';
import { JobState } from '../../../src/core/job/job-state.ts';
import { defaultRows, type ReadySnapshot } from '../../../src/core/job/snapshot.ts';
import { Lease } from '../../../src/core/run/lease.ts';
import type { SchedulerStore, World } from '../../../src/ports.ts';
import { settings, start } from '../../support/core-samples.ts';
import { createTableInMemory, type TableInMemory } from '../../support/table-in-memory.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export interface TestWorld {
  readonly world: World;
  readonly clock: ManualClock;
  readonly table: TableInMemory;
  /** That of another process. */
  readonly store: SchedulerStore;
  readonly control: () => ReadySnapshot;
  readonly shutdown: () => void;
}

export interface WorldOptions extends Partial<Omit<World, 'store'>> {
  /** What this process's store does otherwise than the adapter. */
  readonly store?: (adapter: SchedulerStore) => Partial<SchedulerStore>;
}

export const refuse = (): never => {
  throw new Error('not expected to be called');
};

/** The rows are initialised; whatever the test does not expect to be called throws. */
export function createWorld({ store: otherwise, ...overrides }: WorldOptions = {}): TestWorld {
  const clock = createManualClock();
  const table = createTableInMemory();
  const ulid = monotonicFactory(() => 0.5);
  const idGenerator = { newId: (now: number) => ulid(now) };
  const ofAProcess = () =>
    storeOn(table.client, { job: settings.job, clock, idGenerator, random: () => 0.5 });
  const own = ofAProcess();
  putDefaultRows(table);
  const shutdown = new AbortController();
  const world: World = {
    settings,
    clock,
    idGenerator: { newId: refuse },
    random: () => 0.5,
    instance: { name: 'a:1', version: '1' },
    sha256: refuse,
    store: { ...own, ...otherwise?.(own) },
    runner: { execute: refuse, probe: refuse },
    inspector: { inspect: refuse },
    notifier: noChannels,
    shutdown: shutdown.signal,
    ...overrides,
  };
  return {
    world,
    clock,
    table,
    store: ofAProcess(),
    control: () => controlRowsOf(table),
    shutdown: () => shutdown.abort(),
  };
}

function putDefaultRows(table: TableInMemory): void {
  const { config, lease, state } = defaultRows(settings, start);
  for (const { rowKey, document, columns } of [configRow(config), leaseRow(lease), stateRow(state)]) {
    table.put(rowKey, { ...columns, document });
  }
}

function controlRowsOf({ row }: TableInMemory): ReadySnapshot {
  const [config, lease, state] = [row(controlKeys.config), row(controlKeys.lease), row(controlKeys.state)];
  if (config === undefined || lease === undefined || state === undefined) {
    throw new Error('the control rows were deleted');
  }
  const documentOf = (entity: typeof config): unknown => JSON.parse(String(entity['document']));
  const versionOf = (entity: typeof config) => String(entity['etag']);
  return {
    kind: 'ready',
    config: JobConfig.parse(documentOf(config)),
    lease: Lease.parse(documentOf(lease)),
    state: JobState.parse(documentOf(state)),
    versions: { config: versionOf(config), lease: versionOf(lease), state: versionOf(state) },
  };
}

export function deleteControlRows({ table }: Pick<TestWorld, 'table'>): void {
  for (const key of Object.values(controlKeys)) table.remove(key);
}

/** Somebody deletes the control rows, and another process writes the default ones. */
export async function makeControlRowsAnew(test: Pick<TestWorld, 'table' | 'store'>): Promise<void> {
  deleteControlRows(test);
  const result = await test.store.initialise(defaultRows(settings, start));
  if (result.kind === 'conflict') throw new Error('the other process met a conflict');
}

/** Of the rows of one kind, in order. */
export const keysWith = ({ table }: Pick<TestWorld, 'table'>, prefix: string): readonly string[] =>
  table
    .rows()
    .map(({ rowKey }) => String(rowKey))
    .filter((key) => key.startsWith(prefix));

/** Another process writes these control rows. */
export async function writeAsOther(
  { store, control }: Pick<TestWorld, 'store' | 'control'>,
  parts: Partial<Pick<ReadySnapshot, 'config' | 'lease' | 'state'>>,
): Promise<void> {
  const result = await store.commit({ base: control().versions, ...parts });
  if (result.kind === 'conflict') throw new Error('the other process met a conflict');
}
