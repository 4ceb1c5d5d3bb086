import { describe, expect, test } from 'vitest';

import { Occurrence } from '../../../local/functions-host/timers/occurrence.ts';
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

const at = (time: string): number => Date.parse(`2026-11-23T${time}Z`);
const every15s = () => new Occurrence(parseSchedule('*/15 * * * * *'), at('10:00:01'));

describe('a timer whose clock is set', () => {
  test.each([
    ['7 hours back', '2026-11-23T03:00:01Z'],
    ['5 minutes back', '2026-11-23T09:55:01Z'],
    ['7 years back', '2019-11-23T10:00:01Z'],
  ])('%s fires at its next occurrence by the new time', (_, now) => {
    const occurrence = every15s();
    expect(occurrence.remaining(at('10:00:02'))).toBe(13_000);
    expect(occurrence.remaining(Date.parse(now))).toBe(14_000);
    expect(occurrence.remaining(Date.parse(now) + 14_000)).toBe(0);
  });

  test('back during an invocation fires at its next occurrence, too', () => {
    const occurrence = every15s();
    expect(occurrence.remaining(at('10:00:15'))).toBe(0);
    occurrence.fired(at('10:00:15'));
    expect(occurrence.remaining(at('03:00:20'))).toBe(10_000);
  });

  test.each(['10:00:16', '17:00:01'])('forward to %s fires once for all it jumped over', (now) => {
    const occurrence = every15s();
    expect(occurrence.remaining(at(now))).toBe(0);
    occurrence.fired(at(now));
    expect(occurrence.remaining(at(now))).toBe(14_000);
  });

  test('a little back does not fire for the same occurrence again', () => {
    const occurrence = every15s();
    expect(occurrence.remaining(at('10:00:15.001'))).toBe(0);
    occurrence.fired(at('10:00:15.001'));
    expect(occurrence.remaining(at('10:00:14.501'))).toBe(15_499);
  });

  test('catches up at once for what passed during a long invocation', () => {
    const occurrence = every15s();
    occurrence.fired(at('10:00:15'));
    expect(occurrence.remaining(at('10:03:20'))).toBe(0);
  });

  test('with runOnStartup fires at once, and a schedule without a next occurrence never', () => {
    const yearly = parseSchedule('0 0 0 1 1 *');
    expect(new Occurrence(yearly, at('10:00:01'), at('10:00:01')).remaining(at('10:00:01'))).toBe(0);
    expect(
      new Occurrence({ next: () => undefined }, at('10:00:01')).remaining(at('10:00:01')),
    ).toBeUndefined();
  });
});
