/** What stands beside the chart of durations. */
import { describe, expect, it, test } from 'vitest';
import { dayLabels, ticksUpTo } from '../../src/dashboard/durations/axes.ts';

test.each([
  [12, [2, 4, 6, 8, 10, 12]],
  [103, [30, 60, 90]],
  [6_210, [1_800, 3_600, 5_400]],
  [99_360, [21_600, 43_200, 64_800, 86_400]],
])('up to %i seconds there are lines at round durations', (top, lines) => {
  expect(ticksUpTo(top)).toEqual(lines);
});

test('there are between one and six lines for any duration of up to a day, and the room above it', () => {
  for (let top = 1; top <= 99_360; top += 7) {
    const { length } = ticksUpTo(top);
    expect(length, `${top} seconds`).toBeGreaterThanOrEqual(1);
    expect(length, `${top} seconds`).toBeLessThanOrEqual(6);
  }
});

describe('a day', () => {
  it('is named at its first bar', () => {
    expect(dayLabels(['25 Nov', '26 Nov', '26 Nov', '27 Nov'], [0, 60, 120, 180], 300)).toEqual([
      { day: '27 Nov', at: 180 },
      { day: '26 Nov', at: 60 },
      { day: '25 Nov', at: 0 },
    ]);
  });

  it('is left out where the name of a later one stands', () => {
    expect(dayLabels(['25 Nov', '26 Nov', '26 Nov'], [0, 20, 40], 300)).toEqual([{ day: '26 Nov', at: 20 }]);
  });

  it('is not cut off at the edge', () => {
    const [last] = dayLabels(['25 Nov', '26 Nov'], [0, 290], 300);
    expect(last?.at).toBeLessThan(262);
  });
});
