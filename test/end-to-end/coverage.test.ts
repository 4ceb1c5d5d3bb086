/** Days that nobody has computed, on the built app: they are filled, corrected and closed. */
import { describe, expect, it } from 'vitest';
import type { BackfillProgressView } from '../../src/api/schemas/backfill-schemas.ts';
import type { CoverageView, DayView } from '../../src/api/schemas/coverage-schemas.ts';
import { addDays, epochMs, epochMsToLocalDate, LocalDate, TimeZone } from '../../src/core/time/time.ts';
import { startApp, until } from '../support/app.ts';
import { pauseForDays } from '../support/past.ts';
import { shared } from '../support/stage.ts';
import { startSurroundings } from '../support/surroundings.ts';

const today = epochMsToLocalDate(epochMs(Date.now()), TimeZone.parse('Asia/Jakarta'));
const daysAgo = (count: number): LocalDate => addDays(today, -count);

const missed = [6, 5, 4, 3, 2].map(daysAgo);

/** One after the other: each goes on where the one before ended. */
describe('after a pause of five days', () => {
  const stage = shared(async (stack) => {
    const world = stack.use(await startSurroundings());
    const env = {
      PENDING_PROCEDURE: 'dbo.spJamkerjaPending',
      PENDING_EVERY_MINUTES: '0.01',
      PENDING_QUIET_MINUTES: '0',
    };
    return { world, app: stack.use(await startApp({ ...world, env })) };
  });
  const coverage = async (): Promise<CoverageView> => {
    const { coverage: view } = await stage().app.status();
    if (view === null) throw new Error('no coverage is known');
    return view;
  };
  const dayOf = async (date: string): Promise<DayView | undefined> => {
    const { body } = await stage().app.get(`/scheduler/coverage?from=${date}&to=${date}`);
    return body.data.days[0];
  };
  const computed = () => stage().world.sql.executions.map(({ awal, akhir }) => `${awal} ${akhir}`);

  it('the days between are missing, and nothing starts while the schedule is paused', async () => {
    const { app, world } = stage();
    await app.statusWhen((each) => each.execution_count === 1);
    await app.post('/scheduler/stop', { reason: 'migration' });
    await pauseForDays(world.storage, 6);
    expect(await coverage()).toMatchObject({
      since: daysAgo(6),
      settled_through: null,
      gap_days: 5,
      gaps: [{ awal: daysAgo(6), akhir: daysAgo(2) }],
      backfill: { state: 'waiting', remaining_days: 5 },
    });
    expect(await dayOf(daysAgo(4))).toMatchObject({ state: 'gap', run_id: null });
    expect(computed()).toHaveLength(1);
  });

  it('resuming runs for yesterday and today, and fills them: the oldest first, each once', async () => {
    const { app } = stage();
    await app.post('/scheduler/start');
    const filled = await app.statusWhen((each) => each.coverage?.gap_days === 0);
    expect(computed().slice(1).toSorted()).toEqual(
      [
        `${daysAgo(1)} ${today}`,
        `${daysAgo(6)} ${daysAgo(5)}`,
        `${daysAgo(4)} ${daysAgo(3)}`,
        `${daysAgo(2)} ${daysAgo(2)}`,
      ].toSorted(),
    );
    expect(filled.coverage).toMatchObject({ backfill: { state: 'idle', last_run: { akhir: daysAgo(2) } } });
    expect(filled.coverage?.settled_through).not.toBeNull();
    const { body } = await app.get('/scheduler/runs?limit=3');
    const [last] = body.data.runs;
    expect(last).toMatchObject({ trigger: 'backfill', awal: daysAgo(2), akhir: daysAgo(2) });
    expect(await dayOf(daysAgo(2))).toMatchObject({ state: 'settled', run_id: last.id });
    // The interval counts from the run of the schedule, which is another one.
    expect(filled.last_run_id).not.toBe(last.id);
  });

  it('a plan is followed chunk by chunk, the oldest first, while its progress and its end are shown', async () => {
    const { app, world } = stage();
    const progress = async (): Promise<BackfillProgressView> =>
      (await app.get('/scheduler/backfill')).body.data;
    const before = computed().length;
    // Until the test has looked at them.
    world.sql.setFault({ kind: 'delay', ms: 3_600_000, times: 2 });
    const dates = { awal: daysAgo(14), akhir: daysAgo(8) };
    const made = await app.post('/scheduler/backfill', { ...dates, reason: 'machine replaced' });
    expect([made.status, made.body.data.coverage.backfill.plan]).toMatchObject([200, { remaining_days: 7 }]);
    const chunks = [
      [daysAgo(14), daysAgo(13)],
      [daysAgo(12), daysAgo(11)],
      [daysAgo(10), daysAgo(9)],
      [daysAgo(8), daysAgo(8)],
    ].map(([awal, akhir]) => ({ awal, akhir }));
    for (const [index, chunk] of chunks.slice(0, 2).entries()) {
      await until(computed, (each) => each.length === before + index + 1);
      expect(computed().at(-1)).toBe(`${chunk.awal} ${chunk.akhir}`);
      const read = await progress();
      expect(read).toMatchObject({
        backfill: {
          state: 'running',
          plan: {
            ...dates,
            reason: 'machine replaced',
            computed_days: 2 * index,
            remaining_days: 7 - 2 * index,
          },
        },
        next_chunk: chunks[index + 1],
        chunks_left: 3 - index,
        days_per_chunk: 2,
      });
      expect(read.expected_end).not.toBeNull();
      world.sql.finishRuns();
    }
    await app.statusWhen(({ coverage: view }) => view?.backfill.plan === null);
    expect(computed().slice(before)).toEqual(chunks.map(({ awal, akhir }) => `${awal} ${akhir}`));
    expect(await progress()).toMatchObject({
      backfill: { state: 'idle', plan: null },
      next_chunk: null,
      chunks_left: 0,
      next_start: null,
    });
    expect(await dayOf(daysAgo(11))).toMatchObject({ state: 'settled' });
  });

  it('punches that arrive late for one of them correct its figures', async () => {
    const { world, app } = stage();
    const figures = (date: string) =>
      world.sql.query(
        `SELECT COUNT(*) AS n, SUM(MenitKerja) AS worked FROM JamKerja WHERE Tanggal = '${date}'`,
      )[0];
    const before = new Map(missed.map((date) => [date, figures(date)]));
    const ranges = computed().length;
    // None arrive for a Sunday or a holiday.
    const workday = missed.find((date) => world.sql.uploadLatePunches(date) > 0) ?? today;
    await until(computed, (each) => each.length > ranges);
    await app.statusWhen((each) => each.current_run === null && each.coverage?.pending_days === 0);
    expect(computed().at(-1)).toBe(`${workday} ${workday}`);
    expect(Number(figures(workday)?.['worked'])).toBeGreaterThan(Number(before.get(workday)?.['worked']));
  });

  it('a period that is closed is changed by no route, and late input for it is shown', async () => {
    const { app, world } = stage();
    const through = daysAgo(3);
    const closed = await app.post('/scheduler/close', { through, reason: 'paid' });
    expect(closed.status).toBe(200);
    expect(await dayOf(daysAgo(5))).toMatchObject({ state: 'closed' });

    const dates = { awal: daysAgo(4), akhir: daysAgo(2) };
    const refused = [
      await app.post('/scheduler/force-execute', dates),
      await app.post('/scheduler/backfill', { ...dates, dates: 'all', reason: 'again' }),
      await app.post('/scheduler/close', { through: daysAgo(4), reason: 'less of it' }),
    ];
    expect(refused.map(({ status, body }) => [status, body.error.code])).toEqual([
      [409, 'period_closed'],
      [409, 'period_closed'],
      [409, 'period_closed'],
    ]);
    expect(refused[0]?.body.message ?? refused[0]?.body.error.message).toContain('paid');

    const before = world.sql.query('SELECT Tanggal, Nik, MenitKerja FROM JamKerja ORDER BY Tanggal, Nik');
    const paid = (rows: typeof before) => rows.filter(({ Tanggal }) => String(Tanggal) <= through);
    const told = await app.post('/scheduler/pending', {
      dates: [{ date: daysAgo(5) }],
      reason: 'a late machine',
    });
    expect(told.status).toBe(200);
    const ranges = computed().length;
    // A run of now, and whatever ticks do meanwhile.
    await app.post('/scheduler/force-execute', { reason: 'sign of life' });
    await app.statusWhen((each) => each.current_run === null && computed().length > ranges);
    expect(await coverage()).toMatchObject({ closed_through: through, pending: [{ date: daysAgo(5) }] });
    expect(computed().slice(ranges)).toEqual([`${daysAgo(1)} ${today}`]);
    expect(
      paid(world.sql.query('SELECT Tanggal, Nik, MenitKerja FROM JamKerja ORDER BY Tanggal, Nik')),
    ).toEqual(paid(before));
  });

  it('closed through yesterday, runs compute today alone; reopened, what came late is computed', async () => {
    const { app } = stage();
    const close = { through: daysAgo(1), reason: 'paid' };
    const asked = await app.post('/scheduler/close', close);
    // In the morning the input of yesterday can still come.
    const morning = asked.status === 409 && asked.body.error.code === 'not_settled';
    if (morning) await app.post('/scheduler/close', { ...close, confirm: true });
    await app.post('/scheduler/force-execute', { reason: 'sign of life' });
    await app.statusWhen((each) => each.current_run === null && computed().at(-1) === `${today} ${today}`);

    const later = new Date(Date.now() + 3_600_000).toISOString();
    const reopened = await app.post('/scheduler/reopen', {
      until: later,
      from: daysAgo(5),
      reason: 'late machine',
    });
    expect(reopened.status).toBe(200);
    await app.statusWhen((each) => each.coverage?.pending_days === 0);
    expect(computed().at(-1)).toBe(`${daysAgo(5)} ${daysAgo(5)}`);
    expect((await app.post('/scheduler/force-execute', { awal: daysAgo(6), akhir: daysAgo(6) })).status).toBe(
      409,
    );
  });
});
