/** A session that is opened: the login, the applock, and what stands in their way. */
import { expect, it } from 'vitest';
import { closeLockedSession, openLockedSession } from '../../../src/adapters/sql-server/locked-session.ts';
import { createAbort } from '../../../src/operations/attempt/abort.ts';
import { probeProcedure } from '../../../src/adapters/sql-server/probe.ts';
import { execute, probe, probeUntil, type SessionRig } from './session-rig.ts';
import { record, recordingLog } from '../../adapters/sql-server/support/attempt.ts';

export function describeLocks(rigOf: () => SessionRig): void {
  const open = (abort = createAbort()) => rigOf().run(openLockedSession(rigOf().target, abort));

  async function hold() {
    const opened = await open();
    if (opened.kind !== 'locked') throw new Error(`not locked: ${opened.kind}`);
    return opened.session;
  }

  it('gets the applock that is free, and nobody else gets it meanwhile', async () => {
    const session = await hold();
    expect(await open()).toEqual({ kind: 'held_elsewhere' });
    expect(await probe(rigOf())).toBe('alive');
    const left = await rigOf().run(closeLockedSession(rigOf().target, session));
    expect(left).toBe('nothing');
    expect(await probe(rigOf())).toBe('gone');
  });

  it('gets the applock beside any number of probes, which take nothing', async () => {
    const { target, run } = rigOf();
    const { signal } = new AbortController();
    const probes = Array.from({ length: 5 }, () => probeProcedure(target, recordingLog([]), signal));
    const session = await hold();
    for (const answer of await run(Promise.all(probes))) expect(answer).toMatch(/^(gone|alive)$/);
    await run(session.close());
  });

  it('executes nothing while somebody else has the applock', async () => {
    const session = await hold();
    const recording = record();
    expect(await execute(rigOf(), recording)).toEqual({ kind: 'foreign_run' });
    expect(recording.executing()).toBe(0);
    expect(rigOf().calls()).toEqual([]);
    await rigOf().run(closeLockedSession(rigOf().target, session));
  });

  it('gives the applock up when it ends without having been released', async () => {
    const session = await hold();
    await rigOf().run(session.close());
    expect(await probeUntil(rigOf(), 'gone')).toBe('gone');
  });

  it('loses the applock with its connection', async () => {
    const session = await hold();
    await rigOf().breakConnections();
    expect(await probeUntil(rigOf(), 'gone')).toBe('gone');
    await rigOf().run(session.close());
  });

  it.each([
    ['refused', { class: 'access', number: 18_456 }],
    ['busy', { class: 'transient', number: 40_613 }],
    ['silent', { class: 'unreachable', code: 'ETIMEOUT' }],
  ] as const)('is none when the login is %s, and a probe does not know', async (login, failure) => {
    rigOf().behave({ login });
    rigOf().hurry();
    expect(await open()).toMatchObject({ kind: 'failed', failure });
    expect(await probe(rigOf())).toBe('unknown');
    const recording = record();
    expect(await execute(rigOf(), recording)).toMatchObject({ kind: 'failed', rowsAffected: 0, failure });
    expect(recording.executing()).toBe(0);
    await rigOf().until(() => rigOf().connected() === 0);
  });

  it('is given up at once by somebody who no longer wants it', async () => {
    rigOf().behave({ login: 'silent' });
    const abort = createAbort();
    const opening = openLockedSession(rigOf().target, abort);
    await rigOf().until(() => rigOf().connected() > 0);
    abort.abort({ cause: 'shutdown' });
    expect(await rigOf().run(opening)).toEqual({ kind: 'aborted', reason: { cause: 'shutdown' } });
    await rigOf().until(() => rigOf().connected() === 0);
  });
}
