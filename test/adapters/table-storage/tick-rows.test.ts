/** The rows of the record of ticks, through the shipped adapter on a table in memory. */
import { beforeEach, describe, expect, it } from 'vitest';
import { storeOn } from '../../../src/adapters/table-storage/table-store.ts';
import { defaultRows } from '../../../src/core/job/snapshot.ts';
import type { TickGap, TickMark } from '../../../src/core/job/tick-record.ts';
import type { SchedulerStore } from '../../../src/ports.ts';
import { afterMinutes, settings, start } from '../../support/core-samples.ts';
import { createTableInMemory, type TableInMemory } from '../../support/table-in-memory.ts';
import { job, makeClock, makeIdGenerator } from './fixture.ts';

const mark: TickMark = { since: start, at: start, nextBy: afterMinutes(12) };
const gapTo = (minute: number): TickGap => ({
  from: afterMinutes(minute - 5),
  silentFrom: afterMinutes(minute - 3),
  to: afterMinutes(minute),
});

let table: TableInMemory;
let store: SchedulerStore;
beforeEach(async () => {
  table = createTableInMemory();
  store = storeOn(table.client, { job, clock: makeClock(), idGenerator: makeIdGenerator(), random: () => 0 });
  await store.initialise(defaultRows(settings, start));
});

async function markRead(): Promise<TickMark | undefined> {
  const read = await store.read();
  if (read.kind === 'empty') throw new Error('no rows');
  return read.ticks;
}

describe('the mark of a tick', () => {
  it('is read with the control rows, and the last one counts', async () => {
    expect(await markRead()).toBeUndefined();
    await store.noteTick({ mark: { ...mark, at: afterMinutes(-10) } });
    await store.noteTick({ mark });
    expect(await markRead()).toEqual(mark);
  });

  it('that is damaged is as good as none, is reported, and gives way to the next', async () => {
    await store.noteTick({ mark });
    const document = '{"at":"yesterday"}';
    await table.client.updateEntity({ partitionKey: job, rowKey: 'control-ticks', document }, 'Merge');
    expect(await markRead()).toBeUndefined();
    expect(store.takeNotices()).toMatchObject([{ kind: 'damaged', row: 'control-ticks' }]);
    await store.noteTick({ mark });
    expect(await markRead()).toEqual(mark);
  });
});

const listed = (minute: number, limit = 10) => store.listGaps({ from: afterMinutes(minute), limit });
const rowOf = ({ to }: TickGap) => ({ partitionKey: job, rowKey: `gap-${String(to).padStart(15, '0')}` });

describe('gaps between ticks', () => {
  it('are listed from the first that ends after the instant, in order, and no more than asked for', async () => {
    for (const minute of [30, 10, 20]) await store.noteTick({ mark, gap: gapTo(minute) });
    expect(await listed(0)).toEqual([gapTo(10), gapTo(20), gapTo(30)]);
    expect(await listed(10)).toEqual([gapTo(20), gapTo(30)]);
    expect(await listed(0, 1)).toEqual([gapTo(10)]);
  });

  it('leave out a row that is damaged or was moved, and report it', async () => {
    for (const minute of [10, 20, 30]) await store.noteTick({ mark, gap: gapTo(minute) });
    await table.client.updateEntity({ ...rowOf(gapTo(10)), document: '{' }, 'Merge');
    await table.client.updateEntity({ ...rowOf(gapTo(20)), document: JSON.stringify(gapTo(25)) }, 'Merge');
    expect(await listed(0)).toEqual([gapTo(30)]);
    expect(store.takeNotices()).toMatchObject([
      { row: rowOf(gapTo(10)).rowKey },
      { row: rowOf(gapTo(20)).rowKey, problem: expect.stringContaining('expected that of this row') },
    ]);
  });
});
