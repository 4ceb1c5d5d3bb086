import { describe, expect, it } from 'vitest';
import type { DateRange } from '../../src/core/run/date-range.ts';
import { type AttemptResult, endAttempt } from '../../src/core/run/end-attempt.ts';
import { recordRun } from '../../src/core/job/job-state.ts';
import { hours, minutes, plus, seconds } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import type { Execution } from '../../src/ports.ts';
import {
  configWith,
  endContext,
  failureOf,
  fixedRate,
  runIdOf,
  runningRun,
  settings,
  start,
  waitingRun,
} from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, deleteControlRows, refuse, writeAsOther } from './support/world.ts';

const succeeded: AttemptResult = { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };

function setUp() {
  const ranges: DateRange[] = [];
  const execute = async ({ range: executed }: Execution): Promise<AttemptResult> => {
    ranges.push(executed);
    return succeeded;
  };
  const idGenerator = { newId: () => runIdOf(ranges.length + 1) };
  const test = createWorld({ runner: { execute, probe: refuse }, idGenerator });
  const { log, lines, of } = recordingLog();
  return { ...test, lines, of, ranges, tick: () => tick(test.world, log), executions: () => ranges.length };
}

describe('a tick', () => {
  it('writes the default rows when there are none, and starts nothing', async () => {
    const test = setUp();
    deleteControlRows(test);

    expect(await test.tick()).toBe('initialise');
    expect(test.control().config).toMatchObject({ notBefore: plus(start, settings.startDelay) });
    expect(test.executions()).toBe(0);
  });

  it('reads once and writes nothing while nothing is due', async () => {
    const test = setUp();
    // The first one leaves a mark, as one does every ten minutes.
    await test.tick();
    const before = test.table.writes();
    expect(await test.tick()).toBe('wait');
    expect(test.table.writes()).toBe(before);
  });

  it('executes the slot that is due, and then waits for the next one', async () => {
    const test = setUp();
    await test.clock.advance(settings.startDelay);

    expect(await test.tick()).toBe('start');
    expect(test.control().state.last).toMatchObject({
      id: runIdOf(1),
      slot: plus(start, settings.startDelay),
      trigger: 'schedule',
      state: { outcome: 'succeeded' },
    });
    expect(await test.tick()).toBe('wait');
    expect(test.executions()).toBe(1);
  });

  it('executes the run that waits for its next attempt', async () => {
    const test = setUp();
    const run = waitingRun({ trigger: 'request', actor: 'siti' });
    await writeAsOther(test, { state: recordRun(test.control().state, run) });

    expect(await test.tick()).toBe('attempt');
    expect(test.control().state.last).toMatchObject({ id: run.id, actor: 'siti' });
  });

  it('repeats an attempt with the range of its run, also on the next day', async () => {
    const test = setUp();
    const failed = { kind: 'failed', rowsAffected: 0, failure: failureOf('transient') } as const;
    const run = endAttempt(runningRun(), failed, endContext(start));
    await writeAsOther(test, { state: recordRun(test.control().state, run) });
    await test.clock.advance(hours(24));

    expect(await test.tick()).toBe('attempt');
    expect(test.ranges).toEqual([run.range]);
  });

  it('catches up on missed slots with the range of the latest one', async () => {
    const test = setUp();
    await test.clock.advance(hours(30));

    expect(await test.tick()).toBe('start');
    expect(test.control().state.last?.missedSlots).toBeGreaterThan(0);
    expect(test.ranges).toEqual([{ awal: '2026-11-24', akhir: '2026-11-25' }]);
  });

  it('resumes the schedule when its pause is over, and does not fire at once', async () => {
    const test = setUp();
    const pause = { by: 'siti', reason: 'month end', since: start, until: plus(start, minutes(30)) };
    await writeAsOther(test, { config: { ...test.control().config, pause } });
    await test.clock.advance(minutes(30));

    expect(await test.tick()).toBe('wait');
    expect(test.control().config).not.toHaveProperty('pause');
    expect(test.of('schedule_resumed')).toHaveLength(1);
    expect(test.executions()).toBe(0);
    await test.clock.advance(settings.startDelay);
    expect(await test.tick()).toBe('start');
  });

  it('catches up on what came due after the end of a pause, while nothing was running', async () => {
    const test = setUp();
    const pause = { by: 'siti', reason: 'server work', since: start, until: plus(start, hours(1)) };
    await writeAsOther(test, { config: configWith({ schedule: fixedRate(0.5), pause }) });
    await test.clock.advance(hours(2.25));

    expect(await test.tick()).toBe('start');
    expect(test.control().state.last).toMatchObject({ slot: plus(start, hours(2)), missedSlots: 1 });
  });

  it('records the slots that passed during a run as one skip', async () => {
    const test = setUp();
    await writeAsOther(test, {
      config: configWith({ schedule: fixedRate(3), notBefore: plus(start, seconds(1)) }),
    });
    const run = waitingRun({ id: runIdOf(9), trigger: 'request' });
    await writeAsOther(test, { state: recordRun(test.control().state, run) });
    await test.clock.advance(hours(7));

    expect(await test.tick()).toBe('attempt');
    expect(test.control().state.lastSkip).toMatchObject({
      missedSlots: 1,
      state: { outcome: 'skipped', skip: 'still_running' },
    });
    const { lastSkip } = test.control().state;
    expect(await test.store.findRun(lastSkip?.id ?? '')).toEqual(lastSkip);
    expect(test.of('slot_skipped')).toEqual([
      expect.objectContaining({
        line: expect.stringMatching(/^⏭️ spJamkerja skipped .*: run .* was still running$/u),
      }),
    ]);
    expect(test.executions()).toBe(1);
  });

  it('starts nothing when another process was first', async () => {
    const test = setUp();
    await test.clock.advance(settings.startDelay);
    const { read } = test.world.store;
    const late = {
      ...test.world,
      store: {
        ...test.world.store,
        read: async () => {
          const snapshot = await read();
          await writeAsOther(test, { lease: test.control().lease });
          return snapshot;
        },
      },
    };

    expect(await tick(late, recordingLog().log)).toBe('start');
    expect(test.executions()).toBe(0);
    expect(test.control().state.active).toBeUndefined();
  });

  it('does nothing once the process shuts down', async () => {
    const test = setUp();
    await test.clock.advance(settings.startDelay);
    test.shutdown();

    expect(await test.tick()).toBe('wait');
    expect(test.executions()).toBe(0);
  });
});
