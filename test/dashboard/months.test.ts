/** The calendar of days: its months, its keys, and what is chosen on it. */
import { describe, expect, test } from 'vitest';
import {
  choose,
  computable,
  countStates,
  daysIn,
  estimate,
  extend,
  spanOf,
} from '../../src/dashboard/days/choice.ts';
import { type Day, leadsTo, monthsOf } from '../../src/dashboard/days/months.ts';
import { addDays, lengthOf } from '../../src/dashboard/time/spans.ts';

const day = (date: string, state: Day['state'] = 'settled'): Day => ({
  date,
  state,
  computed_at: null,
  run_id: null,
});
const daysFrom = (awal: string, akhir: string): readonly Day[] =>
  Array.from({ length: lengthOf({ awal, akhir }) }, (_, index) => day(addDays(awal, index)));

describe('the calendar of days', () => {
  const months = monthsOf(daysFrom('2026-12-01', '2027-02-10'));
  const flat = months.map(({ weeks }) => weeks.flat());

  test('has whole months, and the rest of the last one is still to come', () => {
    expect(months.map(({ date }) => date)).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
    expect(flat.map((each) => each.length)).toEqual([31, 31, 28]);
    const february = flat[2] ?? [];
    expect(february.slice(9, 11)).toEqual([day('2027-02-10'), day('2027-02-11', 'not_yet')]);
    expect(february.at(-1)?.date).toBe('2027-02-28');
    expect(monthsOf([])).toEqual([]);
  });

  test('has the leap day', () => {
    const [leap] = monthsOf(daysFrom('2028-02-01', '2028-02-02'));
    expect(leap?.weeks.flat().at(-1)?.date).toBe('2028-02-29');
  });

  test('begins its weeks with Monday', () => {
    // 1 December 2026 is a Tuesday, 1 February 2027 a Monday.
    const dates = months.map(({ weeks }) => weeks.map((week) => [week[0]?.date, week.length]));
    expect(dates[0]?.slice(0, 2)).toEqual([
      ['2026-12-01', 6],
      ['2026-12-07', 7],
    ]);
    expect(dates[1]?.at(-1)).toEqual(['2027-01-25', 7]);
    expect(dates[2]?.[0]).toEqual(['2027-02-01', 7]);
  });

  test.each([
    ['ArrowRight', '2026-12-31', '2027-01-01'],
    ['ArrowLeft', '2027-01-01', '2026-12-31'],
    ['ArrowDown', '2026-12-28', '2027-01-04'],
    ['ArrowUp', '2027-01-04', '2026-12-28'],
    ['Home', '2027-01-01', '2026-12-28'],
    ['End', '2027-01-01', '2027-01-03'],
    ['PageDown', '2026-12-10', '2027-01-07'],
    ['PageUp', '2027-01-07', '2026-12-10'],
    ['ArrowLeft', '2026-12-01', '2026-12-01'],
    ['PageDown', '2027-02-20', '2027-02-28'],
  ])('leads with %s from %s to %s', (key, from, to) => {
    expect(leadsTo(key, from, months)).toBe(to);
  });

  test('leaves other keys alone', () => {
    expect(leadsTo('Enter', '2026-12-10', months)).toBeUndefined();
    expect(leadsTo('Tab', '2026-12-10', months)).toBeUndefined();
  });
});

describe('the choice', () => {
  test('is one day, then all up to another, then one again', () => {
    const one = choose(undefined, '2026-11-20');
    expect(spanOf(one)).toEqual({ awal: '2026-11-20', akhir: '2026-11-20' });
    const several = choose(one, '2026-11-18');
    expect(spanOf(several)).toEqual({ awal: '2026-11-18', akhir: '2026-11-20' });
    expect(spanOf(choose(several, '2026-11-03'))).toEqual({ awal: '2026-11-03', akhir: '2026-11-03' });
  });

  test('extends from where it began, and from the day visited while nothing is chosen', () => {
    const begun = extend(undefined, '2026-11-20', '2026-11-21');
    expect(spanOf(begun)).toEqual({ awal: '2026-11-20', akhir: '2026-11-21' });
    expect(spanOf(extend(begun, '2026-11-21', '2026-11-14'))).toEqual({
      awal: '2026-11-14',
      akhir: '2026-11-20',
    });
  });

  test('counts its days by state', () => {
    const days = [day('2026-11-18', 'gap'), day('2026-11-19', 'gap'), day('2026-11-20'), day('2026-11-21')];
    const chosen = daysIn(days, { awal: '2026-11-18', akhir: '2026-11-20' });
    expect([...countStates(chosen)]).toEqual([
      ['gap', 2],
      ['settled', 1],
    ]);
  });

  test.each([
    ['2026-10-20', '2026-11-05', '2026-11-01', '2026-11-05'],
    ['2026-11-20', '2026-11-30', '2026-11-20', '2026-11-26'],
  ])('leaves out of %s..%s what is closed or still to come', (awal, akhir, from, to) => {
    expect(computable({ awal, akhir }, '2026-11-26', '2026-10-31')).toEqual({ awal: from, akhir: to });
  });

  test('leaves nothing of days that are all closed, or all still to come', () => {
    expect(
      computable({ awal: '2026-10-01', akhir: '2026-10-31' }, '2026-11-26', '2026-10-31'),
    ).toBeUndefined();
    expect(computable({ awal: '2026-11-27', akhir: '2026-11-30' }, '2026-11-26', null)).toBeUndefined();
  });
});

test('the chosen days take as long as that many usual runs', () => {
  expect(estimate(5, { days_per_chunk: 2, usual_duration: 600 })).toEqual({ chunks: 3, duration: 1_800 });
  expect(estimate(2, { days_per_chunk: 2, usual_duration: null })).toEqual({
    chunks: 1,
    duration: undefined,
  });
});
