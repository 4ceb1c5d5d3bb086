/** A call of the procedure that is stopped, or whose connection is lost. */
import { expect, it } from 'vitest';
import { callProcedure } from '../../../src/adapters/sql-server/call-procedure.ts';
import { executeProcedure } from '../../../src/adapters/sql-server/execute-procedure.ts';
import { judgeCall } from '../../../src/adapters/sql-server/judge-call.ts';
import { openLockedSession } from '../../../src/adapters/sql-server/locked-session.ts';
import { epochMs } from '../../../src/core/time/time.ts';
import { createAbort } from '../../../src/operations/attempt/abort.ts';
import type { AbortReason } from '../../../src/ports.ts';
import { record } from '../../adapters/sql-server/support/attempt.ts';
import { execute, probe, probeUntil, type SessionRig } from './session-rig.ts';

const cancel: AbortReason = { cause: 'cancel', at: epochMs(1), by: 'siti', reason: 'wrong range' };
const deadline: AbortReason = { cause: 'deadline', at: epochMs(2) };
const shutdown: AbortReason = { cause: 'shutdown' };
const reasons = [
  [cancel, { kind: 'stopped', stop: cancel }],
  [deadline, { kind: 'stopped', stop: deadline }],
  [shutdown, { kind: 'interrupted', failure: { class: 'interrupted' } }],
] as const;

export function describeEnds(rigOf: () => SessionRig): void {
  /** The attempt, once the server has begun with it. */
  async function begin(recording = record()) {
    const { target, settings, until, calls } = rigOf();
    const running = executeProcedure(target, settings, recording.execution);
    await until(() => calls().at(-1) === 'running');
    return { running, recording };
  }

  it.each(reasons)(
    'is confirmed by a procedure that heeds a request to stop: %j',
    async (reason, expected) => {
      rigOf().behave({ lasts: true });
      const { running, recording } = await begin();
      recording.abort(reason);
      const result = await rigOf().run(running);
      expect(result).toMatchObject({ ...expected, confirmed: true, work: 'work_may_remain' });
      expect(rigOf().calls()).toEqual(['stopped']);
      expect(await probe(rigOf())).toBe('gone');
    },
  );

  it.each(reasons)('is not confirmed by a procedure that ignores it: %j', async (reason, expected) => {
    rigOf().behave({ lasts: true, stubborn: true });
    const { running, recording } = await begin();
    rigOf().hurry();
    recording.abort(reason);
    expect(await rigOf().run(running)).toMatchObject({ ...expected, confirmed: false });
    expect(await probe(rigOf())).toBe('alive');
    expect(rigOf().calls()).toEqual(['running']);
    rigOf().finish();
    expect(await probeUntil(rigOf(), 'gone')).toBe('gone');
    expect(rigOf().calls()).toEqual(['completed']);
  });

  it('knows that the procedure ended by itself, although it had been told to stop', async () => {
    rigOf().behave({ lasts: true, stubborn: true });
    const { running, recording } = await begin();
    recording.abort(cancel);
    rigOf().finish();
    const result = await rigOf().run(running);
    expect(result).toMatchObject({ kind: 'stopped', confirmed: true, work: 'work_remains' });
    expect(rigOf().calls()).toEqual(['completed']);
  });

  it('never sends EXEC when it is told to stop at that very moment', async () => {
    const recording = record(() => recording.abort(cancel));
    const result = await execute(rigOf(), recording);
    expect(result).toEqual({ kind: 'stopped', rowsAffected: 0, confirmed: true, stop: cancel });
    expect(rigOf().calls()).toEqual([]);
  });

  it('never sends EXEC on another session than the one that has the applock', async () => {
    const { target, settings, run, breakConnections } = rigOf();
    const opened = await run(openLockedSession(target, createAbort()));
    if (opened.kind !== 'locked') throw new Error(`not locked: ${opened.kind}`);
    await breakConnections();
    const ending = await run(callProcedure(opened.session, settings, target.clock, record().execution));
    const failure = { class: 'unreachable' };
    expect(judgeCall(ending, undefined, 'all')).toMatchObject({ kind: 'failed', rowsAffected: 0, failure });
    await run(opened.session.close());
    expect(rigOf().calls()).toEqual([]);
  });

  it('is open when the connection breaks, and the applock is free once the procedure died of it', async () => {
    rigOf().behave({ lasts: true });
    const { running } = await begin();
    await rigOf().breakConnections();
    const failure = { class: 'outcome_unknown' };
    expect(await rigOf().run(running)).toMatchObject({ kind: 'connection_lost', failure });
    expect(await probeUntil(rigOf(), 'gone')).toBe('gone');
    expect(rigOf().calls()).toEqual(['killed']);
  });

  it('is open when the connection breaks, and the applock stays with a procedure that goes on', async () => {
    rigOf().behave({ lasts: true, stubborn: true });
    const { running } = await begin();
    await rigOf().breakConnections();
    expect(await rigOf().run(running)).toMatchObject({ kind: 'connection_lost' });
    expect(await probe(rigOf())).toBe('alive');
    rigOf().finish();
    expect(await probeUntil(rigOf(), 'gone')).toBe('gone');
    expect(rigOf().calls()).toEqual(['completed']);
  });

  it('is open when the connection breaks after a request to stop', async () => {
    rigOf().behave({ lasts: true, stubborn: true });
    const { running, recording } = await begin();
    recording.abort(deadline);
    await rigOf().breakConnections();
    expect(await rigOf().run(running)).toMatchObject({ kind: 'stopped', confirmed: false });
    rigOf().finish();
    expect(await probeUntil(rigOf(), 'gone')).toBe('gone');
  });
}
