import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAbort } from '../../../src/operations/attempt/abort.ts';
import { callProcedure } from '../../../src/adapters/sql-server/call-procedure.ts';
import { judgeCall } from '../../../src/adapters/sql-server/judge-call.ts';
import { closeLockedSession, openLockedSession } from '../../../src/adapters/sql-server/locked-session.ts';
import { leaseUnconfirmed } from '../../../src/core/run/failure.ts';
import type { ProbeResult } from '../../../src/core/run/reconciliation.ts';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { record, probeOnce } from './support/attempt.ts';
import { patiently, type Rig, startRig } from './support/rig.ts';

const never = createAbort();

describe('the applock of the procedure', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.reset());
  afterAll(() => rig.close());

  async function holdLock() {
    const held = await openLockedSession(rig.target, never);
    if (held.kind !== 'locked') throw new Error(`the lock was not free: ${held.kind}`);
    return held.session;
  }

  it('keeps the procedure from running while somebody else holds it', async () => {
    const thirdParty = await holdLock();
    const before = rig.server.executions.length;
    const { execution, executing } = record();

    expect(await rig.runner.execute(execution)).toEqual({ kind: 'foreign_run' });
    expect(await probeOnce(rig.runner)).toBe('alive');
    expect(executing()).toBe(0);
    expect(rig.server.executions).toHaveLength(before);
    await closeLockedSession(rig.target, thirdParty);
  });

  it('is free again the moment an attempt has ended', async () => {
    await rig.runner.execute(record().execution);
    expect(await probeOnce(rig.runner)).toBe('gone');
    expect(await rig.runner.execute(record().execution)).toMatchObject({ kind: 'succeeded' });
  });

  it('is held while the lease is confirmed; without the lease nothing is sent, and the lock is given up', async () => {
    const before = rig.server.executions.length;
    const { execution, executing } = record();
    let probed: ProbeResult | undefined;
    const confirmLease = async (): Promise<boolean> => {
      probed = await probeOnce(rig.runner);
      return false;
    };

    expect(await rig.runner.execute({ ...execution, confirmLease })).toEqual({
      kind: 'failed',
      rowsAffected: 0,
      failure: leaseUnconfirmed,
    });
    expect(probed).toBe('alive');
    expect(executing()).toBe(0);
    expect(rig.server.executions).toHaveLength(before);
    expect(await probeOnce(rig.runner)).toBe('gone');
  });

  it('is given up at once when the attempt is aborted while the table does not answer', async () => {
    const { execution, executing, abort } = record();
    const confirmLease = (): Promise<boolean> => {
      abort({ cause: 'shutdown' });
      return new Promise(() => undefined);
    };

    const result = await rig.runner.execute({ ...execution, confirmLease });
    expect(result).toMatchObject({ kind: 'interrupted', confirmed: true });
    expect(executing()).toBe(0);
    expect(await probeOnce(rig.runner)).toBe('gone');
  });

  it('ends with its session, however that ends', async () => {
    await holdLock();
    await rig.relay.cut();
    await expect.poll(() => probeOnce(rig.runner), patiently).toBe('gone');
  });

  it('lets exactly one of two attempts execute when both begin at once', async () => {
    rig.server.setFault({ kind: 'endless-messages' });
    const other = createProcedureRunner({ ...rig.target, settings: rig.settings });
    const before = rig.server.executions.length;
    const recordings = [record(), record()] as const;
    const attempts = [
      rig.runner.execute(recordings[0].execution),
      other.execute(recordings[1].execution),
    ] as const;
    const first = await Promise.race(attempts);
    await expect.poll(() => rig.server.executions.length, patiently).toBe(before + 1);
    for (const { abort } of recordings) abort({ cause: 'shutdown' });

    expect(first).toEqual({ kind: 'foreign_run' });
    expect((await Promise.all(attempts)).map(({ kind }) => kind).toSorted()).toEqual([
      'foreign_run',
      'interrupted',
    ]);
    expect(rig.server.executions).toHaveLength(before + 1);
    expect(recordings[0].executing() + recordings[1].executing()).toBe(1);
  });

  it('has the name of the job unless another is set', async () => {
    const { sql, clock } = rig.target;
    const renamed = createProcedureRunner({
      sql: { ...sql, applockName: "another's name" },
      settings: rig.settings,
      clock,
    });
    const holder = await holdLock();

    expect(await probeOnce(renamed)).toBe('gone');
    expect(await renamed.execute(record().execution)).toMatchObject({ kind: 'succeeded' });
    expect(rig.relay.heard('spJamkerja')).toBe(true);
    expect(rig.relay.heard("another's name")).toBe(true);
    expect(rig.relay.heard("@Resource = N'another''s name'")).toBe(true);
    await closeLockedSession(rig.target, holder);
  });

  it('is the same however the name of the procedure is written', async () => {
    const holder = await holdLock();
    for (const procedure of [
      'spJamkerja',
      'dbo.spJamkerja',
      'Attendance.dbo.spJamkerja',
      'Attendance..spJamkerja',
    ]) {
      const other = createProcedureRunner({ ...rig.target, settings: { ...rig.settings, procedure } });
      expect(await other.execute(record().execution)).toEqual({ kind: 'foreign_run' });
    }
    await closeLockedSession(rig.target, holder);
  });

  it('is never left behind for a new session: a lost one is not replaced, and EXEC is not sent', async () => {
    const connections = rig.relay.connections();
    const executions = rig.server.executions.length;
    const session = await holdLock();
    await rig.relay.cut();
    await expect.poll(() => rig.relay.open(), patiently).toBe(0);
    const ending = await callProcedure(session, rig.settings, rig.target.clock, record().execution);

    expect(judgeCall(ending, undefined, 'all')).toMatchObject({
      kind: 'failed',
      failure: { class: 'unreachable', message: 'the session was lost before the procedure was sent' },
    });
    expect(rig.relay.connections()).toBe(connections + 2);
    expect(rig.server.executions).toHaveLength(executions);
    await closeLockedSession(rig.target, session);
    expect(rig.relay.connections()).toBe(connections + 2);
  });
});
