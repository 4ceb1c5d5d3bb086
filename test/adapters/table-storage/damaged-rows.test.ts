import { describe, expect, it } from 'vitest';
import { openTable } from '../../../src/adapters/table-storage/open-table.ts';
import { sampleFinishedRun } from '../../support/sample-records.ts';
import { initialised, writeRuns } from '../../support/store-contract/rows.ts';
import { useProxy } from './behind-proxy.ts';
import { job } from './fixture.ts';

const { azurite, store, table } = useProxy();

/** What people see and do in Storage Explorer. */
async function byHand() {
  const { connectionString } = azurite();
  return await openTable({ table: table(), connection: { kind: 'connection_string', connectionString } });
}

describe('rows that somebody changed by hand', () => {
  it('give an error that names the table, the row and what is wrong', async () => {
    await initialised(store());
    const client = await byHand();
    await client.updateEntity(
      { partitionKey: job, rowKey: 'control-state', document: '{"statistics":{"execution":"1"}}' },
      'Merge',
    );
    await expect(store().read()).rejects.toThrow(
      new RegExp(
        `row control-state of table ${table()} at http.* cannot be read: .*statistics.execution: Invalid input`,
      ),
    );
    await client.updateEntity({ partitionKey: job, rowKey: 'control-state', document: 5 }, 'Merge');
    await expect(store().read()).rejects.toThrow(/control-state .* "document" is not text/);
  });

  it('give an error that names the missing ones when only some control rows are left', async () => {
    await initialised(store());
    const client = await byHand();
    await client.deleteEntity(job, 'control-lease');
    await client.deleteEntity(job, 'control-config');
    await expect(store().read()).rejects.toThrow(/control-config and control-lease missing/);
  });

  it('name the field of a run too, whatever its state', async () => {
    await initialised(store());
    const run = sampleFinishedRun('failed');
    await writeRuns(store(), [run]);
    const client = await byHand();
    const query = client.listEntities({ queryOptions: { filter: `runId eq '${run.id}'` } });
    const [row] = (await query.byPage().next()).value;
    const document = JSON.stringify({ ...run, state: { ...run.state, endedAt: 'yesterday' } });
    await client.updateEntity({ partitionKey: job, rowKey: row?.rowKey, document }, 'Merge');
    const words = /as expected: state\.endedAt: Invalid input: expected number, received string/;
    const damaged = { row: row?.rowKey, problem: expect.stringMatching(words) };
    expect(await store().findRun(run.id)).toEqual(damaged);
    expect(await store().listRuns({ limit: 5 })).toEqual({ runs: [], damaged: [damaged] });
    expect(store().takeNotices()).toEqual([{ kind: 'damaged', ...damaged }]);
  });

  it('do not end a page of the audit or of the runs', async () => {
    await initialised(store());
    const runs = [sampleFinishedRun('failed'), sampleFinishedRun('succeeded'), sampleFinishedRun('lost')];
    await writeRuns(store(), runs);
    const client = await byHand();
    await client.createEntity({ partitionKey: job, rowKey: 'run-mangled', document: '{}' });
    const query = client.listEntities({ queryOptions: { filter: `runId eq '${runs[1]?.id}'` } });
    const [row] = (await query.byPage().next()).value;
    await client.updateEntity({ partitionKey: job, rowKey: row?.rowKey, document: '' }, 'Merge');
    const first = await store().listRuns({ limit: 2 });
    expect(first).toMatchObject({ runs: [runs[2]], damaged: [{ row: row?.rowKey }], next: runs[1]?.id });
    const second = await store().listRuns({ limit: 2, before: first.next });
    expect(second).toMatchObject({ runs: [runs[0]], damaged: [{ row: 'run-mangled' }] });
  });

  it('make a commit lose when its control row is gone', async () => {
    const { versions: base, lease, state } = await initialised(store());
    const client = await byHand();
    await client.deleteEntity(job, 'control-lease');
    expect(await store().commit({ base, lease })).toEqual({ kind: 'conflict' });
    expect(await store().commit({ base, lease, state })).toEqual({ kind: 'conflict' });
  });

  it('show columns that people can read and filter by', async () => {
    await initialised(store());
    const run = sampleFinishedRun('succeeded');
    await writeRuns(store(), [run]);
    const client = await byHand();
    const query = client.listEntities({ queryOptions: { filter: `runId eq '${run.id}'` } });
    const found = [...(await query.byPage().next()).value];
    expect(found).toMatchObject([
      {
        runId: run.id,
        outcome: 'succeeded',
        slot: '2026-11-23T01:00:00.000Z',
        createdAt: '2026-11-23T01:00:00.000Z',
        keepUntil: '2027-12-28T02:00:00.000Z',
      },
    ]);
  });
});
