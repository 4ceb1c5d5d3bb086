/** What the status says of the days, and the calendar of days. */
import { describe, expect, test } from 'vitest';
import { toCoverageView } from '../../../src/api/views/coverage-view.ts';
import type { Closing } from '../../../src/core/coverage/closing.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { daysOf } from '../../../src/core/coverage/day-states.ts';
import { decide } from '../../../src/core/job/decide.ts';
import type { JobState } from '../../../src/core/job/job-state.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { hours, LocalDate, plus } from '../../../src/core/time/time.ts';
import {
  at,
  configWith,
  runIdOf,
  settingsWith,
  snapshotWith,
  waitingRun,
} from '../../support/core-samples.ts';

const date = (text: string) => LocalDate.parse(text);
const range = (awal: string, akhir: string) => DateRange.parse({ awal, akhir });
const now = at('2026-11-26T13:45:00+07:00');
const lastEnd = at('2026-11-26T13:00:00+07:00');
const began = at('2026-11-26T12:15:00+07:00');
const zone = configWith().timeZone;

const coverage = {
  ...coveredDays([], date('2026-11-20'), { zone, settlesAfterHours: 12 }),
  settled: [range('2026-11-20', '2026-11-25')],
  open: [{ ...range('2026-11-26', '2026-11-26'), at: began, runId: runIdOf(1) }],
};
const withGap = {
  ...coverage,
  settled: [range('2026-11-20', '2026-11-20'), range('2026-11-23', '2026-11-25')],
};

function view(state: Partial<JobState> = {}, environment = {}) {
  const settings = settingsWith(environment);
  const snapshot = snapshotWith({
    config: configWith({ notBefore: at('2026-11-20T00:00:00+07:00') }),
    state: { coverage, lastEnd, ...state },
  });
  return toCoverageView(snapshot, decide(snapshot, now, settings.startDelay), now, settings);
}

describe('the status', () => {
  test('says through which day everything is complete, and as of when today is', () => {
    expect(view()).toMatchObject({
      settled_through: '2026-11-25',
      today: { date: '2026-11-26', as_of: '2026-11-26T12:15:00.000+07:00', run_id: runIdOf(1) },
      gap_days: 0,
      backfill: { state: 'idle', remaining_days: 0 },
      text: 'Complete through Wed 25 Nov; today as of 12:15',
    });
  });

  test('names the days that are missing', () => {
    expect(view({ coverage: withGap })).toMatchObject({
      settled_through: '2026-11-20',
      gap_days: 2,
      gaps: [{ awal: '2026-11-21', akhir: '2026-11-22' }],
      backfill: { state: 'waiting', remaining_days: 2 },
      text: 'Complete through Fri 20 Nov; 2 days are missing; today as of 12:15',
    });
    expect(view({ coverage: withGap }, { BACKFILL: 'ask' })?.backfill.state).toBe('offered');
    expect(view({ coverage: withGap, backfill: { failures: 3 } })?.backfill.state).toBe('stopped');
    expect(view({ coverage: withGap, active: waitingRun({ trigger: 'backfill' }) })?.backfill.state).toBe(
      'running',
    );
  });

  test('says so before anything is computed, and before the first tick', () => {
    expect(view({ coverage: { ...coverage, settled: [], open: [] } })?.text).toBe(
      'No day is complete yet; 5 days are missing; today is not computed yet',
    );
    expect(view({ coverage: undefined as never })).toBeNull();
  });
});

describe('late input', () => {
  const late = {
    dates: { '2026-11-22': [plus(now, hours(-1)), 40], '2026-11-25': [now, 0], '2026-11-26': [now, 9] },
    problem: { message: 'dbo.spJamkerjaPending did not answer', since: now },
  } as const;

  test('shows for dates that no run of the schedule computes, and those are not complete', () => {
    expect(view({ late })).toMatchObject({
      settled_through: '2026-11-21',
      pending_days: 1,
      pending: [{ date: '2026-11-22', rows: 40, told_at: '2026-11-26T12:45:00.000+07:00' }],
      pending_problem: { message: 'dbo.spJamkerjaPending did not answer' },
      gap_days: 0,
      backfill: { state: 'waiting', remaining_days: 1 },
    });
  });

  test('that may still be followed by more is not computed yet', () => {
    const just = { dates: { '2026-11-22': [now, 0] } } as const;
    expect(view({ late: just })).toMatchObject({
      pending: [{ date: '2026-11-22', rows: null }],
      pending_problem: null,
      backfill: { state: 'idle', remaining_days: 0 },
    });
  });
});

describe('each day', () => {
  const closing: Closing = { through: date('2026-11-20'), by: 'siti', byId: 'id', reason: 'paid', at: now };
  const states = (more: object = {}) =>
    daysOf(range('2026-11-18', '2026-11-27'), {
      coverage: withGap,
      ledger: [...coverage.open, { ...range('2026-11-19', '2026-11-20'), at: now, runId: runIdOf(2) }],
      gaps: [range('2026-11-21', '2026-11-22')],
      pending: [],
      now,
      ...more,
    }).map(({ date: day, state }) => [day.slice(-2), state]);

  test('has the state that matters most', () => {
    expect(Object.fromEntries(states({ closing, inProgress: range('2026-11-21', '2026-11-21') }))).toEqual({
      18: 'closed',
      19: 'closed',
      20: 'closed',
      21: 'in_progress',
      22: 'gap',
      23: 'settled',
      24: 'settled',
      25: 'settled',
      26: 'computed',
      27: 'not_yet',
    });
    expect(Object.fromEntries(states())).toMatchObject({ 18: 'not_covered', 19: 'computed', 20: 'settled' });
    expect(Object.fromEntries(states({ pending: [range('2026-11-20', '2026-11-20')] }))).toMatchObject({
      20: 'pending',
    });
  });

  test('of a period that is reopened is not closed meanwhile', () => {
    const reopened = {
      by: 'siti',
      byId: 'id',
      reason: 'late',
      at: now,
      from: date('2026-11-20'),
      until: plus(now, hours(1)),
    };
    expect(Object.fromEntries(states({ closing: { ...closing, reopened } }))).toMatchObject({
      19: 'closed',
      20: 'settled',
    });
  });
});
