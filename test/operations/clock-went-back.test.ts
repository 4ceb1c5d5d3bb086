import { describe, expect, it } from 'vitest';
import { recordRun } from '../../src/core/job/job-state.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { type DurationMs, hours, minutes, plus, seconds } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import { afterHours, configWith, heldLease, runningRun, start } from '../support/core-samples.ts';
import { after } from '../support/dashboard-samples.ts';
import { createWorld, recordingLog, writeAsOther } from './support/world.ts';

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
    return `run-${given.length + 1}`;
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

  it('an idle tick writes once, and the others only read', async () => {
    const test = await setUp(hours(7));
    const { writes } = test.rows;
    for (let count = 0; count < 5; count += 1) await test.tick();
    expect(test.rows.writes).toBe(writes + 1);
  });

  it('seconds are the clock of another host: nothing is written, and nothing is said', async () => {
    const test = await setUp(seconds(100));
    const { writes } = test.rows;
    await test.tick();
    expect(test.rows.writes).toBe(writes);
    expect(test.of('clock_went_back')).toEqual([]);
  });

  it('the id of the next run sorts after those that the clock of then has made', async () => {
    const test = await setUp(hours(7));
    await test.tick();
    await test.clock.advance(hours(3));
    await test.tick();
    expect(test.given).toEqual(['run-1']);
  });

  it('nothing starts beside a run whose lease lies in the future, until the applock is known to be free', async () => {
    const test = await setUp(hours(7));
    const active = runningRun({ id: 'run-9', createdAt: afterHours(7) });
    await writeAsOther(test, { lease: heldLease(active), state: recordRun(test.control().state, active) });

    expect(await test.tick()).toBe('wait');
    expect(test.control().lease).toMatchObject({ renewedAt: start, expiresAt: plus(start, seconds(150)) });
    await test.clock.advance(seconds(149));
    expect(await test.tick()).toBe('wait');
    await test.clock.advance(seconds(1));
    expect(await test.tick()).toBe('reconcile');
    expect(test.executions()).toBe(0);
    expect(test.control().state.active).toMatchObject({ id: 'run-9', attempts: [{ outcome: 'lost' }] });
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
