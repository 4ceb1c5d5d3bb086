/** What a tick says and records of what it does, how often it reads, and when it gives up. */
import { describe, expect, test } from 'vitest';
import { initialState, recordRun } from '../../src/core/job/job-state.ts';
import { hours, minutes, plus } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import type { SchedulerStore } from '../../src/ports.ts';
import { configWith, fixedRate, runIdOf, settings, start, waitingRun } from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, deleteControlRows, refuse, writeAsOther } from './support/world.ts';

function setUp(override: Partial<SchedulerStore> = {}) {
  let reads = 0;
  const there = createWorld({
    runner: {
      execute: async () => ({ kind: 'succeeded', rowsAffected: 7, returnValue: 0 }),
      probe: refuse,
    },
    idGenerator: { newId: () => runIdOf(1) },
    store: ({ read }) => ({
      read: () => {
        reads += 1;
        return read();
      },
      ...override,
    }),
  });
  const { log, lines } = recordingLog();
  return {
    ...there,
    lines: () => lines.filter(({ level }) => level !== 'debug'),
    debug: () => lines.filter(({ level }) => level === 'debug'),
    reads: () => reads,
    tick: () => tick(there.world, log),
  };
}

const lostRaces = { commit: async () => ({ kind: 'conflict' }) as const };
const pause = { by: 'siti', reason: 'month end', since: start, until: plus(start, minutes(30)) };
const withRequest = recordRun(initialState, waitingRun({ trigger: 'request' }));

describe('a tick', () => {
  test('that has nothing to do says by when the next success is due, again only when that changes or after six hours', async () => {
    const there = setUp();
    await there.tick();
    const due = {
      level: 'info',
      line: '🎯 The next success is due by 14:35',
      fields: { event: 'success_due', dueBy: '2026-11-24T14:35:00.000+07:00' },
    };
    expect(there.lines()).toEqual([due]);
    await there.tick();
    await writeAsOther(there, { state: { ...there.control().state, lastRequestAt: start } });
    await there.tick();
    expect(there.lines()).toEqual([due]);

    const state = {
      ...there.control().state,
      lastSuccessAt: plus(start, hours(1)),
      lastEnd: plus(start, hours(1)),
    };
    await writeAsOther(there, { state });
    await there.clock.advance(hours(1));
    await there.tick();
    expect(there.lines().slice(1)).toMatchObject([{ fields: { dueBy: '2026-11-24T15:30:00.000+07:00' } }]);
    await there.clock.advance(minutes(179));
    await there.tick();
    expect(there.lines()).toHaveLength(2);
    await writeAsOther(there, {
      config: configWith({ pause: { ...pause, until: plus(start, hours(90)) } }),
      state,
    });
    await there.tick();
    expect(there.lines()).toHaveLength(3);
    await there.clock.advance(hours(6));
    await there.tick();
    expect(there.lines()[3]).toEqual(there.lines()[2]);
  });

  test('that has nothing to do reads once and says why only to who debugs', async () => {
    const there = setUp();
    expect(await there.tick()).toBe('wait');
    expect(there.reads()).toBe(1);
    expect(there.lines()).toMatchObject([{ fields: { event: 'success_due' } }]);
    expect(there.debug()).toEqual([
      {
        level: 'debug',
        line: expect.stringContaining('tick: waiting: next slot 07:05 '),
        fields: { decision: 'wait' },
      },
    ]);
  });

  test('that has nothing to do says why it waits once, and again when the reason is another', async () => {
    const there = setUp();
    await there.tick();
    await there.tick();
    expect(there.debug()).toHaveLength(1);
    await writeAsOther(there, { config: configWith({ pause }) });
    await there.tick();
    expect(there.debug().slice(1)).toMatchObject([{ line: expect.stringContaining('tick: paused by siti') }]);
    await there.tick();
    expect(there.debug()).toHaveLength(2);
  });

  test('that writes the first rows says when the first run comes', async () => {
    const there = setUp();
    deleteControlRows(there);
    await there.tick();
    expect(there.lines()).toMatchObject([{ line: '⏳ Next execution in 300 seconds (0.1 hours)...' }]);
  });

  test('that resumes the schedule says when the next run comes', async () => {
    const there = setUp();
    await writeAsOther(there, { config: configWith({ pause }) });
    await there.clock.advance(minutes(30));
    await there.tick();
    expect(there.lines()).toMatchObject([
      { line: '▶️ The pause is over, schedule resumed; ⏳ Next execution in 300 seconds (0.1 hours)...' },
      { fields: { event: 'success_due' } },
    ]);
  });

  test.each([
    [3, 'slot'],
    [6, 'catch-up after 1 missed slot'],
    [9, 'catch-up after 2 missed slots'],
  ])('after %d hours starts a run that records as its reason: %s', async (passed, reason) => {
    const there = setUp();
    await writeAsOther(there, { config: configWith(), state: { ...initialState, lastEnd: start } });
    await there.clock.advance(hours(passed));
    await there.tick();
    expect(there.control().state.last).toMatchObject({ actor: 'schedule', reason });
  });

  test('that executes says which execution it is with which range, and measures how long it takes', async () => {
    const there = setUp();
    const statistics = { ...initialState.statistics, execution: 4 };
    await writeAsOther(there, { state: { ...initialState, statistics } });
    await there.clock.advance(settings.startDelay);
    await there.tick();

    const fields = { runId: runIdOf(1), attempt: 1 };
    expect(there.lines().slice(0, 2)).toEqual([
      {
        level: 'info',
        line: '🚀 Executing spJamkerja (execution #5)',
        fields: { ...fields, event: 'run_started', trigger: 'schedule' },
      },
      { level: 'info', line: '📅 Date range: 2026-11-23 to 2026-11-24', fields },
    ]);
    expect(there.control().state.last?.attempts).toMatchObject([{ duration: 0 }]);
  });

  test('that loses the race for a run says so', async () => {
    const there = setUp(lostRaces);
    await there.clock.advance(settings.startDelay);
    expect(await there.tick()).toBe('start');
    expect(there.lines()).toMatchObject([{ line: 'another process has already started spJamkerja' }]);
  });

  test.each([
    ['the end of a pause', { config: configWith({ pause }) }],
    [
      'a skip',
      {
        config: configWith({ schedule: fixedRate(3), notBefore: plus(start, minutes(1)) }),
        state: withRequest,
      },
    ],
  ])('that loses every race to write %s says nothing, and gives up after five reads', async (_, rows) => {
    const there = setUp(lostRaces);
    await writeAsOther(there, rows);
    await there.clock.advance(hours(7));
    expect(await there.tick()).toBe('wait');
    expect(there.reads()).toBe(5);
    expect(there.lines()).toEqual([]);
  });
});
