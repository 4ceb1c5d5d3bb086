/** How a ledger is made from the history where there is none yet, and what happens when that does not succeed at once. */
import { monotonicFactory } from 'ulid';
import { expect, test } from 'vitest';
import { DateRange } from '../../src/core/run/date-range.ts';
import { days, minus, minutes, plus } from '../../src/core/time/time.ts';
import { deriveCoverage } from '../../src/operations/coverage/derive-coverage.ts';
import { tick } from '../../src/operations/tick.ts';
import { configWith, settingsWith, start } from '../support/core-samples.ts';
import { sampleFinishedRun } from '../support/sample-records.ts';
import { recordingLog } from './support/recording-log.ts';
import { createWorld, type WorldOptions, writeAsOther } from './support/world.ts';

/** An app of before the ledger: it is 07:00 on 24 November, and runs of the days from the 15th on are in the history. */
async function setUp(store: WorldOptions['store'] = () => ({})) {
  const there = createWorld({ settings: settingsWith({ BACKFILL: 'ask' }), store });
  const { coverage: _, ...state } = there.control().state;
  const long = minus(start, minutes(1));
  await writeAsOther(there, {
    config: configWith({ notBefore: long, changedAt: long }),
    state: { ...state, lastEnd: long },
  });
  const ulid = monotonicFactory(() => 0.5);
  const ids: string[] = [];
  for (let day = 15; day <= 23; day += 1) {
    const createdAt = plus(start, days(day - 24));
    const id = ulid(createdAt);
    const range = DateRange.parse({ awal: `2026-11-${day - 1}`, akhir: `2026-11-${day}` });
    // That of the 19th failed.
    const run = { ...sampleFinishedRun(day === 19 ? 'failed' : 'succeeded', createdAt), id, range };
    const { state: before, versions: base } = there.control();
    await there.store.commit({ base, state: before, run });
    ids.push(id);
  }
  const { log, lines, of } = recordingLog();
  const tickFor = async (count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute += 1) {
      expect(await tick(there.world, log)).toBe('wait');
      await there.clock.advance(minutes(1));
    }
  };
  const warnings = () => lines.filter(({ level }) => level === 'warn').map(({ line }) => line);
  const ledger = async () =>
    (await there.store.readLedger('0000-00', '9999-99')).flatMap(({ computed }) => computed);
  return { ...there, ids, log, of, tickFor, warnings, ledger };
}

test('a first ledger has the dates of all pages of the history, and the second derivation changes nothing', async () => {
  let pages = 0;
  const there = await setUp((adapter) => ({
    listRuns: (query) => {
      pages += 1;
      return adapter.listRuns({ ...query, limit: 2 });
    },
  }));
  const { world, log, control, clock, ids } = there;
  const first = await deriveCoverage(world, log, control(), clock.now());
  expect(pages).toBe(5);
  expect(first).toEqual({ since: '2026-11-24', dates: 10, changed: ['2026-11'] });
  const of = (day: number) => ids[day - 15];
  expect((await there.ledger()).map(({ awal, akhir, runId }) => [awal, akhir, runId])).toEqual([
    ['2026-11-14', '2026-11-14', of(15)],
    ['2026-11-15', '2026-11-15', of(16)],
    ['2026-11-16', '2026-11-16', of(17)],
    ['2026-11-17', '2026-11-18', of(18)],
    ['2026-11-19', '2026-11-19', of(20)],
    ['2026-11-20', '2026-11-20', of(21)],
    ['2026-11-21', '2026-11-21', of(22)],
    ['2026-11-22', '2026-11-23', of(23)],
  ]);
  expect(there.of('coverage_derived')).toHaveLength(1);
  const again = await deriveCoverage(world, log, control(), clock.now(), { fromHistory: true });
  expect(again).toEqual({ since: '2026-11-24', dates: 10, changed: [] });
});

test('where another process wrote first, nothing of it is lost, nothing is said, and the next tick derives', async () => {
  let others = 1;
  const there = await setUp((adapter) => ({
    readLedger: async (from, to) => {
      if (others > 0) {
        others -= 1;
        await writeAsOther(there, { state: { ...there.control().state, lastRequestAt: start } });
      }
      return adapter.readLedger(from, to);
    },
  }));
  await there.tickFor(21);
  expect(others).toBe(0);
  expect(there.of('coverage_derived')).toEqual([]);
  expect(await there.ledger()).toEqual([]);
  expect(there.control().state).toMatchObject({ lastRequestAt: start });
  expect(there.control().state).not.toHaveProperty('coverage');
  await there.tickFor(1);
  expect(there.of('coverage_derived')).toHaveLength(1);
  expect(await there.ledger()).toHaveLength(8);
  expect(there.control().state).toMatchObject({ lastRequestAt: start, coverage: { since: '2026-11-24' } });
});

test('a tick that cannot derive says so and goes on, and the next one derives', async () => {
  let failures = 1;
  const there = await setUp((adapter) => ({
    readLedger: async (from, to) => {
      if (failures === 0) return adapter.readLedger(from, to);
      failures -= 1;
      throw new Error('the table is away');
    },
  }));
  await there.tickFor(21);
  expect(there.warnings()).toEqual([
    'Which dates are computed was not derived; the next tick tries again: Error: the table is away',
  ]);
  expect(there.control().state).not.toHaveProperty('coverage');
  await there.tickFor(1);
  expect(there.warnings()).toHaveLength(1);
  expect(there.control().state).toMatchObject({ coverage: { since: '2026-11-24' } });
});
