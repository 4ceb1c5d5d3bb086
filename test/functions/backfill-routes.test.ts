/** The routes of backfill: what they take, what they answer, whom they refuse, over a table in memory. */
import { createHash } from 'node:crypto';
import { HttpRequest } from '@azure/functions';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { BackfillProgressView } from '../../src/api/schemas/backfill-schemas.ts';
import { errorAnswers } from '../../src/api/schemas/error-schemas.ts';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import { type JobState, recordRun } from '../../src/core/job/job-state.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import { LocalDate } from '../../src/core/time/time.ts';
import { handlerOf } from '../../src/functions/http.ts';
import { refused } from '../../src/functions/replies.ts';
import { recordingLog } from '../operations/support/recording-log.ts';
import { createWorld, writeAsOther } from '../operations/support/world.ts';
import { jakarta, runIdOf, runningRun, start } from '../support/core-samples.ts';
import { withJson } from './support/with-json.ts';

const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
/** At 07:00 on 24 November: 16 to 20 November are settled, the next run computes 23 and 24. */
const coverage = {
  ...coveredDays([], LocalDate.parse('2026-11-16'), { zone: jakarta, settlesAfterHours: 12 }),
  settled: [range('2026-11-16', '2026-11-20')],
};
const wanted = { awal: '2026-11-10', akhir: '2026-11-20', reason: 'machine replaced' };
const pause = { by: 'budi', byId: 'id-budi', reason: 'the server is moved', at: start };
const chunk = runningRun({ id: runIdOf(3), trigger: 'backfill', range: range('2026-11-10', '2026-11-11') });

async function setUp(state: Partial<JobState> = {}) {
  const there = createWorld({
    idGenerator: { newId: (now) => ulid(now) },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  await writeAsOther(there, { state: { ...there.control().state, coverage, ...state } });
  const recorded = recordingLog();
  let key = 0;
  const ask = async (name: string, body?: object) => {
    const route = routes.find((each) => each.name === name);
    if (route === undefined) throw new Error(`there is no route ${name}`);
    key += 1;
    const request = new HttpRequest({
      method: route.method,
      url: 'http://app/',
      headers: { 'content-type': 'application/json', 'idempotency-key': `key-${key}` },
      ...(body === undefined ? {} : { body: { string: JSON.stringify(body) } }),
    });
    const answered = await (
      await handlerOf(route)
    )({
      request,
      world: there.world,
      log: recorded.log,
      identity: { kind: 'known', actor: { id: 'siti', name: 'siti' } },
      role: 'operator',
      from: 'unknown',
    });
    return 'kind' in answered ? refused(answered) : withJson(answered);
  };
  return { ...there, ask, logged: recorded.lines };
}

describe('POST /scheduler/backfill', () => {
  it('makes a plan of what is missing, says how much that is, and logs who asked', async () => {
    const { ask, control, logged } = await setUp();
    const message = 'Backfill planned from 2026-11-10 to 2026-11-20: 6 days to compute';
    expect(await ask('planBackfill', wanted)).toMatchObject({
      status: 200,
      jsonBody: {
        message,
        data: { coverage: { backfill: { plan: { awal: '2026-11-10', remaining_days: 6 } } } },
      },
    });
    expect(control().state.backfill?.plan).toMatchObject({ ...wanted, dates: 'missing', by: 'siti' });
    expect(logged).toEqual([
      expect.objectContaining({
        line: `📆 ${message} (asked by siti)`,
        fields: expect.objectContaining({ event: 'backfill_planned' }),
      }),
    ]);
  });

  it('says that backfill stays paused, by whom and why', async () => {
    const { ask } = await setUp({ backfill: { failures: 0, paused: pause } });
    expect((await ask('planBackfill', wanted)).jsonBody.message).toMatch(
      /6 days to compute; backfill stays paused by budi .*\(the server is moved\): to begin, POST \/scheduler\/backfill\/resume$/,
    );
  });

  it('refuses a second plan with the one that is active', async () => {
    const { ask } = await setUp();
    await ask('planBackfill', wanted);
    const { status, jsonBody } = await ask('planBackfill', { ...wanted, dates: 'all' });
    expect(status).toBe(409);
    expect(errorAnswers['Conflict']?.parse(jsonBody)).toMatchObject({
      error: {
        code: 'plan_active',
        plan: { by: 'siti', awal: wanted.awal, akhir: wanted.akhir, dates: 'missing' },
      },
    });
    expect(jsonBody.error.message).toContain('of which 6 days are left');
  });

  it('refuses dates of a closed period with the last closed date and the reason of the closing', async () => {
    const closing = { ...pause, reason: 'paid', through: LocalDate.parse('2026-11-15') };
    const { ask } = await setUp({ closing });
    const { status, jsonBody } = await ask('planBackfill', wanted);
    expect([status, jsonBody.error.code]).toEqual([409, 'period_closed']);
    expect(jsonBody.error.message).toContain('2026-11-15');
    expect(jsonBody.error.message).toContain('paid');
  });

  it('refuses dates that are all settled, and says how to compute them nevertheless', async () => {
    const { ask } = await setUp();
    const settled = { ...wanted, awal: '2026-11-16' };
    expect(await ask('planBackfill', settled)).toMatchObject({
      status: 409,
      jsonBody: { error: { code: 'nothing_missing', message: expect.stringContaining('"dates": "all"') } },
    });
    expect(await ask('planBackfill', { ...settled, dates: 'all' })).toMatchObject({ status: 200 });
  });

  it.each([
    [{ awal: '2026-11-10' }, 'akhir', /date/],
    [{ ...wanted, awal: '2026-02-30' }, 'awal', /date/],
    [{ ...wanted, awal: '0206-11-10' }, 'awal', /^a date from 1900-01-01 on$/],
    [{ ...wanted, akhir: '2026-11-25' }, 'akhir', /^today \(2026-11-24 in Asia\/Jakarta\) or earlier$/],
    [{ ...wanted, awal: '2026-11-21' }, 'awal', /^a date not after akhir \(2026-11-20\)$/],
    [{ ...wanted, awal: '2025-10-16' }, 'awal', /^at most 400 days up to akhir/],
    [{ ...wanted, dates: 'gaps' }, 'dates', /^missing or all$/],
    [{ ...wanted, from: '2026-11-10' }, 'from', /^only the fields awal, akhir, dates, reason$/],
  ])('refuses %j, and changes nothing', async (body, field, expected) => {
    const { ask, control } = await setUp();
    const { status, jsonBody } = await ask('planBackfill', body);
    expect(status).toBe(400);
    expect(jsonBody.error.details).toContainEqual(
      expect.objectContaining({ field, expected: expect.stringMatching(expected) }),
    );
    expect(control().state.backfill).toBeUndefined();
  });
});

describe('backfill', () => {
  it('is paused, resumed and cancelled, each time with what it means for the chunk in progress', async () => {
    const { ask, control, ...there } = await setUp();
    await ask('planBackfill', wanted);
    await writeAsOther({ control, ...there }, { state: recordRun(control().state, chunk) });
    const goesOn = `; run ${chunk.id} goes on: to cancel it, POST /scheduler/runs/${chunk.id}/cancel`;
    const said = async (name: string) => (await ask(name, {})).jsonBody.message;
    expect(await said('pauseBackfill')).toBe(`Backfill paused${goesOn}`);
    expect(await said('pauseBackfill')).toBe(`Backfill was already paused${goesOn}`);
    expect(await said('resumeBackfill')).toBe('Backfill resumed');
    expect(await said('resumeBackfill')).toBe('Backfill was neither paused nor stopped');
    expect(await said('cancelBackfill')).toBe(
      `Plan from 2026-11-10 to 2026-11-20 cancelled, of which 0 days had been computed${goesOn}`,
    );
    expect(await said('cancelBackfill')).toBe('Backfill had no plan');
    expect(control().state.active).toEqual(chunk);
    const { entries } = await there.store.listAudit({ limit: 9 });
    expect(entries.map(({ action }) => action).toReversed()).toEqual([
      'plan_backfill',
      'pause_backfill',
      'pause_backfill',
      'resume_backfill',
      'resume_backfill',
      'cancel_backfill',
      'cancel_backfill',
    ]);
  });
});

describe('GET /scheduler/backfill', () => {
  it('has the plan, the next chunk, how many are left, and when it goes on', async () => {
    const { ask } = await setUp();
    await ask('planBackfill', wanted);
    const { data } = (await ask('backfill')).jsonBody;
    expect(BackfillProgressView.parse(data)).toEqual(data);
    expect(data).toMatchObject({
      backfill: { mode: 'auto', state: 'waiting', plan: { awal: wanted.awal }, remaining_days: 6 },
      next_chunk: { awal: '2026-11-10', akhir: '2026-11-11' },
      chunks_left: 3,
      days_per_chunk: 2,
      usual_duration: null,
      expected_end: null,
    });
  });

  it('has nothing to say where nothing is missing', async () => {
    const { ask } = await setUp({
      coverage: { ...coverage, settled: [range('2026-11-16', '2026-11-22')] },
    });
    expect((await ask('backfill')).jsonBody.data).toMatchObject({
      backfill: { state: 'idle', plan: null, remaining_days: 0 },
      next_chunk: null,
      chunks_left: 0,
      next_start: null,
    });
  });
});
