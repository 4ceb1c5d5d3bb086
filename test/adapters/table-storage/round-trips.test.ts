import { describe, expect, it } from 'vitest';
import { openTable } from '../../../src/adapters/table-storage/open-table.ts';
import { acquire } from '../../../src/core/run/lease.ts';
import { plus, seconds } from '../../../src/core/time/time.ts';
import {
  newUlid,
  sampleFinishedRun,
  sampleInstant,
  sampleMessages,
  sampleRows,
  sampleWaitingRun,
} from '../../support/sample-records.ts';
import { initialised, ready, writeRuns } from '../../support/store-contract/rows.ts';
import { useProxy } from './behind-proxy.ts';

const { azurite, proxy, table, store, foreign } = useProxy();

describe('round trips of the table store', () => {
  it('are one for reading a table without rows', async () => {
    await store().read();
    proxy().clear();
    expect(await store().read()).toEqual({ kind: 'empty' });
    expect(proxy().requests).toHaveLength(1);
  });

  it('are one for reading the control rows before 500 runs, and for the first page of those', async () => {
    await initialised(foreign());
    const runs = Array.from({ length: 500 }, (_, index) =>
      sampleFinishedRun('succeeded', plus(sampleInstant, seconds(index))),
    );
    await writeRuns(foreign(), runs);
    expect((await store().read()).kind).toBe('ready');
    expect(proxy().requests).toHaveLength(1);
    proxy().clear();
    expect((await store().listRuns({ limit: 50 })).runs).toEqual(runs.toReversed().slice(0, 50));
    expect(proxy().requests).toHaveLength(1);
  });

  it('are one for a heartbeat', async () => {
    const { versions: base, lease } = await initialised(foreign());
    await store().commit({ base, lease });
    expect(proxy().requests.map((request) => request.method)).toEqual(['PUT']);
  });

  it('are one for a start and one for a finish, each a transaction', async () => {
    const { versions: base, lease, state } = await initialised(foreign());
    const run = sampleWaitingRun();
    const held = acquire(lease, { holder: 'x', runId: run.id, attempt: 1 }, sampleInstant, seconds(150));
    const answered = { key: 'k', request: 'r', reply: '{"status":202}' };
    const started = await store().commit({
      base,
      lease: held,
      state: { ...state, active: run },
      run,
      answered,
    });
    if (started.kind !== 'committed') throw new Error('met a conflict');
    expect(proxy().requests).toEqual([{ method: 'POST', path: '/$batch' }]);
    proxy().clear();
    const finished = { ...sampleFinishedRun('succeeded'), id: run.id };
    const messages = sampleMessages(100);
    await store().commit({ base: started.versions, lease, state, run: finished, messages });
    expect(proxy().requests).toEqual([{ method: 'POST', path: '/$batch' }]);
  });

  it('are one for a run, its messages, an answer, and none for an invalid id', async () => {
    await initialised(foreign());
    proxy().clear();
    await store().findRun(newUlid());
    await store().findMessages(newUlid());
    await store().findAnswered('key');
    expect(proxy().requests).toHaveLength(3);
    proxy().clear();
    await store().findRun('no id');
    await store().findMessages('no id');
    expect(proxy().requests).toEqual([]);
  });
});

describe('the table', () => {
  it('is created by the first read', async () => {
    expect(await store().read()).toEqual({ kind: 'empty' });
    expect(proxy().requests.map((request) => request.path)).toContain('/Tables');
    proxy().clear();
    expect(await foreign().initialise(sampleRows)).toMatchObject({ kind: 'committed' });
  });

  it('is created by initialising', async () => {
    expect((await store().initialise(sampleRows)).kind).toBe('committed');
    expect((await ready(foreign())).config).toEqual(sampleRows.config);
  });

  it('is created once when two processes meet for the first time', async () => {
    const results = await Promise.all([store(), foreign()].map((each) => each.initialise(sampleRows)));
    expect(results.map((result) => result.kind).toSorted()).toEqual(['committed', 'conflict']);
  });

  it('that has vanished makes a commit lose, as if another process had written', async () => {
    const { versions: base, state } = await initialised(store());
    await deleteTable();
    const run = sampleWaitingRun();
    expect(await store().commit({ base, state, run })).toEqual({ kind: 'conflict' });
    expect(await store().read()).toEqual({ kind: 'empty' });
  });
});

async function deleteTable(): Promise<void> {
  const { connectionString } = azurite();
  const settings = { table: table(), connection: { kind: 'connection_string', connectionString } } as const;
  await (await openTable(settings)).deleteTable();
}
