/** What is the matter with each date of a period. */
import { describe, expect, test } from 'vitest';
import type { Closing } from '../../../src/core/coverage/closing.ts';
import { coveredDays } from '../../../src/core/coverage/covered-days.ts';
import { daysOf, type DaysRead, today, todayComputed } from '../../../src/core/coverage/day-states.ts';
import { DateRange } from '../../../src/core/run/date-range.ts';
import { LocalDate } from '../../../src/core/time/time.ts';
import { at, berlin, jakarta, runIdOf, start } from '../../support/core-samples.ts';

const range = (awal: string, akhir = awal) => DateRange.parse({ awal, akhir });
const now = at('2026-11-25T01:00:00+07:00');
const ledger = [
  { ...range('2026-11-02', '2026-11-05'), at: start, runId: runIdOf(1) },
  { ...range('2026-11-08', '2026-11-09'), at: now, runId: runIdOf(2) },
];
const none = coveredDays([], LocalDate.parse('2026-11-02'), { zone: jakarta, settlesAfterHours: 12 });
const read: DaysRead = {
  coverage: { ...none, settled: [range('2026-11-02', '2026-11-04')] },
  ledger,
  gaps: [range('2026-11-05', '2026-11-07')],
  pending: [],
  now,
};
const closing: Closing = {
  through: LocalDate.parse('2026-11-03'),
  by: 'siti',
  byId: 'id-siti',
  reason: 'paid',
  at: start,
};

const states = (more: Partial<DaysRead> = {}) =>
  daysOf(range('2026-11-01', '2026-11-10'), { ...read, ...more }).map(({ date, state }) => [
    date.slice(-2),
    state,
  ]);

describe('each date of a period', () => {
  test('is settled, missing, computed but not settled, not covered, or not yet to be computed', () => {
    expect(states()).toEqual([
      ['01', 'not_covered'],
      ['02', 'settled'],
      ['03', 'settled'],
      ['04', 'settled'],
      ['05', 'gap'],
      ['06', 'gap'],
      ['07', 'gap'],
      ['08', 'computed'],
      ['09', 'computed'],
      ['10', 'not_yet'],
    ]);
  });

  test('with which coverage begins is not yet computed, and not one before coverage', () => {
    const begins = LocalDate.parse('2026-11-10');
    expect(states({ coverage: { ...none, since: begins }, ledger: [], gaps: [] }).slice(-2)).toEqual([
      ['09', 'not_covered'],
      ['10', 'not_yet'],
    ]);
  });

  test('that has several states shows the first of: in progress, closed, late input', () => {
    const late = { pending: [range('2026-11-02', '2026-11-05')] };
    const [, , second, third, fourth, fifth, sixth] = [[], ...states({ ...late, closing })];
    expect([second, third, fourth, fifth, sixth]).toEqual([
      ['02', 'closed'],
      ['03', 'closed'],
      ['04', 'pending'],
      ['05', 'pending'],
      ['06', 'gap'],
    ]);
    const inProgress = range('2026-11-03', '2026-11-04');
    expect(states({ ...late, closing, inProgress }).slice(1, 5)).toEqual([
      ['02', 'closed'],
      ['03', 'in_progress'],
      ['04', 'in_progress'],
      ['05', 'pending'],
    ]);
  });

  test('has the run that computed it last, whatever its state is', () => {
    const runs = daysOf(range('2026-11-01', '2026-11-10'), { ...read, closing }).map((day) => day.computed);
    const [first, second] = ledger.map(({ at: begun, runId }) => ({ at: begun, runId }));
    expect(runs).toEqual([
      undefined,
      first,
      first,
      first,
      first,
      undefined,
      undefined,
      second,
      second,
      undefined,
    ]);
    const [day] = daysOf(range('2026-11-06'), read);
    expect(day).toStrictEqual({ date: '2026-11-06', state: 'gap' });
  });
});

test('today is the date in the zone of the schedule, and has the run whose range holds it', () => {
  const inBerlin = { ...none, zone: berlin };
  expect([today(now, none), today(now, inBerlin)]).toEqual(['2026-11-25', '2026-11-24']);
  const open = [
    { ...range('2026-11-22', '2026-11-24'), at: start, runId: runIdOf(3) },
    { ...range('2026-11-25', '2026-11-26'), at: start, runId: runIdOf(4) },
    { ...range('2026-11-27'), at: start, runId: runIdOf(5) },
  ];
  expect(todayComputed({ ...none, open }, now)?.runId).toBe(runIdOf(4));
  expect(todayComputed({ ...inBerlin, open }, now)?.runId).toBe(runIdOf(3));
  expect(todayComputed({ ...none, open: [] }, now)).toBeUndefined();
  // By a clock that was ahead, only tomorrow was computed.
  expect(todayComputed({ ...none, open: open.slice(2) }, now)).toBeUndefined();
});
