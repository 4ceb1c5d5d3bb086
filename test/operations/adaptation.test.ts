/** Each change of the adaptive interval is on record, written with the end of the run that caused it. */
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/system/sha256.ts';
import { lastSequence, verifyChain } from '../../src/core/job/audit.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import { type JobState, recordRun } from '../../src/core/job/job-state.ts';
import { milliseconds, minutes, seconds } from '../../src/core/time/time.ts';
import { finishAttempt } from '../../src/operations/attempt/finish-attempt.ts';
import { toAuditView } from '../../src/api/views/audit-view.ts';
import { configWith, heldLease, jakarta, runIdOf, runningRun } from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, keysWith, type TestWorld, writeAsOther } from './support/world.ts';

const adaptive = { by: 'duration', factor: 4, runs: 1, least: 0.5, most: 12, hysteresis: 0 } as const;
const head = { sequence: 7, hash: 'of-the-seventh' };

function setUp(state: Partial<JobState> = { auditHead: head }, config: Partial<JobConfig> = { adaptive }) {
  let requests = 0;
  const counted =
    <A extends readonly unknown[], R>(call: (...given: A) => R) =>
    (...given: A): R => {
      requests += 1;
      return call(...given);
    };
  const test = createWorld({
    sha256,
    store: ({ read, commit, listAudit }) => ({
      read: counted(read),
      commit: counted(commit),
      listAudit: counted(listAudit),
    }),
  });
  const { log, of } = recordingLog();
  let count = 0;
  /** Returns how many requests the end took. */
  const succeed = async (took = minutes(30)) => {
    count += 1;
    const begun = runningRun({ id: runIdOf(count), createdAt: test.clock.now() });
    const lease = heldLease(begun);
    const before = count === 1 ? { ...test.control().state, ...state } : test.control().state;
    const rows = { lease, state: recordRun(before, begun) };
    await writeAsOther(test, count === 1 ? { ...rows, config: configWith(config) } : rows);
    const held = { ...test.control(), lease };
    await test.clock.advance(took);
    const result = { kind: 'succeeded', rowsAffected: 7, returnValue: 0 } as const;
    requests = 0;
    await finishAttempt(test.world, log, begun, { result, messages: [], held }, milliseconds(took));
    return requests;
  };
  return { ...test, succeed, of };
}

const auditOf = async ({ store }: Pick<TestWorld, 'store'>) =>
  (await store.listAudit({ limit: 100 })).entries.toReversed();

describe('a change of the adaptive interval', () => {
  it('is an entry of the audit in the transaction that ends the run, without a request of its own', async () => {
    const test = setUp();
    expect(await test.succeed()).toBe(1);

    const [entry] = await auditOf(test);
    expect(entry).toMatchObject({
      sequence: 8,
      action: 'adapt_interval',
      actor: 'schedule',
      runId: runIdOf(1),
      reason: 'the interval is adapted from 3 to 2 hours: the last successful run took 30 minutes',
    });
    expect(JSON.parse(entry?.before ?? '')).toEqual({ hours: 3, adapted: null });
    expect(JSON.parse(entry?.after ?? '')).toEqual({
      hours: 2,
      adapted: {
        hours: 2,
        at: entry?.at,
        before: 3,
        ofRule: 3,
        by: 'duration',
        measured: minutes(30),
        runs: 1,
      },
    });
    expect(test.control().state).toMatchObject({
      auditHead: { sequence: 8, hash: entry?.hash },
      last: { state: { outcome: 'succeeded' } },
      adapted: { interval: { hours: 2 } },
    });
    expect(test.of('interval_adapted')).toMatchObject([
      { level: 'info', fields: { hoursBefore: 3, hours: 2, by: 'duration', measured: 1_800_000, runs: 1 } },
    ]);
  });

  it('is one entry for each change, in an intact chain, and none while nothing changes', async () => {
    const test = setUp({});
    for (const took of [30, 30, 45, 45, 60]) await test.succeed(minutes(took));
    const entries = await auditOf(test);
    expect(entries.map(({ after }) => JSON.parse(after).hours)).toEqual([2, 3, 4]);
    expect(verifyChain(entries, test.control().state.auditHead, sha256)).toEqual({
      kind: 'intact',
      first: 1,
      last: 3,
    });
  });

  it('is recorded, too, where the interval is forgotten because somebody has changed the rule', async () => {
    const test = setUp();
    await test.succeed();
    const { config, state } = test.control();
    const { adaptive: _, ...plain } = config;
    await writeAsOther(test, { config: plain, state });
    await test.succeed();

    const { entries } = toAuditView({ entries: await auditOf(test), head, timeZone: jakarta }, { limit: 10 });
    expect(entries.map(({ words }) => words?.en)).toEqual([
      'every 2 hours, adapted from 3 hours: the last successful run took 30 minutes',
      'the interval of 2 hours is forgotten: the default rule, or how its interval adapts, has changed since',
    ]);
    expect(entries.map(({ words }) => words?.id)[0]).toBe(
      'setiap 2 jam, disesuaikan dari 3 jam: eksekusi berhasil yang terakhir memakan waktu 30 menit',
    );
  });

  it('goes on after the last entry that exists where the state row is from a backup', async () => {
    const test = setUp();
    await test.succeed(minutes(30));
    await writeAsOther(test, { state: { ...test.control().state, auditHead: head } });
    await test.succeed(minutes(45));

    const entries = await auditOf(test);
    expect(entries.map(({ sequence }) => sequence)).toEqual([8, 9]);
    expect(entries[1]).toMatchObject({ restored: head, previous: entries[0]?.hash });
    expect(test.control().state).toMatchObject({ statistics: { success: 2 }, auditHead: { sequence: 9 } });
  });

  it('keeps no run from ending where the audit is full', async () => {
    const test = setUp();
    await test.succeed(minutes(30));
    const [entry] = await auditOf(test);
    test.table.put('journal-000000001', { document: JSON.stringify({ ...entry, sequence: lastSequence }) });
    await writeAsOther(test, {
      state: { ...test.control().state, auditHead: { sequence: lastSequence, hash: '' } },
    });
    await test.succeed(seconds(2_700));
    expect(test.control().state).toMatchObject({
      statistics: { success: 2 },
      adapted: { interval: { hours: 3 } },
      auditHead: { sequence: lastSequence },
    });
    expect(keysWith(test, 'journal-')).toHaveLength(2);
  });
});
