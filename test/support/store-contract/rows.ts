/** What the parts of the contract share: how a test gets at rows and writes runs. */
import type { Run } from '../../../src/core/run/run.ts';
import type { ReadySnapshot } from '../../../src/core/job/snapshot.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import { sampleRows } from '../sample-records.ts';

/** Two stores over the same rows, as two processes have them. An implementation in memory may give one twice. */
export interface StorePair {
  readonly one: SchedulerStore;
  readonly other: SchedulerStore;
}

export async function initialised(store: SchedulerStore): Promise<ReadySnapshot> {
  await store.initialise(sampleRows);
  return await ready(store);
}

export async function ready(store: SchedulerStore): Promise<ReadySnapshot> {
  const snapshot = await store.read();
  if (snapshot.kind === 'empty') throw new Error('expected rows, found none');
  return snapshot;
}

/** Writes runs one by one, each guarded by the state row as the operations do it. */
export async function writeRuns(store: SchedulerStore, runs: readonly Run[]): Promise<void> {
  let { versions: base, state } = await ready(store);
  for (const run of runs) {
    const result = await store.commit({ base, state, run });
    if (result.kind === 'conflict') throw new Error(`run ${run.id} met a conflict`);
    base = result.versions;
  }
}
