import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { epochMs, seconds } from '../../../src/core/time/time.ts';
import type { AbortReason, Clock } from '../../../src/ports.ts';
import { record, type Recording, probeOnce } from './support/attempt.ts';
import { patiently, type Rig, startRig } from './support/rig.ts';

const cancel: AbortReason = { cause: 'cancel', at: epochMs(1), by: 'siti', reason: 'wrong range' };
const deadline: AbortReason = { cause: 'deadline', at: epochMs(2) };
const shutdown: AbortReason = { cause: 'shutdown' };
const connectTimeout = seconds(15);
/** Waits only for the session. */
const impatientClock = (waits: number[] = []): Clock => ({
  ...systemClock,
  sleep: async (duration, signal) => {
    if (duration === connectTimeout) await systemClock.sleep(duration, signal);
    else waits.push(duration);
  },
});

describe('a request to stop', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.reset());
  afterAll(() => rig.close());

  async function stopWhen(recording: Recording, ready: () => boolean, order: AbortReason) {
    const running = rig.runner.execute(recording.execution);
    await expect.poll(ready, patiently).toBe(true);
    recording.abort(order);
    return running;
  }

  it.each([cancel, deadline])(
    'is confirmed by the server although the procedure keeps sending messages ($cause)',
    async (order) => {
      rig.server.setFault({ kind: 'endless-messages', everyMs: 5 });
      const recording = record();
      const result = await stopWhen(recording, () => recording.messages.length > 5, order);

      const facts = { rowsAffected: undefined, work: 'work_may_remain' };
      expect(result).toEqual({ kind: 'stopped', confirmed: true, stop: order, ...facts });
      expect(rig.server.executions.at(-1)?.outcome).toBe('cancelled');
      expect(await probeOnce(rig.runner)).toBe('gone');
    },
  );

  it('is confirmed while result rows are streaming', async () => {
    rig.server.setFault({ kind: 'rows', count: 5_000_000 });
    const recording = record();
    const result = await stopWhen(recording, () => recording.counts.length > 0, cancel);
    expect(result).toMatchObject({ kind: 'stopped', confirmed: true, rowsAffected: 600 });
  });

  it('interrupts the attempt when the app is shut down, so that it is repeated', async () => {
    rig.server.setFault({ kind: 'endless-messages' });
    const recording = record();
    const result = await stopWhen(recording, () => recording.messages.length > 0, shutdown);
    expect(result).toMatchObject({
      kind: 'interrupted',
      confirmed: true,
      failure: { class: 'interrupted', message: expect.stringContaining('shut down') },
    });
  });

  it('does not undo a procedure that had already ended', async () => {
    const recording = record();
    const result = await rig.runner.execute(recording.execution);
    recording.abort(cancel);
    expect(result).toMatchObject({ kind: 'succeeded' });
  });

  it('given at the very moment of sending keeps EXEC from the server', async () => {
    const before = rig.server.executions.length;
    const recording = record(() => recording.abort(cancel));
    const result = await rig.runner.execute(recording.execution);

    expect(result).toEqual({ kind: 'stopped', rowsAffected: 0, confirmed: true, stop: cancel });
    expect(rig.server.executions).toHaveLength(before);
  });

  it.each(['prelogin', 'login'] as const)(
    'is confirmed at once while a server says nothing (at %s)',
    async (at) => {
      rig.server.setFault({ kind: 'mute', at });
      const recording = record();
      const result = await stopWhen(recording, () => rig.relay.open() > 0, cancel);

      expect(result).toEqual({ kind: 'stopped', rowsAffected: 0, confirmed: true, stop: cancel });
      expect(recording.executing()).toBe(0);
    },
  );

  it('is confirmed between two tries to connect', async () => {
    const waiting = await startRig({}, { SQL_CONNECT_RETRY_SECONDS: '60' });
    waiting.server.setFault({ kind: 'deny-login', error: { number: 40613 } });
    const recording = record();
    const running = waiting.runner.execute(recording.execution);
    await expect.poll(() => recording.lines.length, patiently).toBe(1);
    recording.abort(shutdown);

    expect(await running).toMatchObject({ kind: 'interrupted', confirmed: true });
    await waiting.close();
  });

  it('given before anything began opens no connection', async () => {
    const before = rig.relay.connections();
    const recording = record();
    recording.abort(cancel);

    expect(await rig.runner.execute(recording.execution)).toMatchObject({ kind: 'stopped', confirmed: true });
    expect(rig.relay.connections()).toBe(before);
  });
});

describe('a request to stop that the server ignores', () => {
  let rig: Rig;
  afterEach(() => rig.close());
  const running = () => rig.server.executions.at(-1)?.outcome === 'running';

  async function stopRunning(order: AbortReason, ms: number) {
    rig.server.setFault({ kind: 'ignore-attention', ms });
    const recording = record();
    const executing = rig.runner.execute(recording.execution);
    await expect.poll(running, patiently).toBe(true);
    recording.abort(order);
    return executing;
  }

  it('stays unconfirmed once the driver has waited in vain, and the session is given up', async () => {
    rig = await startRig();
    const result = await stopRunning(cancel, 60_000);

    expect(result).toEqual({ kind: 'stopped', rowsAffected: undefined, confirmed: false, stop: cancel });
    expect(running()).toBe(true);
    await expect.poll(() => rig.relay.open(), patiently).toBe(0);
  });

  it('leaves the applock held: the probe says alive until the procedure has ended', async () => {
    rig = await startRig({}, {}, impatientClock());
    await stopRunning(cancel, 3_600_000);

    expect(await probeOnce(rig.runner)).toBe('alive');
    expect(running()).toBe(true);
    rig.server.finishRuns();
    await expect.poll(() => probeOnce(rig.runner), patiently).toBe('gone');
    expect(running()).toBe(false);
  });

  it('is given up on shutdown before the host kills the process', async () => {
    const waits: number[] = [];
    rig = await startRig({}, {}, impatientClock(waits));
    const result = await stopRunning(shutdown, 60_000);

    expect(result).toMatchObject({ kind: 'interrupted', confirmed: false });
    expect(waits[0]).toBeLessThan(5_000);
    expect(running()).toBe(true);
  });
});
