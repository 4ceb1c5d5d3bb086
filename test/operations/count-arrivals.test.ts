/** An interval that adapts to new input: beside each run of the schedule one question, which delays nothing. */
import { expect, it } from 'vitest';
import { toAuditView } from '../../src/api/views/audit-view.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { type EpochMs, hours, LocalDate, minutes, plus } from '../../src/core/time/time.ts';
import { tick } from '../../src/operations/tick.ts';
import type { World } from '../../src/ports.ts';
import type { PendingAnswer } from '../../src/ports/input-probe.ts';
import { jakarta, runIdOf, settingsWith, start } from '../support/core-samples.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, refuse, writeAsOther } from './support/world.ts';

const succeeded: AttemptResult = { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };
const told = (...counts: readonly number[]): PendingAnswer => ({
  kind: 'answered',
  dates: counts.map((rows, index) => ({ date: LocalDate.parse(`2026-11-${20 + index}`), rows })),
});
const failed: PendingAnswer = { kind: 'failed', message: 'cannot ask dbo.spBaru: it is missing' };

const adaptive: NonNullable<JobConfig['adaptive']> = {
  by: 'pending',
  runs: 1,
  least: 0.5,
  most: 12,
  hysteresis: 0,
  steps: [{ upTo: 100, hours: 6 }, { hours: 2 }],
};

/** It is 7:00. The last success began an hour ago, and the next slot is at 10:00. */
async function setUp(config: Partial<JobConfig> = { adaptive }, overrides: Pick<World, 'input'> = {}) {
  const lastBegan = plus(start, hours(-1));
  const asked: EpochMs[] = [];
  let results: readonly (AttemptResult | Promise<AttemptResult>)[] = [];
  let answer = Promise.resolve(told());
  const counted = { executions: 0 };
  const asks = config.adaptive?.by === 'pending' && !('input' in overrides);
  const test = createWorld({
    settings: settingsWith({ PENDING_PROCEDURE: 'dbo.spBaru' }),
    sha256: (text) => `hash of ${text}`,
    idGenerator: { newId: () => runIdOf(counted.executions + 1) },
    runner: {
      probe: refuse,
      execute: async ({ observer }) => {
        observer.executing();
        counted.executions += 1;
        const [result = succeeded, ...rest] = results;
        results = rest;
        // A procedure takes longer than a question that is answered at once.
        const questions = asks ? counted.executions : 0;
        while (asked.length < questions) await new Promise(setImmediate);
        await new Promise(setImmediate);
        return result;
      },
    },
    input: {
      pending: (since) => {
        asked.push(since);
        return answer;
      },
    },
    ...overrides,
  });
  const { control } = test;
  const range = DateRange.parse({ awal: '2026-11-23', akhir: '2026-11-24' });
  const open = [{ ...range, at: lastBegan, runId: runIdOf(1) }];
  const coverage = { since: range.awal, zone: jakarta, settlesAfterHours: 12, settled: [], open };
  await writeAsOther(test, {
    config: { ...control().config, ...config, notBefore: start },
    state: { ...control().state, lastEnd: start, lastSlot: start, coverage },
  });
  const { log, lines, of } = recordingLog();
  await test.clock.advance(hours(3));
  return {
    ...test,
    lastBegan,
    asked,
    counted,
    lines,
    of,
    tick: () => tick(test.world, log),
    adapted: () => control().state.adapted,
    answer: (given: PendingAnswer | Promise<PendingAnswer>) => {
      answer = Promise.resolve(given);
    },
    results: (...given: typeof results) => {
      results = given;
    },
  };
}

it('asks once since the beginning of the success before, and adds the sum of the dates as a sample', async () => {
  const test = await setUp();
  test.answer(told(80, 20, 1));
  expect(await test.tick()).toBe('start');
  expect(test.asked).toEqual([test.lastBegan]);
  expect(test.adapted()).toMatchObject({
    samples: [{ rows: 7, arrived: 101 }],
    interval: { hours: 2, before: 3, by: 'pending', measured: 101 },
  });
  const { entries } = await test.store.listAudit({ limit: 10 });
  expect(entries[0]?.reason).toBe(
    'the interval is adapted from 3 to 2 hours: the last successful run had 101 new rows of input',
  );
  const head = test.control().state.auditHead;
  const view = toAuditView({ entries, head, timeZone: jakarta }, { limit: 10 });
  expect(view.entries[0]?.words).toEqual({
    en: 'every 2 hours, adapted from 3 hours: the last successful run had 101 new rows of input',
    id: 'setiap 2 jam, disesuaikan dari 3 jam: eksekusi berhasil yang terakhir mendapat 101 baris data baru',
  });
});

it('neither the call nor the end of a run waits for an answer, and one that comes later is no sample', async () => {
  const test = await setUp();
  const { promise, resolve } = Promise.withResolvers<PendingAnswer>();
  test.answer(promise);
  expect(await test.tick()).toBe('start');
  expect(test.asked).toHaveLength(1);
  expect(test.control().state).toMatchObject({ statistics: { success: 1 }, adapted: { samples: [] } });
  resolve(told(500));
  await promise;
  expect(test.adapted()).toEqual({ samples: [] });
});

it('a question that fails adds no sample; the next tick tells of it once, and asks no other at once', async () => {
  const test = await setUp();
  test.answer(failed);
  await test.tick();
  expect(test.adapted()).toEqual({ samples: [] });
  expect(test.asked).toHaveLength(1);
  test.answer(told());
  for (let count = 0; count < 2; count += 1) await test.tick();
  expect(test.of('late_input_unknown').map(({ line }) => line)).toEqual([
    expect.stringContaining('cannot ask dbo.spBaru: it is missing'),
  ]);
  expect(test.control().state.late?.problem).toMatchObject({ message: failed.message });
  expect(test.asked).toHaveLength(1);

  await test.clock.advance(minutes(5));
  await test.tick();
  expect(test.of('late_input_known')).toHaveLength(1);
  expect(test.of('late_input_unknown')).toHaveLength(1);
});

it('a question that throws ends no run', async () => {
  const test = await setUp();
  test.answer(Promise.reject(new Error('broken')));
  await test.tick();
  test.answer(told());
  await test.tick();
  expect(test.lines.map(({ line }) => line)).toContainEqual(
    expect.stringMatching(/^Late input was not asked for: Error: broken/),
  );
  expect(test.control().state).toMatchObject({ statistics: { success: 1 }, adapted: { samples: [] } });
});

it('a run that fails adds nothing, and its next attempt asks anew since the same instant', async () => {
  const test = await setUp();
  test.answer(told(500));
  const remedy = { message: 'deadlock', remedy: 'none' } as const;
  test.results({ kind: 'failed', rowsAffected: 0, failure: { class: 'transient', ...remedy } });
  await test.tick();
  expect(test.adapted()).toBeUndefined();
  await test.clock.advance(minutes(2));
  await test.tick();
  expect(test.counted.executions).toBe(2);
  expect(test.asked).toEqual([test.lastBegan, test.lastBegan]);
  expect(test.adapted()).toMatchObject({ samples: [{ arrived: 500 }] });
});

it.each([
  [
    'by something else',
    { adaptive: { by: 'duration', factor: 4, runs: 1, least: 1, most: 6, hysteresis: 0 } },
  ],
  ['not at all', {}],
] satisfies [string, Partial<JobConfig>][])('an interval that adapts %s asks nothing', async (_, config) => {
  const test = await setUp(config);
  expect(await test.tick()).toBe('start');
  expect(test.asked).toEqual([]);
});

it('without PENDING_PROCEDURE runs go on, and the hours of the rule hold again', async () => {
  const test = await setUp({ adaptive }, { input: undefined });
  const { state } = test.control();
  const interval = {
    hours: 6,
    at: start,
    before: 3,
    ofRule: 3,
    by: 'pending',
    measured: 5,
    runs: 1,
  } as const;
  const samples = [{ duration: minutes(1), rows: 7, arrived: 5 }];
  await writeAsOther(test, { state: { ...state, adapted: { samples, interval } } });
  await test.clock.advance(hours(3));
  expect(await test.tick()).toBe('start');
  expect(test.adapted()).toEqual({ samples });
  const { entries } = await test.store.listAudit({ limit: 10 });
  expect(entries[0]?.reason).toMatch(
    /^the interval of 6 hours is forgotten: .*PENDING_PROCEDURE is no longer set$/,
  );
});
