import { describe, expect, test } from 'vitest';

import { parseSchedule } from '../../../local/functions-host/timers/ncrontab.ts';

function next(expression: string, after: string): string | undefined {
  return parseSchedule(expression).next(new Date(after))?.toISOString();
}

describe('a timer schedule', () => {
  test('has six fields with seconds first, or five without', () => {
    expect(next('*/15 * * * * *', '2026-11-23T10:00:01Z')).toBe('2026-11-23T10:00:15.000Z');
    expect(next('*/5 * * * *', '2026-11-23T10:00:01Z')).toBe('2026-11-23T10:05:00.000Z');
    expect(next('10/20 * * * * *', '2026-11-23T10:00:11Z')).toBe('2026-11-23T10:00:30.000Z');
  });

  test('is read in UTC, with names for months and weekdays', () => {
    expect(next('0 30 2 * JAN MON-FRI', '2026-11-23T10:00:00Z')).toBe('2027-01-01T02:30:00.000Z');
  });

  test('requires both day of month and day of week to match', () => {
    // The next Friday the 13th.
    expect(next('0 0 0 13 * FRI', '2026-11-23T10:00:00Z')).toBe('2027-08-13T00:00:00.000Z');
  });

  test.each([
    '',
    'often',
    '* * * *',
    '* * * * * * *',
    '@daily',
    '0 0 0 L * *',
    '0 0 0 * * MON#1',
    '61 * * * * *',
    '*/0 * * * * *',
  ])('is refused when it is "%s", which Azure would refuse too', (expression) => {
    expect(() => parseSchedule(expression)).toThrow(
      `The schedule expression '${expression}' was not recognized`,
    );
  });
});
