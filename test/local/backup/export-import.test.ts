/** An export and its import: nothing is lost, nothing runs that may have run, and an interruption does no harm. */
import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDays, epochMsToLocalDate, hours, minutes, plus } from '../../../src/core/time/time.ts';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { verifyChain } from '../../../src/core/job/audit.ts';
import { closePeriod, reopenPeriod } from '../../../src/operations/commands/close-period.ts';
import { forceExecute } from '../../../src/operations/commands/force-execute.ts';
import { planBackfill } from '../../../src/operations/commands/plan-backfill.ts';
import { noteRun } from '../../../src/operations/commands/note-run.ts';
import { tellPending } from '../../../src/operations/commands/tell-pending.ts';
import { start } from '../../../src/operations/commands/start.ts';
import { stop } from '../../../src/operations/commands/stop.ts';
import { tick } from '../../../src/operations/tick.ts';
import { checkExport } from '../../../local/backup/read-export.ts';
import { tellExport } from '../../../local/backup/tell-export.ts';
import { recordingLog } from '../../operations/support/recording-log.ts';
import type { TestWorld } from '../../operations/support/world.ts';
import { callerOf } from '../../operations/support/caller.ts';
import {
  countedWorld,
  exportOf,
  Folder,
  historyOf,
  importInto,
  inARun,
  livedThrough,
  partitionOf,
  withARequest,
} from './backup-worlds.ts';

const { log } = recordingLog();

async function ready({ store }: TestWorld) {
  const snapshot = await store.read();
  if (snapshot.kind === 'empty') throw new Error('expected rows');
  return snapshot;
}

describe('an import', () => {
  it('restores every row as it was, and adds an entry to the audit whose chain is whole', async () => {
    using folder = new Folder();
    const [from, to] = [await livedThrough(), countedWorld()];
    const { rows, kinds } = await exportOf(from, folder);
    expect(rows).toBe(folder.lines().length - 2);
    expect(kinds).toEqual({ control: 4, coverage: 1, gap: 2, journal: 3, messages: 3, request: 3, run: 3 });
    expect(await importInto(to, folder)).toMatchObject({ kind: 'imported' });
    const restored = historyOf(to).filter(({ action }) => action !== 'import');
    expect(restored).toEqual(historyOf(from));
    const { state } = await ready(to);
    const { entries } = await to.store.listAudit({ limit: 100 });
    expect(verifyChain(entries.toReversed(), state.auditHead, sha256)).toEqual({
      kind: 'intact',
      first: 1,
      last: 4,
    });
    expect(entries[0]).toMatchObject({ action: 'import', actor: 'npm run import (budi)' });
    expect({ ...state, auditHead: undefined }).toEqual({
      ...(await ready(from)).state,
      auditHead: undefined,
    });
  });

  it('keeps closed what is closed, what is told of it, what is noted on a run, and what backfill is asked for', async () => {
    using folder = new Folder();
    const [from, to] = [await livedThrough(1), countedWorld()];
    const { config, state: before } = await ready(from);
    const yesterday = addDays(epochMsToLocalDate(from.clock.now(), config.timeZone), -1);
    const closing = { through: addDays(yesterday, -1), reason: 'paid', confirm: true };
    expect(await closePeriod(from.world, callerOf('close_period'), closing)).toMatchObject({ kind: 'done' });
    const until = plus(from.clock.now(), hours(5));
    const reopening = { from: addDays(yesterday, -3), until, reason: 'late' };
    expect(await reopenPeriod(from.world, callerOf('reopen_period'), reopening)).toMatchObject({
      kind: 'done',
    });
    const dates = [{ date: addDays(yesterday, -40), rows: 3 }];
    await tellPending(from.world, callerOf('tell_pending'), { dates });
    const plan = { awal: yesterday, akhir: yesterday, dates: 'all' as const };
    expect(await planBackfill(from.world, callerOf('plan_backfill'), plan)).toMatchObject({ kind: 'done' });
    const { state } = await ready(from);
    expect(state.closing?.reopened).toBeDefined();
    expect(Object.keys(state.late?.dates ?? {})).toHaveLength(1);
    const {
      runs: [run],
    } = await from.store.listRuns({ limit: 1 });
    const noted = { runId: run?.id ?? '', text: 'seen' };
    expect(await noteRun(from.world, callerOf('note_run'), noted)).toMatchObject({ kind: 'done' });
    await exportOf(from, folder);
    await importInto(to, folder);
    expect(await to.store.findRun(noted.runId)).toMatchObject({ ...run, notes: [{ text: 'seen' }] });
    const { closing: closed, late, backfill, coverage } = (await ready(to)).state;
    expect({ closed, late, backfill, coverage }).toEqual({
      closed: state.closing,
      late: state.late,
      backfill: state.backfill,
      coverage: before.coverage,
    });
    expect(await to.store.readLedger('0000-00', '9999-99')).toEqual(
      await from.store.readLedger('0000-00', '9999-99'),
    );

    // Once the reopening is over, nothing computes the dates, also where somebody asks for them.
    await to.clock.advance(hours(24));
    const asked = { awal: closing.through, akhir: yesterday, reason: 'again' };
    expect(await forceExecute(to.world, callerOf('force_execute'), asked)).toMatchObject({
      why: 'period_closed',
    });
    const through = { through: addDays(closing.through, -1), reason: 'less' };
    expect(await closePeriod(to.world, callerOf('close_period'), through)).toMatchObject({
      why: 'closed_already',
    });
  });

  it('leaves the schedule paused until somebody resumes it, and the next run waits for the start delay', async () => {
    using folder = new Folder();
    const [from, to] = [await livedThrough(), countedWorld()];
    const until = plus(from.clock.now(), minutes(1));
    await stop(from.world, callerOf('stop'), { reason: 'ends by itself', until });
    await exportOf(from, folder);
    await to.clock.advance(hours(24 * 30));
    await importInto(to, folder);
    expect(await ready(to)).toMatchObject({
      config: { pause: { by: 'npm run import (budi)', reason: expect.stringMatching(/^imported from/) } },
      lease: { kind: 'free' },
    });
    expect((await ready(to)).config.pause).not.toHaveProperty('until');
    await to.clock.advance(hours(24 * 30));
    expect(await tick(to.world, log)).toBe('wait');
    await start(to.world, callerOf('start'), {});
    expect(await tick(to.world, log)).toBe('wait');
    expect(to.executions()).toBe(0);
    await to.clock.advance(to.world.settings.startDelay);
    expect(await tick(to.world, log)).toBe('start');
    expect(to.executions()).toBe(1);
  });

  it('takes a run in progress for lost, begins none of it again, and frees the lease with a much higher epoch', async () => {
    using folder = new Folder();
    const [from, to] = [await inARun(), countedWorld()];
    await exportOf(from, folder);
    const { lease, state } = await ready(from);
    expect(lease).toMatchObject({ kind: 'held', epoch: 1 });
    await to.clock.advance(hours(24));
    await importInto(to, folder);
    const imported = await ready(to);
    expect(imported.lease).toEqual({ kind: 'free', epoch: 1_000_001 });
    expect(imported.state).not.toHaveProperty('active');
    expect(imported.state).toMatchObject({
      last: { id: state.active?.id, state: { outcome: 'lost' }, attempts: [{ outcome: 'lost', epoch: 1 }] },
      statistics: { execution: 1, lost: 1 },
    });
    // Until the export, not until the import: nobody saw it longer.
    expect(imported.state.last?.state.duration).toBe(1_000);
    expect(await to.store.findRun(state.active?.id ?? '')).toEqual(imported.state.last);
    await to.clock.advance(hours(24));
    expect(await tick(to.world, log)).toBe('wait');
    expect(to.executions()).toBe(0);
  });

  it('does not begin a run that was requested and may have been executed since, although no pause would hold it back', async () => {
    using folder = new Folder();
    const [from, to] = [await withARequest(), countedWorld()];
    await exportOf(from, folder);
    await importInto(to, folder);
    expect((await ready(to)).state).toMatchObject({ statistics: { cancelled: 1, execution: 0 } });
    expect(await tick(to.world, log)).toBe('wait');
    expect(to.executions()).toBe(0);
  });

  it('can be interrupted anywhere and repeated, and an app on the table starts nothing meanwhile', async () => {
    using folder = new Folder();
    const from = await inARun();
    for (let count = 0; count < 150; count += 1)
      await stop(from.world, callerOf('stop'), { reason: `${count}` });
    await exportOf(from, folder);
    const whole = countedWorld();
    const calls = await callsOf(whole, folder, Infinity);
    expect(calls).toBeGreaterThan(6);
    for (let allowed = 0; allowed < calls; allowed += 1) {
      const to = countedWorld();
      await expect(callsOf(to, folder, allowed)).rejects.toThrow('the process was killed');
      // An app that is there before the import has begun makes rows of its own, which an import does not overwrite.
      const begun = to.table.rows().length > 0;
      expect(begun ? await tick(to.world, log).catch(String) : 'npm run import').toContain('npm run import');
      await callsOf(to, folder, Infinity);
      expect(historyOf(to).map(({ rowKey }) => rowKey)).toEqual(historyOf(whole).map(({ rowKey }) => rowKey));
      expect(await ready(to)).toMatchObject({ config: { pause: {} }, lease: { kind: 'free' } });
      expect(to.executions()).toBe(0);
      expect(await importInto(to, folder)).toEqual({ kind: 'was_imported' });
    }
  });

  it('overwrites no installation, and no other rows', async () => {
    using folder = new Folder();
    const from = await livedThrough(1);
    await exportOf(from, folder);
    const rows = from.table.rows();
    await expect(importInto(from, folder)).rejects.toThrow('holds an installation of spJamkerja already');
    expect(from.table.rows()).toEqual(rows);
    const to = countedWorld();
    to.table.put('run-x', { document: '{}' });
    await expect(importInto(to, folder)).rejects.toThrow('holds rows of spJamkerja already, such as run-x');
    expect(to.table.rows()).toHaveLength(1);
  });

  it('leaves an import of another file that did not end as it is', async () => {
    using folder = new Folder();
    using other = new Folder();
    await exportOf(await livedThrough(1), folder);
    await exportOf(await livedThrough(2), other);
    const to = countedWorld();
    await expect(callsOf(to, other, 5)).rejects.toThrow('killed');
    await expect(importInto(to, folder)).rejects.toThrow('an import of another file');
  });

  it('refuses the rows of another job', async () => {
    using folder = new Folder();
    await exportOf(await livedThrough(1), folder);
    const to = countedWorld();
    await expect(importInto(to, folder, partitionOf(to, 'other'))).rejects.toThrow(
      'holds the rows of the job spJamkerja, not of other',
    );
    expect(to.table.rows()).toEqual([]);
  });

  it('reports rows that somebody else changed meanwhile, and leaves the table closed', async () => {
    using folder = new Folder();
    await exportOf(await livedThrough(2), folder);
    const to = countedWorld();
    const partition = partitionOf(to);
    const submit = to.table.client.submitTransaction.bind(to.table.client);
    to.table.client.submitTransaction = async (...given) => {
      const reply = await submit(...given);
      to.table.put('run-x', { document: '{}' });
      return reply;
    };
    await expect(importInto(to, folder, partition)).rejects.toThrow('somebody writes to it');
    await expect(to.store.read()).rejects.toThrow('only part of the control rows');
  });

  it('does not tell anybody to delete the table when another import of the same file ended meanwhile', async () => {
    using folder = new Folder();
    await exportOf(await livedThrough(2), folder);
    const to = countedWorld();
    const partition = partitionOf(to);
    const submit = to.table.client.submitTransaction.bind(to.table.client);
    let calls = 0;
    to.table.client.submitTransaction = async (...given) => {
      const reply = await submit(...given);
      calls += 1;
      if (calls === 1) await importInto(to, folder);
      return reply;
    };
    await expect(importInto(to, folder, partition)).rejects.toThrow('another import into');
    expect(await ready(to)).toMatchObject({ config: { pause: {} }, lease: { kind: 'free' } });
  });

  it('goes on behind the last entry where a restored state row names an earlier one', async () => {
    using folder = new Folder();
    const from = await livedThrough(1);
    const before = from.table.row('control-state');
    await stop(from.world, callerOf('stop'), { reason: 'later' });
    from.table.put('control-state', before ?? {});
    await exportOf(from, folder);
    const to = countedWorld();
    await importInto(to, folder);
    const { entries } = await to.store.listAudit({ limit: 100 });
    expect(entries[0]).toMatchObject({ sequence: 3, action: 'import', restored: { sequence: 1 } });
    expect(verifyChain(entries.toReversed(), (await ready(to)).state.auditHead, sha256).kind).toBe('intact');
  });

  it.each(['', '{"kind":"held"}', undefined])(
    'makes a lease anew that is damaged or missing: %s',
    async (document) => {
      using folder = new Folder();
      const from = await livedThrough(2);
      if (document === undefined) from.table.remove('control-lease');
      else from.table.put('control-lease', { document });
      await exportOf(from, folder);
      const to = countedWorld();
      await importInto(to, folder);
      expect((await ready(to)).lease).toEqual({ kind: 'free', epoch: 1_000_002 });
    },
  );

  it.each(['control-config', 'control-state'])(
    'refuses an export whose %s is damaged or missing',
    async (key) => {
      using folder = new Folder();
      using other = new Folder();
      const from = await livedThrough(1);
      from.table.put(key, { document: '{}' });
      await exportOf(from, folder);
      const to = countedWorld();
      await expect(importInto(to, folder)).rejects.toThrow(`row ${key} of ${folder.file} cannot be read`);
      from.table.remove(key);
      await exportOf(from, other);
      await expect(importInto(to, other)).rejects.toThrow(`holds no row ${key}`);
      expect(to.table.rows()).toEqual([]);
    },
  );
});

describe('an export', () => {
  it('is for its owner only, one row a line, and carries rows along that this version does not know', async () => {
    using folder = new Folder();
    const from = await livedThrough(1);
    from.table.put('coverage-2026-11', {
      document: '{"days":"\u2028"}',
      closed: true,
    });
    // Names that every object of JavaScript has.
    for (const key of ['constructor-1', 'toString-1']) from.table.put(key, { document: '{}' });
    from.table.put('coverage-2026-12', { count: 9_007_199_254_740_993n });
    await exportOf(from, folder);
    expect(statSync(folder.file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(folder.lines()).toHaveLength(from.table.rows().length - 1 + 2);
    expect(folder.lines().join('')).not.toMatch(/[\u2028\u202e]/);
    const to = countedWorld();
    await importInto(to, folder);
    expect(to.table.row('coverage-2026-11')).toMatchObject({
      document: '{"days":"\u2028"}',
      closed: true,
    });
    expect(to.table.row('constructor-1')).toMatchObject({ document: '{}' });
    expect(to.table.row('coverage-2026-12')).toMatchObject({ count: 9_007_199_254_740_993n });
  });

  it('reads again what changed while it was being read, so that rows and audit belong together', async () => {
    using folder = new Folder();
    const from = await livedThrough(1);
    let changes = 2;
    const list = from.table.client.listEntities.bind(from.table.client);
    from.table.client.listEntities = (options) => {
      if (options?.queryOptions?.filter === "PartitionKey eq 'spJamkerja'" && changes > 0) {
        changes -= 1;
        from.table.client.listEntities = list;
        void stop(from.world, callerOf('stop'), { reason: `during reading ${changes}` });
      }
      return list(options);
    };
    await exportOf(from, folder);
    const [chain] = tellExport(await checkExport(folder.file)).slice(1);
    expect(chain).toMatch(/^The chain of the audit is intact: entries 1 to \d\./);
  });

  it('says when the chain of the audit was broken in the table, and can be imported nevertheless', async () => {
    using folder = new Folder();
    const from = await livedThrough(3);
    from.table.remove('journal-999999998');
    await exportOf(from, folder);
    expect(tellExport(await checkExport(folder.file))[1]).toContain('broken at entry 3');
    expect(await importInto(countedWorld(), folder)).toMatchObject({ kind: 'imported' });
  });

  it('overwrites no file, and leaves none of a table without rows', async () => {
    using folder = new Folder();
    await expect(exportOf(countedWorld(), folder)).rejects.toThrow('holds no rows of spJamkerja');
    folder.writeRaw('mine');
    await expect(exportOf(await livedThrough(1), folder)).rejects.toThrow('exists already');
    expect(folder.lines()).toEqual(['mine']);
  });
});

describe('a file', () => {
  it('is refused wherever it was cut off, and whatever was changed in it', async () => {
    using folder = new Folder();
    await exportOf(await livedThrough(2), folder);
    const lines = folder.lines();
    for (let kept = 0; kept < lines.length; kept += 1) {
      folder.writeRaw(lines.slice(0, kept).join('\n'));
      await expect(checkExport(folder.file)).rejects.toThrow(folder.file);
    }
    const text = lines.join('\n');
    for (let at = 0; at < text.length; at += 97) {
      if (text[at] === '\n') continue;
      folder.writeRaw(`${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}\n`);
      await expect(checkExport(folder.file)).rejects.toThrow(folder.file);
    }
    folder.writeRaw(`${text}\n${lines.at(-1)}\n`);
    await expect(checkExport(folder.file)).rejects.toThrow(folder.file);
  });

  it('with the line ends of Windows is the same', async () => {
    using folder = new Folder();
    await exportOf(await livedThrough(1), folder);
    folder.writeRaw(
      folder
        .lines()
        .map((line) => `${line}\r\n`)
        .join(''),
    );
    expect((await checkExport(folder.file)).header.job).toBe('spJamkerja');
  });

  it('of a later version, and one that is no export, is refused with words', async () => {
    using folder = new Folder();
    await exportOf(await livedThrough(1), folder);
    const [header = '', ...rows] = folder.lines().slice(0, -1);
    folder.write([header.replace('"version":1', '"version":2'), ...rows]);
    await expect(checkExport(folder.file)).rejects.toThrow('has another version of the format than 1');
    folder.write([header, ...rows.toReversed()]);
    await expect(checkExport(folder.file)).rejects.toThrow('is not in order');
    folder.writeRaw('{"rows":[]}\n{}\n');
    await expect(checkExport(folder.file)).rejects.toThrow('is no export');
  });
});

/** Imports with so many requests, then nothing answers any more. Returns how many it took. */
async function callsOf(to: TestWorld, folder: Folder, allowed: number): Promise<number> {
  let calls = 0;
  const client = new Proxy(to.table.client, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        calls += 1;
        if (calls > allowed) throw new Error('the process was killed');
        return value.apply(target, given);
      };
    },
  });
  await importInto(to, folder, partitionOf({ ...to, table: { ...to.table, client } }));
  return calls;
}
