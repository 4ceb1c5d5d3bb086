/** What the commands on backfill make of the rows, what the audit says of them, and what a tick makes of the plan. */
import { describe, expect, test } from 'vitest';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import { LocalDate, minutes } from '../../src/core/time/time.ts';
import { planBackfill } from '../../src/operations/commands/plan-backfill.ts';
import {
  cancelBackfill,
  pauseBackfill,
  resumeBackfill,
} from '../../src/operations/commands/steer-backfill.ts';
import { readBackfill } from '../../src/operations/queries/read-backfill.ts';
import { jakarta, runIdOf, start } from '../support/core-samples.ts';
import { answerOf, audited, auditOf, by, createCommandWorld } from './support/command-world.ts';
import { type TestWorld, writeAsOther } from './support/world.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
/** At 07:00 on 24 November: 16 to 20 November are settled, the next run computes 23 and 24. */
const coverage = {
  ...coveredDays([], date('2026-11-16'), { zone: jakarta, settlesAfterHours: 12 }),
  settled: [range('2026-11-16', '2026-11-20')],
};
const wanted = { awal: date('2026-11-10'), akhir: date('2026-11-20'), dates: 'missing' as const };
const plan = {
  id: runIdOf(2),
  by: 'siti',
  byId: 'id-siti',
  reason: 'machine replaced',
  at: start,
  awal: '2026-11-10',
  akhir: '2026-11-20',
  dates: 'missing',
  next: '2026-11-10',
  computed: 0,
};
const pause = { by: 'budi', byId: 'id-budi', reason: 'the server is moved', at: start };

async function setUp(state: Partial<JobState> = {}): Promise<TestWorld> {
  const there = createCommandWorld();
  await writeAsOther(there, { state: { ...there.control().state, coverage, ...state } });
  return there;
}

const sendPlan = (there: TestWorld, request = {}, key?: string) =>
  planBackfill(there.world, by('plan_backfill', key === undefined ? {} : { idempotencyKey: key }), {
    ...wanted,
    reason: 'machine replaced',
    ...request,
  });

describe('a plan', () => {
  test('is kept in the state row and in the audit, and nothing else changes', async () => {
    const there = await setUp();
    const { auditHead: _, ...before } = there.control().state;
    expect(answerOf(await sendPlan(there))).toMatchObject({ outcome: { kind: 'plan_made', plan, days: 6 } });
    expect(there.control().state).toEqual({
      ...before,
      backfill: { failures: 0, plan },
      auditHead: expect.objectContaining({ sequence: 1 }),
    });
    expect(await audited(there)).toMatchObject({
      action: 'plan_backfill',
      reason: 'machine replaced',
      before: 'null',
      after: JSON.stringify(plan),
    });
  });

  test('is made once, however often the same request comes', async () => {
    const there = await setUp();
    const first = await sendPlan(there, {}, 'key-1');
    expect(await sendPlan(there, {}, 'key-1')).toEqual({ ...first, repeated: true });
    expect(await auditOf(there)).toHaveLength(1);
  });

  test('beside one that is active is refused, and changes nothing', async () => {
    const there = await setUp();
    await sendPlan(there);
    const before = there.control();
    expect(await sendPlan(there, { awal: date('2026-11-12') })).toMatchObject({ why: 'plan_active', plan });
    expect(await sendPlan(await setUp(), { awal: date('2026-11-16') })).toMatchObject({
      why: 'nothing_missing',
    });
    expect(there.control()).toEqual(before);
    expect(await auditOf(there)).toHaveLength(1);
  });

  test('ends no pause, but resets the failures', async () => {
    const there = await setUp({ backfill: { failures: 3, paused: pause } });
    await sendPlan(there);
    expect(there.control().state.backfill).toEqual({ failures: 0, paused: pause, plan });
  });

  test('is counted from the table, with its chunks and what is left', async () => {
    const there = await setUp();
    await sendPlan(there);
    const read = await readBackfill(there.world);
    expect(read).toMatchObject({ usual: undefined, now: start });
    expect(read.forecast).toMatchObject({
      nextChunk: range('2026-11-10', '2026-11-11'),
      chunksLeft: 3,
      daysPerChunk: 2,
      expectedEnd: undefined,
    });
  });
});

test('progress is read in two round trips', async () => {
  const asked: string[] = [];
  const there = createCommandWorld({
    store: ({ read, listRuns }) => ({
      read: () => {
        asked.push('read');
        return read();
      },
      listRuns: (of) => {
        asked.push('runs');
        return listRuns(of);
      },
    }),
  });
  await readBackfill(there.world);
  expect(asked).toEqual(['read', 'runs']);
});

describe('a pause of backfill', () => {
  test('is kept with its author, and repeated it changes nothing', async () => {
    const there = await setUp();
    const send = (reason?: string) =>
      pauseBackfill(there.world, by('pause_backfill'), reason === undefined ? {} : { reason });
    expect(answerOf(await send('the server is moved'))).toMatchObject({
      outcome: { kind: 'backfill_paused' },
    });
    const { backfill } = there.control().state;
    expect(backfill).toEqual({
      failures: 0,
      paused: { by: 'siti', byId: 'id-siti', reason: 'the server is moved', at: start },
    });
    await there.clock.advance(minutes(1));
    expect(answerOf(await send())).toMatchObject({ outcome: { kind: 'backfill_was_paused' } });
    expect(there.control().state.backfill).toEqual(backfill);
    expect((await auditOf(there)).map(({ before, after }) => [before, after])).toEqual([
      ['null', JSON.stringify(backfill?.paused)],
      [JSON.stringify(backfill?.paused), JSON.stringify(backfill?.paused)],
    ]);
  });

  test('ends with a resumption, as does the stop after three failures', async () => {
    const there = await setUp({ backfill: { failures: 3, paused: pause } });
    const send = () => resumeBackfill(there.world, by('resume_backfill'), { reason: 'repaired' });
    expect(answerOf(await send())).toMatchObject({ outcome: { kind: 'backfill_resumed' } });
    expect(there.control().state.backfill).toEqual({ failures: 0 });
    expect(await audited(there)).toMatchObject({
      action: 'resume_backfill',
      reason: 'repaired',
      before: JSON.stringify({ paused: pause, failures: 3 }),
      after: JSON.stringify({ paused: null, failures: 0 }),
    });
    expect(answerOf(await send())).toMatchObject({ outcome: { kind: 'backfill_was_not_paused' } });
    expect(await auditOf(there)).toHaveLength(2);
  });
});

test('a cancelled plan is gone, and the pause and the failures stay', async () => {
  const there = await setUp({ backfill: { failures: 2, paused: pause } });
  await sendPlan(there);
  const send = () => cancelBackfill(there.world, by('cancel_backfill'), {});
  expect(answerOf(await send())).toMatchObject({ outcome: { kind: 'plan_cancelled', plan } });
  expect(there.control().state.backfill).toEqual({ failures: 0, paused: pause });
  const { before = '', after } = (await audited(there)) ?? {};
  expect([JSON.parse(before), after]).toEqual([plan, 'null']);
  expect(answerOf(await send())).toMatchObject({ outcome: { kind: 'no_plan' } });
});
