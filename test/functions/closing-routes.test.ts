/** Closing and reopening over HTTP, and what it refuses, over a table in memory. */
import { createHash } from 'node:crypto';
import { HttpRequest } from '@azure/functions';
import { describe, expect, it, test } from 'vitest';
import type { CommandName } from '../../src/api/commands.ts';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import { hours, LocalDate } from '../../src/core/time/time.ts';
import { commandHandlers } from '../../src/functions/command-handlers.ts';
import { refused } from '../../src/functions/replies.ts';
import { recordingLog } from '../operations/support/recording-log.ts';
import { createWorld, writeAsOther } from '../operations/support/world.ts';
import { jakarta, runIdOf, waitingRun } from '../support/core-samples.ts';

/** It is 24 November. */
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const coverage = {
  ...coveredDays([], LocalDate.parse('2026-11-01'), { zone: jakarta, settlesAfterHours: 12 }),
  settled: [range('2026-11-01', '2026-11-10'), range('2026-11-13', '2026-11-20')],
};
const close = { through: '2026-11-10', reason: 'paid' };
const until = '2026-11-26T18:00:00.000+07:00';
const reopen = { until, reason: 'wrong shift' };

async function setUp(state: Partial<JobState> = {}) {
  const there = createWorld({
    idGenerator: { newId: () => runIdOf(9) },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  await writeAsOther(there, { state: { ...there.control().state, coverage, ...state } });
  const { log, of } = recordingLog();
  let key = 0;
  const send = async (name: CommandName, body: object, as?: string) => {
    key += 1;
    const request = new HttpRequest({
      method: 'POST',
      url: 'http://app/',
      headers: { 'content-type': 'application/json', 'idempotency-key': as ?? `key-${key}` },
      body: { string: JSON.stringify(body) },
    });
    const identity = { kind: 'known', actor: { id: 'siti', name: 'siti' } } as const;
    const call = { request, world: there.world, log, identity, role: 'admin', from: 'unknown' } as const;
    const answer = await commandHandlers[name](call);
    return 'kind' in answer ? refused(answer) : answer;
  };
  const audited = async () => (await there.store.listAudit({ limit: 1 })).entries[0];
  return { ...there, send, of, audited };
}

describe('closing', () => {
  it('is kept, logged and audited', async () => {
    const { send, control, of, audited } = await setUp();
    expect(await send('closePeriod', close)).toMatchObject({
      status: 200,
      jsonBody: { success: true, message: 'Period closed through 2026-11-10' },
    });
    expect(control().state.closing).toMatchObject({ through: '2026-11-10', by: 'siti', reason: 'paid' });
    expect(of('period_closed')).toHaveLength(1);
    const entry = await audited();
    expect(entry).toMatchObject({ action: 'close_period', reason: 'paid', before: 'null' });
    expect(JSON.parse(entry?.after ?? '')).toEqual(control().state.closing);
  });

  it('names the dates that are not settled, and needs a confirmation, which the audit has with them', async () => {
    const { send, control, audited } = await setUp();
    const late = { ...close, through: '2026-11-22' };
    const dates = [range('2026-11-11', '2026-11-12'), range('2026-11-21', '2026-11-22')];
    expect(await send('closePeriod', late)).toMatchObject({
      status: 409,
      jsonBody: {
        error: {
          code: 'not_settled',
          message: expect.stringMatching(
            /^4 dates are not settled \(2026-11-11 to 2026-11-12, 2026-11-21 to/,
          ),
          dates,
        },
      },
    });
    expect(control().state).not.toHaveProperty('closing');
    const { jsonBody } = await send('closePeriod', { ...late, confirm: true });
    expect(jsonBody.message).toMatch(/^Period closed through 2026-11-22, although 4 dates are not settled/);
    expect(JSON.parse((await audited())?.after ?? '')).toMatchObject({ not_settled: dates });
  });

  it('names 20 ranges at most', async () => {
    const settled = [...Array(25).keys()].map((day) => {
      const odd = `2026-0${day < 14 ? 1 : 2}-${String((day % 14) * 2 + 1).padStart(2, '0')}`;
      return range(odd, odd);
    });
    const { send } = await setUp({
      coverage: { ...coverage, since: LocalDate.parse('2026-01-01'), settled },
    });
    const { jsonBody } = await send('closePeriod', close);
    expect(jsonBody.error.dates).toHaveLength(20);
    expect(jsonBody.error.message).toContain(' and others)');
  });

  it('refused changes nothing, and says why', async () => {
    const { send, control } = await setUp();
    await send('closePeriod', close);
    const before = control().state.closing;
    expect(await send('closePeriod', { ...close, through: '2026-11-24' })).toMatchObject({
      status: 400,
      jsonBody: {
        error: {
          code: 'invalid_request',
          details: [
            { field: 'through', value: '2026-11-24', expected: expect.stringMatching(/before today/) },
          ],
        },
      },
    });
    expect(await send('closePeriod', { ...close, through: '2026-11-09' })).toMatchObject({
      status: 409,
      jsonBody: {
        error: {
          code: 'period_closed',
          message: expect.stringContaining('by siti (paid)'),
          closed: { through: '2026-11-10', by: 'siti', reason: 'paid' },
        },
      },
    });
    expect(control().state.closing).toEqual(before);
  });

  it('waits for the run that has such dates', async () => {
    const active = waitingRun({ range: range('2026-11-10', '2026-11-11') });
    const { send } = await setUp({ active });
    expect(await send('closePeriod', close)).toMatchObject({
      status: 409,
      jsonBody: { error: { code: 'run_active', run_id: active.id } },
    });
  });

  it('sent again under the same key, or with another one, closes it once', async () => {
    const { send, control, audited } = await setUp();
    const first = await send('closePeriod', close, 'k');
    const before = control().state.closing;
    expect((await send('closePeriod', close, 'k')).jsonBody).toEqual(first.jsonBody);
    expect((await audited())?.sequence).toBe(1);
    const again = await send('closePeriod', { ...close, reason: 'again' });
    expect(again).toMatchObject({
      jsonBody: { message: 'The period was already closed through 2026-11-10' },
    });
    expect(control().state.closing).toEqual(before);
  });
});

describe('reopening', () => {
  it('is kept, logged and audited, until it ends', async () => {
    const { send, control, of, audited } = await setUp();
    await send('closePeriod', close);
    expect(await send('reopenPeriod', reopen)).toMatchObject({
      status: 200,
      jsonBody: { message: `Period reopened from 2026-11-01 to 2026-11-10, until ${until}` },
    });
    expect(control().state.closing?.reopened).toMatchObject({ from: '2026-11-01', by: 'siti' });
    expect(of('period_reopened')).toHaveLength(1);
    expect(await audited()).toMatchObject({ action: 'reopen_period', reason: 'wrong shift' });
  });

  it('needs a closed period, a reason, and an end within 31 days', async () => {
    const { send } = await setUp();
    expect(await send('reopenPeriod', reopen)).toMatchObject({
      status: 409,
      jsonBody: { error: { code: 'nothing_closed' } },
    });
    await send('closePeriod', close);
    for (const body of [{ until }, { reason: 'x' }, { ...reopen, until: '2026-12-26T18:00:00+07:00' }])
      expect(await send('reopenPeriod', body)).toMatchObject({ status: 400 });
  });
});

describe('a requested run', () => {
  test.each([
    ['in the closed period', { awal: '2026-11-09', akhir: '2026-11-10' }],
    ['that begins in it', { awal: '2026-11-10', akhir: '2026-11-12' }],
    ['with only its last date', { akhir: '2026-11-11' }],
  ])('%s is refused, with who closed it and why', async (_, dates) => {
    const { send, control } = await setUp();
    await send('closePeriod', close);
    const { status, jsonBody } = await send('forceExecute', dates);
    expect([status, jsonBody.error.code]).toEqual([409, 'period_closed']);
    expect(jsonBody.error.message).toMatch(/closed through 2026-11-10, by siti \(paid\)/);
    expect(control().state).not.toHaveProperty('active');
  });

  test('of the days after it, or of a reopened one, is accepted', async () => {
    const { send } = await setUp();
    await send('closePeriod', close);
    const after = { awal: '2026-11-11', akhir: '2026-11-12' };
    expect(await send('forceExecute', after)).toMatchObject({ status: 202 });
    const reopened = await setUp();
    await reopened.send('closePeriod', close);
    await reopened.send('reopenPeriod', { ...reopen, from: '2026-11-10' });
    const of = (day: string) => reopened.send('forceExecute', { awal: day, akhir: day });
    expect(await of('2026-11-09')).toMatchObject({ status: 409 });
    expect(await of('2026-11-10')).toMatchObject({ status: 202 });
  });

  test('without dates computes those that may be computed', async () => {
    const { send, control } = await setUp();
    await send('closePeriod', { through: '2026-11-23', reason: 'paid', confirm: true });
    await send('forceExecute', {});
    const { active } = control().state;
    expect(active?.range).toEqual(range('2026-11-24', '2026-11-24'));
    // A clock that was a day ahead had closed it: nothing is left.
    const wrong = await setUp();
    wrong.clock.set(hours(24));
    await wrong.send('closePeriod', { through: '2026-11-24', reason: 'paid', confirm: true });
    wrong.clock.set(hours(-24));
    expect(await wrong.send('forceExecute', {})).toMatchObject({ status: 409 });
  });
});
