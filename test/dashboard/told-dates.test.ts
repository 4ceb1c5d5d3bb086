/** What the headline says of late input and of dates. */
import { describe, expect, test } from 'vitest';
import { lateInput, listDates } from '../../src/dashboard/headline/told-dates.ts';

const told = (...dates: readonly string[]) => dates.map((date) => ({ date }));
const day = (date: string) => ({ awal: date, akhir: date });

describe('late input', () => {
  test('is computed again, except in a closed period', () => {
    const pending = told('2026-11-03', '2026-10-31', '2026-10-09');
    expect(lateInput({ pending, pending_days: 3, closed_through: '2026-10-31' })).toEqual({
      open: { days: 1, dates: [day('2026-11-03')] },
      closed: { days: 2, dates: [day('2026-10-09'), day('2026-10-31')] },
    });
    expect(lateInput({ pending, pending_days: 30, closed_through: null }).open).toMatchObject({ days: 30 });
  });
});

describe('a list of dates', () => {
  const format = { dates: (first: string, last: string) => (first === last ? first : `${first}..${last}`) };
  const ranges = [{ awal: '2026-11-20', akhir: '2026-11-22' }, day('2026-11-24')];

  test('names each range', () => {
    expect(listDates(ranges, 4, format, 'and others')).toBe('2026-11-20..2026-11-22, 2026-11-24');
  });

  test('says that there are more: those it has no room for, and those that the API did not name', () => {
    const four = [...ranges, day('2026-11-26'), day('2026-11-28')];
    expect(listDates(four, 6, format, 'and others')).toMatch(/2026-11-24, 2026-11-26 and others$/);
    expect(listDates(ranges, 40, format, 'and others')).toMatch(/, 2026-11-24 and others$/);
  });
});
