import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquire } from '../../../src/core/run/lease.ts';
import { seconds } from '../../../src/core/time/time.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { sampleInstant, sampleWaitingRun } from '../../support/sample-records.ts';
import { initialised, ready } from '../../support/store-contract/rows.ts';
import { makeStore, newTableName } from './fixture.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

describe('twenty processes that start a run at once', () => {
  it('have exactly one winner in each of 50 rounds, and only its rows are written', async () => {
    const making = { connectionString: azurite.connectionString, table: newTableName() };
    const stores: SchedulerStore[] = [];
    for (let index = 0; index < 20; index += 1) stores.push(await makeStore(making));
    const reader = await makeStore(making);
    let snapshot = await initialised(reader);
    for (let round = 1; round <= 50; round += 1) {
      const { versions: base, lease, state } = snapshot;
      const runs = stores.map(() => sampleWaitingRun());
      const results = await Promise.all(
        stores.map(async (store, index) => {
          const run = runs[index] ?? sampleWaitingRun();
          const by = { holder: `process ${index}`, runId: run.id, attempt: 1 };
          const held = acquire(lease, by, sampleInstant, seconds(150));
          return await store.commit({ base, lease: held, state: { ...state, active: run }, run });
        }),
      );
      snapshot = await ready(reader);
      const winners = runs.filter((_, index) => results[index]?.kind === 'committed');
      expect(winners).toEqual([snapshot.state.active]);
      expect(snapshot.lease).toMatchObject({ epoch: round, runId: winners[0]?.id });
    }
    expect((await reader.listRuns({ limit: 1_000 })).runs).toHaveLength(50);
  });
});

describe('two jobs in one table', () => {
  it('do not see each other', async () => {
    const making = { connectionString: azurite.connectionString, table: newTableName() };
    const [one, other] = [await makeStore(making), await makeStore({ ...making, job: 'another' })];
    const { versions: base, state } = await initialised(one);
    const run = sampleWaitingRun();
    await one.commit({ base, state, run, answered: { key: 'k', request: 'r', reply: '{"status":202}' } });
    expect(await other.read()).toEqual({ kind: 'empty' });
    expect(await other.findRun(run.id)).toBeUndefined();
    expect(await other.findAnswered('k')).toBeUndefined();
    expect(await other.listRuns({ limit: 10 })).toEqual({ runs: [] });
  });
});
