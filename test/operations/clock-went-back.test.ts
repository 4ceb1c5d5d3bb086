import { describe, expect, it } from 'vitest';
import { recordRun } from '../../src/core/job/job-state.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import {
  days,
  type DurationMs,
  hours,
  milliseconds,
  minus,
  minutes,
  plus,
  seconds,
} from '../../src/core/time/time.ts';
import type { Counting } from '../../src/core/schedule/interval.ts';
import { executeAttempt } from '../../src/operations/attempt/execute-attempt.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Execution } from '../../src/ports.ts';
import {
  afterHours,
  configWith,
  heldLease,
  runningRun,
  runIdOf,
  settingsWith,
  start,
} from '../support/core-samples.ts';
import { after } from '../support/dashboard-samples.ts';
import { beginAttempt, begunRun } from './support/begun-attempt.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, writeAsOther } from './support/world.ts';

const succeeded: AttemptResult = { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };

/** The rows are those of a scheduler whose clock was this much ahead. */
async function setUp(ahead: DurationMs) {
  let executions = 0;
  const given: (string | undefined)[] = [];
  const execute = async (): Promise<AttemptResult> => {
    executions += 1;
    return succeeded;
  };
  const newId = (_: unknown, last?: string): string => {
    given.push(last);
    return runIdOf(given.length + 1);
  };
  const test = createWorld({ idGenerator: { newId }, runner: { execute, probe: async () => 'gone' } });
  const then = plus(start, ahead);
  await writeAsOther(test, {
    config: configWith({ notBefore: then, changedAt: then }),
    state: after('succeeded', then),
  });
  const { log, of } = recordingLog();
  return { ...test, of, given, executions: () => executions, tick: () => tick(test.world, log) };
}

describe('after the clock went back', () => {
  it.each([hours(7), hours(1), hours(9_000)])(
    'by %d ms a run follows one interval later, once, and is said once',
    async (ahead) => {
      const test = await setUp(ahead);
      for (let minute = 0; minute < 179; minute += 1) {
        expect(await test.tick()).toBe('wait');
        await test.clock.advance(minutes(1));
      }
      expect(test.executions()).toBe(0);
      await test.clock.advance(minutes(1));
      expect(await test.tick()).toBe('start');
      expect(await test.tick()).toBe('wait');

      expect(test.executions()).toBe(1);
      expect(test.of('clock_went_back')).toHaveLength(1);
      expect(test.control().state).toMatchObject({ lastEnd: afterHours(3), lastSuccessAt: afterHours(3) });
      expect(test.control().state.clockNotice).toBeUndefined();
    },
  );

  it('an idle tick writes the rows once and its own mark, and the others only read', async () => {
    const test = await setUp(hours(7));
    const before = test.table.writes();
    for (let count = 0; count < 5; count += 1) await test.tick();
    expect(test.table.writes()).toBe(before + 2);
  });

  it('seconds are the clock of another host: no row of the job is written, and nothing is said', async () => {
    const test = await setUp(seconds(100));
    const before = test.control().versions;
    await test.tick();
    expect(test.control().versions).toEqual(before);
    expect(test.of('clock_went_back')).toEqual([]);
  });

  it('the id of the next run sorts after those that the clock of then has made', async () => {
    const test = await setUp(hours(7));
    await test.tick();
    await test.clock.advance(hours(3));
    await test.tick();
    expect(test.given).toEqual([runIdOf(1)]);
  });

  it('nothing starts beside a run whose lease lies in the future, until the applock is known to be free', async () => {
    const test = await setUp(hours(7));
    const active = runningRun({ id: runIdOf(9), createdAt: afterHours(7) });
    await writeAsOther(test, { lease: heldLease(active), state: recordRun(test.control().state, active) });

    expect(await test.tick()).toBe('wait');
    expect(test.control().lease).toMatchObject({ renewedAt: start, expiresAt: plus(start, seconds(150)) });
    await test.clock.advance(seconds(149));
    expect(await test.tick()).toBe('wait');
    await test.clock.advance(seconds(1));
    expect(await test.tick()).toBe('reconcile');
    expect(test.executions()).toBe(0);
    expect(test.control().state.active).toMatchObject({ id: runIdOf(9), attempts: [{ outcome: 'lost' }] });
  });

  it('nothing is changed for good by a clock that was behind until a time service set it', async () => {
    const test = await setUp(hours(48));
    await test.tick();
    expect(test.control().state.lastEnd).toBe(start);
    await test.clock.advance(hours(48));
    expect(await test.tick()).toBe('wait');
    expect(test.executions()).toBe(0);
    expect(test.control().state).toMatchObject({ lastEnd: afterHours(48) });
    expect(test.of('clock_came_back')).toHaveLength(1);
  });
});

/** The procedure takes 9 seconds, in the middle of which somebody sets the clock. */
async function runWith(by: DurationMs, result: AttemptResult = succeeded) {
  const during: (() => Promise<void>)[] = [];
  const execute = async (): Promise<AttemptResult> => {
    await during[0]?.();
    return result;
  };
  const runner = { execute, probe: async () => 'gone' as const };
  // By a clock that is a year ahead, a year of dates is missing.
  const settings = settingsWith({ BACKFILL: 'ask' });
  const test = createWorld({ idGenerator: { newId: () => runIdOf(2) }, runner, settings });
  during.push(async () => {
    await test.clock.advance(seconds(4));
    test.clock.set(by);
    await test.clock.advance(seconds(5));
  });
  const long = minus(start, days(1));
  await writeAsOther(test, { config: configWith({ notBefore: long, changedAt: long }) });
  const { log, lines, of } = recordingLog();
  await tick(test.world, log);
  return { ...test, log, lines, of };
}

describe('a clock that is set during a run', () => {
  const settings: [string, DurationMs][] = [
    ['5 h 20 min forward', minutes(320)],
    ['5 h 20 min back', minutes(-320)],
    ['a year forward', hours(8_760)],
    ['a minute back', minutes(-1)],
    ['not at all', minutes(0)],
  ];

  it.each(settings)('%s changes neither the recorded duration nor that in the log', async (_, by) => {
    const { control, lines, of } = await runWith(by);
    const { last } = control().state;
    expect(last?.state).toMatchObject({ outcome: 'succeeded', duration: 9_000 });
    expect(last?.attempts[0]).toMatchObject({
      startedAt: start,
      endedAt: plus(start, milliseconds(9_000 + by)),
      duration: 9_000,
    });
    expect(of('run_finished')).toMatchObject([{ fields: { durationSeconds: 9 } }]);
    expect(lines.some(({ line }) => line.includes('in 9.0 seconds'))).toBe(true);
  });

  it.each(settings)('%s leaves the next run at one interval after it', async (_, by) => {
    const { clock, control, world, log } = await runWith(by);
    for (let minute = 0; minute < 179; minute += 1) {
      expect(await tick(world, log)).toBe('wait');
      await clock.advance(minutes(1));
    }
    await clock.advance(minutes(1));
    expect(await tick(world, log)).toBe('start');
    expect(control().state.statistics.success).toBe(2);
  });

  it.each(settings)('%s gives a failed attempt its delay', async (_, by) => {
    const failure = { class: 'transient', message: 'a deadlock', remedy: 'none' } as const;
    const { clock, world, log } = await runWith(by, { kind: 'failed', rowsAffected: 0, failure });
    expect(await tick(world, log)).toBe('wait');
    await clock.advance(seconds(59));
    expect(await tick(world, log)).toBe('wait');
    await clock.advance(seconds(1));
    expect(await tick(world, log)).toBe('attempt');
  });
});

describe('a clock that is set during a run of hours', () => {
  it.each([hours(-7), hours(7)])('by %d ms moves neither its time limit nor its heartbeat', async (by) => {
    const begun: Execution[] = [];
    const { promise } = Promise.withResolvers<AttemptResult>();
    const execute = async (execution: Execution): Promise<AttemptResult> => {
      begun.push(execution);
      execution.observer.executing();
      return promise;
    };
    const test = createWorld({ runner: { execute, probe: async () => 'gone' as const } });
    const held = await beginAttempt(test);
    void executeAttempt(test.world, recordingLog().log, held, begunRun);
    test.clock.set(by);
    await test.clock.advance(seconds(20));
    const now = test.clock.now();
    expect(test.control().lease).toMatchObject({ renewedAt: now, expiresAt: plus(now, seconds(150)) });
    await test.clock.advance(minutes(89));
    expect(begun[0]?.abort.signal.aborted).toBe(false);
    await test.clock.advance(seconds(40));
    expect(begun[0]?.abort.reason()).toMatchObject({ cause: 'deadline' });
  });
});

describe('two hosts whose clocks differ', () => {
  it.each<[string, DurationMs, Counting]>([
    ['7 hours', hours(7), 'finish'],
    ['2.9 hours', hours(2.9), 'finish'],
    ['an hour', hours(1), 'finish'],
    ['3 minutes', minutes(3), 'finish'],
    ['a year', hours(8_760), 'finish'],
    ['7 hours', hours(7), 'start'],
    ['2.9 hours', hours(2.9), 'start'],
    ['an hour', hours(1), 'start'],
    ['3 minutes', minutes(3), 'start'],
    ['a year', hours(8_760), 'start'],
  ])('by %s and tick in turn start no more runs than one would, and say little', async (_, by, counting) => {
    let executions = 0;
    const execute = async (): Promise<AttemptResult> => {
      executions += 1;
      return succeeded;
    };
    const idGenerator = { newId: () => runIdOf(executions) };
    const test = createWorld({ idGenerator, runner: { execute, probe: async () => 'gone' as const } });
    const schedule = { kind: 'interval', hours: 3, after: counting, anchor: start } as const;
    await writeAsOther(test, { config: configWith({ schedule }) });
    const { now } = test.clock;
    const clock = { ...test.clock, now: () => plus(now(), by) };
    const other = { ...test.world, instance: { name: 'b:2', version: '1' }, clock };
    const { log, of } = recordingLog();
    for (let passed = 0; passed < 24 * 60; passed += 10) {
      await tick(test.world, log);
      await tick(other, log);
      await test.clock.advance(minutes(10));
    }
    expect(executions).toBeGreaterThanOrEqual(8);
    expect(executions).toBeLessThanOrEqual(10);
    expect(of('clock_went_back').length).toBeLessThanOrEqual(10);
    expect(of('clock_came_back').length).toBeLessThanOrEqual(10);
  });
});
