/** POST /scheduler/pending: what systems that upload tell, and what becomes of it. */
import { expect, it } from 'vitest';
import { DateRange } from '../../src/core/run/date-range.ts';
import { LocalDate } from '../../src/core/time/time.ts';
import { writeAsOther } from '../operations/support/world.ts';
import { startApp } from './support/command-app.ts';

const dates = [{ date: '2026-11-09', rows: 3 }, { date: '2026-11-22' }];

async function setUp() {
  const app = startApp();
  const { coverage, ...rest } = app.control().state;
  if (coverage === undefined) throw new Error('no coverage');
  const settled = [DateRange.parse({ awal: '2026-11-01', akhir: '2026-11-20' })];
  const since = LocalDate.parse('2026-11-01');
  await writeAsOther(app, { state: { ...rest, coverage: { ...coverage, since, settled } } });
  return { ...app, send: (body: object, key = 'k1') => app.send('tellPending', body, { key }) };
}

it('notes the dates that are to be computed again, and tells the others apart', async () => {
  const { send, control } = await setUp();
  expect(await send({ dates, reason: 'branch was offline' })).toMatchObject({
    status: 200,
    jsonBody: {
      message: 'Late input noted for 1 date; runs compute 1 date anyway',
      data: { noted: ['2026-11-09'], not_needed: ['2026-11-22'], given_up: 0 },
    },
  });
  expect(Object.keys(control().state.late?.dates ?? {})).toEqual(['2026-11-09']);
});

it('is audited, and done once for the same key', async () => {
  const { send, control, store } = await setUp();
  const first = await send({ dates }, 'k1');
  const { late } = control().state;
  expect(await send({ dates }, 'k1')).toMatchObject({ status: 200, jsonBody: first.jsonBody });
  expect(control().state.late).toEqual(late);
  const { entries } = await store.listAudit({ limit: 10 });
  expect(entries.map(({ action, after }) => [action, JSON.parse(after)])).toEqual([
    ['tell_pending', { dates }],
  ]);
});

it.each<readonly [string, object, string]>([
  ['a date in the future', { dates: [...dates, { date: '2027-01-01' }] }, 'dates'],
  ['a date that is none', { dates: [{ date: '2026-02-30' }] }, 'dates.0.date'],
  ['a count that is none', { dates: [{ date: '2026-11-09', rows: -1 }] }, 'dates.0.rows'],
  ['no date', { dates: [] }, 'dates'],
  ['more than 400 dates', { dates: Array.from({ length: 401 }, () => ({ date: '2026-11-09' })) }, 'dates'],
])('refuses %s, and changes nothing', async (_, body, field) => {
  const { send, control } = await setUp();
  const before = control().versions;
  expect(await send(body)).toMatchObject({
    status: 400,
    jsonBody: { error: { details: [expect.objectContaining({ field })] } },
  });
  expect(control().versions).toEqual(before);
});

it('takes 400 dates at once, and keeps the answer for the key', async () => {
  const { send, control } = await setUp();
  const many = Array.from({ length: 400 }, (_, day) => ({
    date: new Date(Date.UTC(2025, 5, 1 + day)).toISOString().slice(0, 10),
    rows: 999,
  }));
  const first = await send({ dates: many }, 'k1');
  expect(first.status).toBe(200);
  expect(await send({ dates: many }, 'k1')).toMatchObject({ status: 200, jsonBody: first.jsonBody });
  expect(Object.keys(control().state.late?.dates ?? {})).toHaveLength(400);
});
