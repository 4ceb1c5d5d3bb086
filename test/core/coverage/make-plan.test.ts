/** Which plans backfill takes, and what a pause, a resumption and a cancellation make of it. */
import { describe, expect, test } from 'vitest';
import type { Backfill } from '../../../src/core/coverage/backfill.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { longestPlanDays, makePlan, type WantedDates } from '../../../src/core/coverage/make-plan.ts';
import { paused, resumed, withoutPlan } from '../../../src/core/coverage/steered-backfill.ts';
import { initialState, type JobState } from '../../../src/core/job/job-state.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { addDays, LocalDate, minutes, plus } from '../../../src/core/time/time.ts';
import { at, configWith, runIdOf } from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const config = configWith();
/** A Wednesday, in Jakarta. */
const now = at('2026-11-25T13:45:00+07:00');

/** From 16 November on; 18 to 22 November are missing. */
const coverage = {
  ...coveredDays([], date('2026-11-16'), { zone: config.timeZone, settlesAfterHours: 12 }),
  settled: [range('2026-11-16', '2026-11-17'), range('2026-11-23', '2026-11-24')],
};
const signed = { id: runIdOf(7), by: 'siti', byId: 'id-siti', reason: 'machine replaced' };
const pause = { by: 'budi', byId: 'id-budi', reason: 'the server is moved', at: now };

const plan = (
  awal: string,
  akhir: string,
  state: Partial<JobState> = {},
  dates: WantedDates['dates'] = 'missing',
) =>
  makePlan(
    { config, state: { ...initialState, coverage, ...state } },
    { awal: date(awal), akhir: date(akhir), dates },
    signed,
    now,
  );

const made = (...given: Parameters<typeof plan>) => {
  const result = plan(...given);
  if (result.kind !== 'plan_made') throw new Error(`expected a plan, got ${result.why}`);
  return result;
};
const next = made('2026-11-10', '2026-11-20').plan;

describe('a plan', () => {
  test('begins with its first date, also before the beginning of coverage, and counts what is missing', () => {
    expect(made('2026-11-10', '2026-11-20')).toEqual({
      kind: 'plan_made',
      days: 9,
      backfill: { failures: 0, plan: next },
      plan: {
        ...signed,
        at: now,
        awal: '2026-11-10',
        akhir: '2026-11-20',
        dates: 'missing',
        next: '2026-11-10',
        computed: 0,
      },
    });
    expect(made('2026-11-10', '2026-11-20', {}, 'all').days).toBe(11);
  });

  test('resets the failures in a row, and leaves a pause as it is', () => {
    const backfill: Backfill = { failures: 3, paused: pause };
    expect(made('2026-11-18', '2026-11-18', { backfill }).backfill).toEqual({
      failures: 0,
      paused: pause,
      plan: expect.objectContaining({ awal: '2026-11-18' }),
    });
  });

  test('takes up to 400 days, today included, and no date of the future', () => {
    const akhir = date('2026-11-25');
    const first = addDays(akhir, 1 - longestPlanDays);
    expect(plan(first, akhir)).toMatchObject({ kind: 'plan_made' });
    expect(plan(addDays(first, -1), akhir)).toMatchObject({
      why: 'range_refused',
      range: { field: 'awal', expected: expect.stringContaining('at most 400 days') },
    });
    expect(plan('2026-11-20', '2026-11-26')).toMatchObject({
      why: 'range_refused',
      range: { field: 'akhir', value: '2026-11-26' },
    });
    expect(plan('2026-11-20', '2026-11-19')).toMatchObject({
      why: 'range_refused',
      range: { field: 'awal' },
    });
  });

  test('is refused while another has dates left, and replaces one that has none', () => {
    const backfill: Backfill = { failures: 0, plan: next };
    expect(plan('2026-11-18', '2026-11-18', { backfill })).toMatchObject({
      kind: 'refused',
      why: 'plan_active',
      plan: next,
      rows: { config, state: { coverage, backfill } },
      at: now,
    });
    const done = { ...next, next: date('2026-11-21') };
    expect(plan('2026-11-18', '2026-11-18', { backfill: { failures: 0, plan: done } })).toMatchObject({
      kind: 'plan_made',
    });
  });

  test('is refused where every date is settled, unless all dates are asked for', () => {
    expect(plan('2026-11-16', '2026-11-17')).toEqual({
      kind: 'refused',
      why: 'nothing_missing',
      asked: range('2026-11-16', '2026-11-17'),
    });
    expect(made('2026-11-16', '2026-11-17', {}, 'all').days).toBe(2);
  });

  test('is refused with one date in a closed period, unless that is reopened', () => {
    const closing = { ...pause, through: date('2026-11-20') };
    expect(plan('2026-11-20', '2026-11-24', { closing })).toMatchObject({
      why: 'period_closed',
      closed: '2026-11-20',
      asked: range('2026-11-20', '2026-11-24'),
      closing: { reason: pause.reason },
    });
    expect(made('2026-11-21', '2026-11-24', { closing }).days).toBe(2);
    const reopened = { ...pause, from: date('2026-11-19'), until: plus(now, minutes(5)) };
    expect(plan('2026-11-18', '2026-11-24', { closing: { ...closing, reopened } })).toMatchObject({
      closed: '2026-11-18',
    });
    expect(made('2026-11-19', '2026-11-24', { closing: { ...closing, reopened } }).days).toBe(4);
  });

  test('is taken while the ledger has not been derived yet', () => {
    const { coverage: _, ...unknown } = { ...initialState, coverage };
    const wanted = { awal: date('2026-11-16'), akhir: date('2026-11-17'), dates: 'missing' as const };
    const taken = makePlan({ config, state: unknown }, wanted, signed, now);
    expect(taken).toMatchObject({ kind: 'plan_made', days: undefined });
    const backfill: Backfill = { failures: 0, plan: { ...next, next: date('2026-11-21') } };
    expect(makePlan({ config, state: { ...unknown, backfill } }, wanted, signed, now)).toMatchObject({
      why: 'plan_active',
    });
  });
});

describe('backfill', () => {
  const by = { by: 'budi', byId: 'id-budi' };

  test('paused again without a reason keeps the pause; with one, it gets the new author and keeps its beginning', () => {
    const before: Backfill = { failures: 1, plan: next };
    const first = paused(before, { ...by, reason: undefined }, now);
    expect(first).toEqual({ ...before, paused: { ...by, reason: 'no reason given', at: now } });
    const later = plus(now, minutes(5));
    expect(paused(first, { ...by, reason: undefined }, later)).toBeUndefined();
    expect(paused(first, { by: 'siti', byId: 'id-siti', reason: 'moved' }, later)).toEqual({
      ...before,
      paused: { by: 'siti', byId: 'id-siti', reason: 'moved', at: now },
    });
  });

  test('resumed has neither a pause nor failures, and keeps its plan', () => {
    expect(resumed({ failures: 3, plan: next, paused: pause })).toEqual({ failures: 0, plan: next });
    expect(resumed({ failures: 3 })).toEqual({ failures: 0 });
    expect(resumed({ failures: 0, paused: pause })).toEqual({ failures: 0 });
    expect(resumed({ failures: 0, plan: next })).toBeUndefined();
    expect(resumed(undefined)).toBeUndefined();
  });

  test('without its plan keeps its pause and its failures', () => {
    expect(withoutPlan({ failures: 2, plan: next, paused: pause })).toEqual({
      plan: next,
      backfill: { failures: 2, paused: pause },
    });
    expect(withoutPlan({ failures: 2 })).toBeUndefined();
    expect(withoutPlan(undefined)).toBeUndefined();
  });
});
