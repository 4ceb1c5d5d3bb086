/** What becomes of a damaged row of each kind: nothing runs twice, nothing is forgotten, and nobody is locked out. */
import { describe, expect, it } from 'vitest';
import { type AuditEntry, chainNotes, verifyChain } from '../../src/core/job/audit.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { hours, milliseconds, minutes, seconds } from '../../src/core/time/time.ts';
import { stop } from '../../src/operations/commands/stop.ts';
import { listAudit } from '../../src/operations/queries/read-history.ts';
import { listRuns, readRun } from '../../src/operations/queries/read-history.ts';
import { telling } from '../../src/operations/tell-notices.ts';
import { tick } from '../../src/operations/tick.ts';
import { callerOf } from './support/caller.ts';
import { recordingLog } from './support/recording-log.ts';
import { createTableWorld } from './support/table-world.ts';
import type { TestWorld } from './support/world.ts';

const caller = (idempotencyKey?: string) => callerOf('stop', idempotencyKey);

/** A run begins four hours after the first tick. Its procedure ends when `end` is called. */
async function begun() {
  const { promise, resolve: end } = Promise.withResolvers<AttemptResult>();
  let executions = 0;
  const test = createTableWorld({
    runner: {
      execute: async ({ observer }) => {
        executions += 1;
        observer.executing();
        return promise;
      },
      probe: async () => 'alive',
    },
  });
  const { log, of } = recordingLog();
  await tick(test.world, log);
  await test.clock.advance(hours(4));
  const ended = tick(test.world, log);
  await test.clock.advance(seconds(1));
  return { ...test, log, of, end, ended, executions: () => executions };
}

const document = (test: TestWorld, rowKey: string) =>
  JSON.parse(String(test.table.row(rowKey)?.['document']));
const rowOf = (test: TestWorld, prefix: string) =>
  test.table.rows().find((each) => String(each['rowKey']).startsWith(prefix));

const oldestFirst = async ({ store }: TestWorld): Promise<readonly AuditEntry[]> =>
  (await store.listAudit({ limit: 100 })).entries.toReversed();
const stopTimes = async (test: TestWorld, times: number) => {
  for (let time = 0; time < times; time += 1) await stop(test.world, caller(), { reason: `stop ${time}` });
};

const leaseDamages = ['{"kind":"free","epoch":"x"}', '', '{"kind":"held"}', 'null', '[]', 'no row'];
const damageLease = ({ table }: TestWorld, damaged: string): void =>
  damaged === 'no row'
    ? void table.remove('control-lease')
    : void table.put('control-lease', { document: damaged });

describe('a damaged lease', () => {
  it.each(leaseDamages)(
    'is not taken as free while a run is in progress, and its process renews it: %s',
    async (damaged) => {
      const test = await begun();
      await test.clock.advance(minutes(10));
      damageLease(test, damaged);
      // Another process' tick: the applock is held.
      expect(await telling(test.world, test.log, () => tick(test.world, test.log))).toBe('reconcile');
      expect(test.executions()).toBe(1);
      expect(test.of('row_put_right')).toMatchObject([{ level: 'error', fields: { row: 'control-lease' } }]);
      await test.clock.advance(test.world.settings.leaseRenewal);
      expect(document(test, 'control-lease')).toMatchObject({ kind: 'held', epoch: 1, holder: 'a:1' });
      test.end({ kind: 'succeeded', rowsAffected: 3, returnValue: 0 });
      await test.ended;
      const { runs } = await test.store.listRuns({ limit: 5 });
      expect(runs).toMatchObject([{ state: { kind: 'finished', outcome: 'succeeded' } }]);
      expect(test.executions()).toBe(1);
    },
  );

  it.each(['', 'no row'])(
    'is not settled by the applock while its process may be connecting: %s',
    async (damaged) => {
      const test = await begun();
      damageLease(test, damaged);
      expect(await tick(test.world, test.log)).toBe('wait');
      await test.clock.advance(test.world.settings.leaseRenewal);
      expect(document(test, 'control-lease')).toMatchObject({ kind: 'held', epoch: 1, holder: 'a:1' });
      test.end({ kind: 'succeeded', rowsAffected: 3, returnValue: 0 });
      await test.ended;
      expect(test.executions()).toBe(1);
    },
  );

  it.each(['{}', 'no row'])('keeps the epoch growing when nothing runs: %s', async (damaged) => {
    const test = await begun();
    test.end({ kind: 'succeeded', rowsAffected: 3, returnValue: 0 });
    await test.ended;
    damageLease(test, damaged);
    await test.clock.advance(hours(4));
    await tick(test.world, test.log);
    const { runs } = await test.store.listRuns({ limit: 5 });
    expect(runs.map(({ attempts }) => attempts[0]?.epoch)).toEqual([2, 1]);
  });

  it('with an end in the far future does not keep the scheduler waiting', async () => {
    const test = await begun();
    test.table.put('control-lease', {
      document: JSON.stringify({ ...document(test, 'control-lease'), expiresAt: 2 ** 53 }),
    });
    await test.clock.advance(milliseconds(0));
    await test.store.read();
    expect(test.store.takeNotices()).toMatchObject([{ kind: 'limited', row: 'control-lease' }]);
  });
});

describe('a retry', () => {
  it.each([2 ** 53, 253_402_214_399_999, Date.parse('2027-06-01T00:00:00Z')])(
    'whose instant somebody moved to %s does not stop the schedule for good',
    async (dueAt) => {
      const test = await begun();
      const failure = { class: 'transient', message: 'm', remedy: 'r' } as const;
      test.end({ kind: 'failed', rowsAffected: 0, failure });
      await test.ended;
      const state = document(test, 'control-state');
      expect(state.active.state.kind).toBe('waiting');
      state.active.state.dueAt = dueAt;
      test.table.put('control-state', { document: JSON.stringify(state) });
      await test.clock.advance(hours(26));
      expect(await tick(test.world, test.log)).toBe('wait');
      await test.clock.advance(hours(2));
      void tick(test.world, test.log);
      await test.clock.advance(seconds(1));
      expect(test.executions()).toBe(2);
    },
  );
});

describe('a damaged configuration', () => {
  it('starts nothing and is named with its field, while the history is still shown', async () => {
    const test = await begun();
    test.end({ kind: 'succeeded', rowsAffected: 3, returnValue: 0 });
    await test.ended;
    const config = document(test, 'control-config');
    test.table.put('control-config', {
      document: JSON.stringify({ ...config, schedule: { ...config.schedule, hours: 99 } }),
    });
    await test.clock.advance(hours(9));
    const words =
      /row control-config of table T .* schedule\.hours: expected a number from 0\.5 to 24.*docs\/operation\.md/;
    await expect(tick(test.world, test.log)).rejects.toThrow(words);
    await expect(stop(test.world, caller(), {})).rejects.toThrow(words);
    expect(test.executions()).toBe(1);
    const listed = await listRuns(test.world, { limit: 5 });
    expect(listed).toMatchObject({
      runs: [{}],
      damaged: [{ row: 'control-config' }],
      timeZone: 'Asia/Jakarta',
    });
    expect(await readRun(test.world, listed.runs[0]?.id ?? '')).toMatchObject({ kind: 'recorded' });
    expect(await listAudit(test.world, { limit: 5 })).toMatchObject({ damaged: [{ row: 'control-config' }] });
  });
});

describe('what an earlier version wrote and then refused', () => {
  it('is read at its limit, said once, and put right by the next write', async () => {
    const test = await begun();
    test.end({ kind: 'succeeded', rowsAffected: 3, returnValue: 0 });
    await test.ended;
    const state = document(test, 'control-state');
    state.last.attempts[0].rowsAffected = 2 * Number(0x7fff_ffff_ffff_ffffn);
    state.statistics.attempts = 1e300;
    state.lastEnd = 2 ** 53;
    test.table.put('control-state', { document: JSON.stringify(state) });
    for (let round = 0; round < 3; round += 1)
      await telling(test.world, test.log, () => tick(test.world, test.log));
    expect(test.of('row_put_right')).toHaveLength(1);
    expect(test.of('clock_went_back')).toHaveLength(1);
    expect(document(test, 'control-state').last.attempts[0].rowsAffected).toBe(Number.MAX_SAFE_INTEGER);
    await test.clock.advance(hours(4));
    expect(await tick(test.world, test.log)).toBe('start');
  });
});

describe('a damaged answer to an idempotent request', () => {
  it.each(['', '{}', '{"key":"x","request":"y","reply":"z"}'])(
    'is refused rather than executed twice: %s',
    async (damaged) => {
      const test = createTableWorld();
      expect(await stop(test.world, caller('k'), {})).toMatchObject({ kind: 'done' });
      const row = rowOf(test, 'request-');
      test.table.put(String(row?.['rowKey']), { document: damaged });
      const before = test.table.rows().length;
      expect(await stop(test.world, caller('k'), {})).toMatchObject({
        why: 'answer_damaged',
        damaged: { row: row?.['rowKey'] },
      });
      expect(test.table.rows()).toHaveLength(before);
    },
  );
});

describe('a damaged rate window', () => {
  it('begins anew, and counts again', async () => {
    const test = createTableWorld();
    await stop(test.world, caller(), {});
    const row = rowOf(test, 'rate-');
    const key = String(row?.['rowKey']);
    test.table.put(key, { document: '{"count":-1}' });
    expect(await stop(test.world, caller(), {})).toMatchObject({ kind: 'done' });
    expect(document(test, key)).toMatchObject({ count: 1 });
  });
});

describe('the audit', () => {
  it('goes on after its last entry when the state row is from a backup, and says so', async () => {
    const test = createTableWorld();
    await stopTimes(test, 2);
    const backup = test.table.row('control-state')?.['document'];
    await stopTimes(test, 2);
    test.table.put('control-state', { document: backup });
    const entries = await oldestFirst(test);
    expect(chainNotes(entries, { sequence: 2, hash: '' })).toEqual([
      expect.stringContaining('names entry 2 as the last one, but there are entries to 4'),
    ]);
    await stopTimes(test, 2);
    const { head } = await listAudit(test.world, { limit: 1 });
    const all = await oldestFirst(test);
    expect(all.map(({ sequence, restored }) => [sequence, restored?.sequence])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [4, undefined],
      [5, 2],
      [6, undefined],
    ]);
    expect(verifyChain(all, head, test.world.sha256)).toEqual({ kind: 'intact', first: 1, last: 6 });
    expect(chainNotes(all, head)).toEqual([expect.stringMatching(/^entry 5 .* named entry 2/)]);
    const forged = all.map((entry) =>
      entry.sequence === 5 ? { ...entry, restored: { sequence: 1, hash: '' } } : entry,
    );
    expect(verifyChain(forged, head, test.world.sha256)).toMatchObject({ kind: 'broken', sequence: 5 });
  });

  it('goes on after an entry that cannot be read, and is broken there', async () => {
    const test = createTableWorld();
    await stopTimes(test, 2);
    test.table.put('journal-999999998', { document: '{}' });
    test.table.put('control-state', {
      document: JSON.stringify({ ...document(test, 'control-state'), auditHead: undefined }),
    });
    await stopTimes(test, 1);
    const { entries, damaged } = await listAudit(test.world, { limit: 10 });
    expect(entries.map(({ sequence }) => sequence)).toEqual([3, 1]);
    expect(damaged).toMatchObject([{ row: 'journal-999999998' }]);
    expect(verifyChain(entries.toReversed(), undefined, test.world.sha256)).toMatchObject({ kind: 'broken' });
  });

  it('does not run out of numbers by a damaged head, and refuses with words when it really has', async () => {
    const test = createTableWorld();
    await stopTimes(test, 1);
    const state = document(test, 'control-state');
    const full = { ...state.auditHead, sequence: 999_999_999 };
    test.table.put('control-state', { document: JSON.stringify({ ...state, auditHead: full }) });
    await stopTimes(test, 1);
    expect((await oldestFirst(test)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    const last = { ...document(test, 'journal-999999998'), sequence: 999_999_999 };
    test.table.put('journal-000000001', { document: JSON.stringify(last) });
    test.table.put('control-state', { document: JSON.stringify({ ...state, auditHead: full }) });
    expect(await stop(test.world, caller(), {})).toEqual({ kind: 'refused', why: 'audit_full' });
  });
});

describe('a damaged run', () => {
  it('is shown from the state row as long as that has it, and named afterwards', async () => {
    const test = await begun();
    const row = rowOf(test, 'run-');
    const id = String(row?.['runId']);
    test.table.put(String(row?.['rowKey']), { document: '{}' });
    expect(await readRun(test.world, id)).toMatchObject({ kind: 'active' });
    test.end({ kind: 'succeeded', rowsAffected: 3, returnValue: 0 });
    await test.ended;
    test.table.put(String(row?.['rowKey']), { document: '{}' });
    expect(await readRun(test.world, id)).toMatchObject({ kind: 'recorded', run: { id } });
    await test.clock.advance(minutes(200));
    await tick(test.world, test.log);
    expect(await readRun(test.world, id)).toMatchObject({
      kind: 'damaged',
      damaged: { row: row?.['rowKey'] },
    });
    expect(await listRuns(test.world, { limit: 5 })).toMatchObject({
      runs: [{}],
      damaged: [{ row: row?.['rowKey'] }],
    });
  });
});
