/** When backfill goes on and when it is done, by the usual duration and the coming slots. */
import { describe, expect, test } from 'vitest';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { forecastBackfill } from '../../../src/core/coverage/forecast-backfill.ts';
import { decide } from '../../../src/core/job/decide.ts';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import type { JobState } from '../../../src/core/job/job-state.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import type { RunOutcome } from '../../../src/core/run/run.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { addDays, type DurationMs, hours, LocalDate, minutes, plus } from '../../../src/core/time/time.ts';
import {
  at,
  configWith,
  fixedRate,
  runIdOf,
  runningRun,
  settingsWith,
  snapshotWith,
  waitingRun,
} from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const today = (time: string) => at(`2026-11-25T${time}:00+07:00`);

/** The last run of the schedule ended a minute ago; the next slot is at 16:44. */
const now = today('13:45');
const lastEnd = today('13:44');
/** From 16 November on; 18 to 22 November are missing: three chunks of two days at most. */
const coverage = {
  ...coveredDays([], date('2026-11-16'), { zone: configWith().timeZone, settlesAfterHours: 12 }),
  settled: [range('2026-11-16', '2026-11-17'), range('2026-11-23', '2026-11-24')],
};
const settled = { ...coverage, settled: [range('2026-11-16', '2026-11-24')] };

interface Given {
  readonly config?: Partial<JobConfig>;
  readonly state?: Partial<JobState>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly usual?: DurationMs | undefined;
}

function forecast({ config, state, settings = {}, ...given }: Given = {}) {
  const using = settingsWith(settings);
  const snapshot = snapshotWith({
    config: configWith({ notBefore: at('2026-11-16T00:00:00+07:00'), ...config }),
    state: { coverage, lastEnd, ...state },
  });
  const usual = 'usual' in given ? given.usual : minutes(40);
  return forecastBackfill(snapshot, decide(snapshot, now, using.startDelay), usual, now, using);
}

const signed = { by: 'siti', byId: 'id-siti', reason: 'moved', at: now };
const chunkInProgress = runningRun({
  id: runIdOf(3),
  range: range('2026-11-18', '2026-11-19'),
  trigger: 'backfill',
  createdAt: today('13:40'),
});
const chunkThat = (outcome: RunOutcome) =>
  finish({ ...chunkInProgress, attempts: [] }, { outcome, message: outcome }, today('13:41'));
const planOf = (awal: string, akhir: string) => ({
  ...signed,
  id: runIdOf(7),
  awal: date(awal),
  akhir: date(akhir),
  dates: 'missing' as const,
  next: date(awal),
  computed: 0,
});

describe('backfill', () => {
  test('goes on at once and chunk by chunk where they end before the next slot', () => {
    expect(forecast()).toEqual({
      missing: [range('2026-11-18', '2026-11-22')],
      nextChunk: range('2026-11-18', '2026-11-19'),
      chunksLeft: 3,
      daysPerChunk: 2,
      nextStart: now,
      expectedEnd: today('15:45'),
    });
    expect(forecast({ settings: { BACKFILL_CHUNK_DAYS: '5' } })).toMatchObject({
      nextChunk: range('2026-11-18', '2026-11-22'),
      chunksLeft: 1,
      daysPerChunk: 5,
      nextStart: now,
      expectedEnd: today('15:25'),
    });
  });

  test('lets the slots of the schedule pass that come before its end', () => {
    // Runs from 16:44 to 18:24 and from 21:24 to 23:04; a chunk after each.
    const slow = forecast({ usual: minutes(100) });
    expect(slow).toMatchObject({ nextStart: now, expectedEnd: at('2026-11-26T00:44:00+07:00') });
  });

  test('has its turn after each run of the schedule where slots leave no room', () => {
    // Runs from 14:25 to 15:05 and from 15:45 to 16:25.
    const noRoom = { config: { schedule: fixedRate(0.5) }, state: { lastSlot: today('13:30') } };
    expect(forecast(noRoom)).toMatchObject({ nextStart: now, expectedEnd: today('17:05') });
    // Of a plan, a day after somebody has asked for it.
    const backfill = { failures: 0, plan: planOf('2026-11-10', '2026-11-13') };
    const planned = forecast({ ...noRoom, state: { ...noRoom.state, backfill } });
    expect(planned.nextStart).toBeGreaterThanOrEqual(plus(now, hours(24)));
  });

  test('leaves to the next run of the schedule what that computes', () => {
    const state = { coverage: { ...coverage, settled: [range('2026-11-16', '2026-11-23')] } };
    expect(forecast({ state }).missing).toEqual([]);
    // At 01:44 on the 26th it computes the 25th and the 26th.
    const schedule = { ...fixedRate(12), after: 'finish' } as const;
    expect(forecast({ state, config: { schedule } }).missing).toEqual([range('2026-11-24', '2026-11-24')]);
  });

  test('waits for the run in progress, and leaves out what that computes', () => {
    expect(forecast({ state: { active: chunkInProgress } })).toMatchObject({
      nextChunk: range('2026-11-20', '2026-11-21'),
      chunksLeft: 2,
      nextStart: plus(chunkInProgress.state.attempt.startedAt, minutes(40)),
    });
    const active = runningRun({ range: range('2026-11-24', '2026-11-25'), createdAt: today('13:40') });
    expect(forecast({ state: { active } })).toMatchObject({
      chunksLeft: 3,
      nextStart: plus(active.state.attempt.startedAt, minutes(40)),
    });
  });

  test('ends with the last chunk in progress', () => {
    const active = { ...chunkInProgress, range: range('2026-11-18', '2026-11-22') };
    expect(forecast({ state: { active } })).toMatchObject({
      nextChunk: undefined,
      chunksLeft: 0,
      nextStart: undefined,
      // Five dates take as long as two and a half usual runs.
      expectedEnd: plus(active.state.attempt.startedAt, minutes(100)),
    });
  });

  test('has no times where nothing is missing', () => {
    const nothing = { nextChunk: undefined, chunksLeft: 0, nextStart: undefined, expectedEnd: undefined };
    expect(forecast({ state: { coverage: settled } })).toMatchObject(nothing);
    const active = runningRun({ range: range('2026-11-24', '2026-11-25') });
    expect(forecast({ state: { coverage: settled, active } })).toMatchObject(nothing);
  });

  test.each<[string, Given]>([
    ['paused', { state: { backfill: { failures: 0, paused: signed } } }],
    ['stopped', { state: { backfill: { failures: 3 } } }],
    ['only offered', { settings: { BACKFILL: 'ask' } }],
    ['held by a pause of the schedule', { config: { pause: { by: 'siti', reason: 'moved', since: now } } }],
  ])('has no times while it is %s, but says what is left', (_, given) => {
    expect(forecast(given)).toMatchObject({ chunksLeft: 3, nextStart: undefined, expectedEnd: undefined });
  });

  test('follows its plan first, also while the schedule is paused', () => {
    const config = { pause: { by: 'siti', reason: 'moved', since: now } };
    const backfill = { failures: 0, plan: planOf('2026-11-10', '2026-11-13') };
    expect(forecast({ config, state: { backfill } })).toEqual({
      missing: [range('2026-11-10', '2026-11-13')],
      nextChunk: range('2026-11-10', '2026-11-11'),
      chunksLeft: 2,
      daysPerChunk: 2,
      nextStart: now,
      expectedEnd: today('15:05'),
    });
  });

  test('waits after a failure, and for the end of a blackout', () => {
    const failed = { backfill: { failures: 2 }, lastBackfill: chunkThat('failed') };
    expect(forecast({ state: failed })).toMatchObject({ nextStart: today('13:46') });
    // Runs from 16:44 to 17:24 and from 20:24 to 21:04.
    const settings = { RETRY_DELAYS_MINUTES: '1,600' };
    expect(forecast({ state: failed, settings })).toMatchObject({ nextStart: today('23:41') });
    const label = { label: 'backup', by: 'siti', byId: 'id', at: now };
    const blackouts = [{ time: { instants: { from: now, to: today('14:30') } }, ...label }];
    expect(forecast({ config: { blackouts } })).toMatchObject({ nextStart: today('14:30') });
  });

  test('has no end that anybody could expect where no run has succeeded lately, or where it is too far ahead', () => {
    expect(forecast({ usual: undefined })).toMatchObject({ nextStart: now, expectedEnd: undefined });
    const awal = addDays(date('2026-11-16'), -390);
    const backfill = {
      failures: 0,
      plan: { ...planOf(awal, '2026-11-16'), at: at('2026-11-20T00:00:00+07:00') },
    };
    const config = { schedule: fixedRate(1), daysBack: 0 };
    const long = forecast({ config, usual: minutes(50), state: { backfill, lastSlot: today('13:00') } });
    expect(long).toMatchObject({ chunksLeft: 390, expectedEnd: undefined });
    const short = forecast({ config, usual: minutes(5), state: { backfill, lastSlot: today('13:00') } });
    expect(short.expectedEnd).toBeGreaterThan(plus(now, minutes(390 * 5)));
  });
});

test('a waiting run that somebody requested comes first', () => {
  const active = waitingRun({ trigger: 'request', createdAt: now, slot: now });
  expect(forecast({ state: { active } })).toMatchObject({ nextStart: plus(now, minutes(40)) });
});
