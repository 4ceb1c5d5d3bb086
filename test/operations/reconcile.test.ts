import { omitUndefined } from '../../src/core/omit-undefined.ts';
import { describe, expect, it } from 'vitest';
import { requestCancellation } from '../../src/core/run/lease.ts';
import type { ProbeResult } from '../../src/core/run/reconciliation.ts';
import { milliseconds, minutes, seconds } from '../../src/core/time/time.ts';
import type { Log } from '../../src/ports.ts';
import { isTimeToSay } from '../../src/operations/attempt/say-rarely.ts';
import { tick } from '../../src/operations/tick.ts';
import { cancelRequest, settings, start } from '../support/core-samples.ts';
import { beginAttempt, begunRun, ownLease } from './support/begun-attempt.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, refuse, writeAsOther } from './support/world.ts';

/** The process of the attempt is gone, and its lease has expired. */
async function setUp(...probes: readonly ProbeResult[]) {
  const results = [...probes];
  let onProbe: (() => Promise<void>) | undefined;
  let warning: string | undefined;
  const probe = async (probeLog: Log): Promise<ProbeResult> => {
    await onProbe?.();
    if (warning !== undefined) probeLog.warn(warning);
    return results.shift() ?? refuse();
  };
  const test = createWorld({ runner: { execute: refuse, probe } });
  await beginAttempt(test);
  await test.clock.advance(settings.leaseExpiry);
  const { log, lines, of } = recordingLog();
  const saying = (line: string): void => void (warning = line);
  const during = (action: () => Promise<void>): void => {
    onProbe = action;
  };
  /** Something happens after the tick has read the rows. */
  const tickAfter = (action: () => Promise<void>) => {
    const { store } = test.world;
    const read = async () => {
      const snapshot = await store.read();
      await action();
      return snapshot;
    };
    return tick({ ...test.world, store: { ...store, read } }, log);
  };
  return { ...test, lines, of, saying, during, tick: () => tick(test.world, log), tickAfter };
}

/** The process of an attempt after so many runs in a row that were lost is gone as well. */
async function loseAfter(consecutiveLost: number, number: number) {
  const test = await setUp('gone');
  const { state } = test.control();
  const { active } = state;
  if (active?.state.kind !== 'running') throw new Error('expected the running attempt');
  const last = { ...active, state: { ...active.state, attempt: { ...active.state.attempt, number } } };
  const statistics = { ...state.statistics, consecutiveLost };
  await writeAsOther(test, { state: { ...state, statistics, active: last } });
  await test.tick();
  return test;
}

describe('a run whose process is lost', () => {
  it('is tried again once its procedure is gone, and its lease is freed in the same write', async () => {
    const test = await setUp('gone');

    expect(await test.tick()).toBe('reconcile');
    expect(test.control()).toMatchObject({
      lease: { kind: 'free', epoch: 1 },
      state: { active: { state: { kind: 'waiting', attempt: 2 }, attempts: [{ outcome: 'lost' }] } },
    });
    expect(test.of('process_lost')).toMatchObject([
      { line: expect.stringContaining(`run ${begunRun.id} no longer responds (a:1)`) },
    ]);
    expect(test.of('attempt_repeats')).toHaveLength(1);
    expect(test.of('sql_unasked')).toEqual([]);
  });

  it('is left to the process that takes charge first: this one neither asks SQL Server nor writes', async () => {
    const test = await setUp();
    await test.tickAfter(() => writeAsOther(test, { state: test.control().state }));

    expect(test.control().state.active?.state.kind).toBe('running');
    expect(test.of('process_lost')).toEqual([]);
  });

  it('is settled by an answer that comes while the app is shut down', async () => {
    const test = await setUp('gone');
    test.during(async () => test.shutdown());
    await test.tick();

    expect(test.control().state.active?.state).toMatchObject({ kind: 'waiting', attempt: 2 });
  });

  it('ends as cancelled when a holder that came back and died again left a request on its lease', async () => {
    const test = await setUp('unknown', 'gone');
    await test.tick();
    await writeAsOther(test, { lease: requestCancellation(ownLease, cancelRequest) });
    await test.tick();

    expect(test.control().state.last?.state.outcome).toBe('cancelled');
  });

  it('keeps no request when there is none', async () => {
    const test = await setUp('unknown', 'alive');
    await test.tick();
    await test.tick();

    expect(test.control().state.active?.state).not.toHaveProperty('stop');
  });

  it('stays as it is when the app is shut down before SQL Server has answered', async () => {
    const test = await setUp('unknown');
    test.during(async () => test.shutdown());
    await test.tick();

    expect(test.control().state.active?.state.kind).toBe('reconciling');
    expect(test.of('sql_unasked')).toEqual([]);
  });

  it('ends as cancelled when a request to cancel was left on its lease', async () => {
    const test = await setUp('gone');
    await writeAsOther(test, { lease: requestCancellation(ownLease, cancelRequest) });
    await test.tick();

    expect(test.control().state.last?.state.outcome).toBe('cancelled');
  });

  it('ends as cancelled when a request to cancel reached a holder that came back and was lost again', async () => {
    const test = await setUp('unknown', 'gone');
    await test.tick();
    const request = { cause: 'cancel', at: start, by: 'siti', reason: 'wrong range' } as const;
    await writeAsOther(test, { lease: requestCancellation(ownLease, request) });
    await test.tick();

    expect(test.control().state.last?.state.outcome).toBe('cancelled');
  });

  it('is orphaned, and nothing starts, while its procedure is still running', async () => {
    const test = await setUp('alive', 'alive');
    await test.tick();

    expect(test.control().state.active?.state.kind).toBe('orphaned');
    expect(test.control().lease.kind).toBe('held');
    expect(test.of('end_open')).toEqual([]);
    const before = test.table.writes();
    await test.tick();
    expect(test.table.writes()).toBe(before);
  });

  it('is still running although it was told to stop', async () => {
    const test = await setUp('alive');
    const { state } = test.control();
    const { active } = state;
    if (active?.state.kind !== 'running') throw new Error('expected the running attempt');
    const { attempt } = active.state;
    const stopping = { kind: 'stopping', attempt, since: start, stop: cancelRequest } as const;
    await writeAsOther(test, { state: { ...state, active: { ...active, state: stopping } } });
    await test.tick();
    expect(test.of('procedure_orphaned')).toMatchObject([
      { line: expect.stringContaining('although it was told to stop: waiting') },
    ]);
  });

  it.each([
    [undefined, 'its process no longer responds'],
    [{ class: 'outcome_unknown', message: 'socket hang up', remedy: '' }, 'the connection to it was lost'],
    [{ class: 'interrupted', message: 'shut down', remedy: '' }, 'the app was stopped'],
  ] as const)('is still running although %j: the line says what was lost', async (failure, words) => {
    const test = await setUp('alive');
    const { state } = test.control();
    const { active } = state;
    if (active?.state.kind !== 'running') throw new Error('expected the running attempt');
    const { attempt } = active.state;
    const open = { kind: 'reconciling', attempt, since: start, ...omitUndefined({ failure }) } as const;
    await writeAsOther(test, { state: { ...state, active: { ...active, state: open } } });
    await test.tick();
    expect(test.of('procedure_orphaned')).toMatchObject([
      { line: expect.stringContaining(`although ${words}`) },
    ]);
  });

  it('stays unknown, and nothing starts, while SQL Server does not answer; after 5 minutes that is an error', async () => {
    const test = await setUp('unknown', 'unknown', 'unknown');
    await test.tick();
    await test.clock.advance(milliseconds(minutes(5) - 1));
    await test.tick();
    expect(test.of('sql_unasked')).toMatchObject([
      {
        level: 'warn',
        line: expect.stringContaining(`it is unknown how run ${begunRun.id} ended: asking again`),
      },
    ]);
    expect(test.of('sql_unasked_long')).toEqual([]);
    await test.clock.advance(milliseconds(1));
    await test.tick();

    expect(test.of('sql_unasked_long')).toMatchObject([
      {
        level: 'error',
        line: expect.stringContaining(
          `For 5 minutes or more it has been unknown how run ${begunRun.id} ended`,
        ),
      },
    ]);
    expect(test.control().state.active?.state.kind).toBe('reconciling');
    expect(test.control().lease.kind).toBe('held');
  });

  it('is spoken of once per change and then every 5 minutes, however often the tick finds it', async () => {
    const minute = ['alive', 'alive', 'alive', 'alive'] as const;
    const test = await setUp(
      ...Array.from({ length: 12 }, () => minute).flat(),
      ...(['unknown', 'unknown', 'alive', 'alive'] as const),
    );
    const tickAndWait = async () => {
      await test.tick();
      await test.clock.advance(seconds(15));
    };
    for (let ticks = 0; ticks < 48; ticks += 1) await tickAndWait();
    // At 0, 5 and 10 minutes.
    expect(test.of('procedure_orphaned')).toHaveLength(3);
    await tickAndWait();
    await tickAndWait();
    // The server has just stopped answering: that is no alarm yet, however long the run was orphaned.
    expect(test.of('sql_unasked')).toHaveLength(1);
    expect(test.of('sql_unasked_long')).toEqual([]);
    await tickAndWait();
    await tickAndWait();
    expect(test.of('procedure_orphaned')).toHaveLength(4);
  });

  it('is spoken of with the reason why SQL Server cannot be asked, just as rarely', async () => {
    const test = await setUp('unknown', 'unknown');
    test.saying('cannot tell: no route to the server');
    await test.tick();
    await test.tick();
    expect(test.lines.filter(({ line }) => line.startsWith('cannot tell'))).toHaveLength(1);
    expect(test.of('sql_unasked')).toHaveLength(1);
  });

  it('is spoken of again after five minutes, however the clock was set meanwhile', async () => {
    const { world, clock } = await setUp();
    expect(isTimeToSay(world, 'x')).toBe(true);
    for (const by of [-60, 600]) {
      clock.set(milliseconds(by * minutes(1)));
      expect(isTimeToSay(world, 'x')).toBe(false);
    }
    await clock.advance(minutes(5));
    expect(isTimeToSay(world, 'x')).toBe(true);
  });

  it('is left to its holder when that comes back while the server is asked', async () => {
    const test = await setUp('gone');
    test.during(() => writeAsOther(test, { lease: ownLease }));
    await test.tick();

    expect(test.control().lease).toEqual(ownLease);
    expect(test.control().state.active?.state.kind).toBe('reconciling');
    expect(test.of('attempt_repeats')).toEqual([]);
    expect(test.lines.at(-1)).toEqual({
      level: 'info',
      line: `another process settled run ${begunRun.id} first`,
      fields: { runId: begunRun.id },
    });
  });

  it('is an alarm when it is the second in a row', async () => {
    const test = await loseAfter(1, settings.maxAttempts);
    expect(test.control().state.last?.state.outcome).toBe('lost');
    expect(test.of('lost_repeatedly')).toMatchObject([
      { level: 'error', line: expect.stringContaining('2 runs in a row lost their process') },
    ]);
  });

  it('is no alarm when it is the first, nor as long as another attempt follows', async () => {
    expect((await loseAfter(0, settings.maxAttempts)).of('lost_repeatedly')).toEqual([]);
    expect((await loseAfter(2, 1)).of('lost_repeatedly')).toEqual([]);
  });
});
