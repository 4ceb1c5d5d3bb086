/** How many changing requests fit into a minute. */
import { describe, expect, test } from 'vitest';
import { countRequest, type RateWindow } from '../../../src/core/job/rate-limit.ts';
import { type EpochMs, milliseconds, minus, minutes, plus, seconds } from '../../../src/core/time/time.ts';
import { afterSeconds, start } from '../../support/core-samples.ts';

/** How many of requests at these instants are counted, and the window after them. */
function send(instants: readonly EpochMs[], limit: number) {
  let window: RateWindow | undefined;
  let counted = 0;
  for (const now of instants) {
    const decision = countRequest(window, now, limit);
    if (decision.kind === 'limited') continue;
    counted += 1;
    window = decision.window;
  }
  return { counted, window };
}

describe('requests of one caller', () => {
  test('are counted up to the limit, from the first one of the minute on', () => {
    const instants = Array.from({ length: 10 }, (_, index) => afterSeconds(index));
    expect(send(instants, 3)).toEqual({ counted: 3, window: { startedAt: start, count: 3 } });
  });

  test('beyond the limit are told when the minute is over, to the millisecond', () => {
    const window = { startedAt: start, count: 3 };
    expect(countRequest(window, afterSeconds(59.999), 3)).toEqual({ kind: 'limited', retryAfter: 1 });
    expect(countRequest(window, start, 3)).toEqual({ kind: 'limited', retryAfter: minutes(1) });
    expect(countRequest(window, afterSeconds(60), 3)).toEqual({
      kind: 'counted',
      window: { startedAt: afterSeconds(60), count: 1 },
    });
  });

  test('never exceed the limit within one window, however they come', () => {
    const instants = Array.from({ length: 600 }, (_, index) => plus(start, milliseconds(index * 100)));
    expect(send(instants, 60).counted).toBe(60);
  });

  test('refused ones do not prolong the wait', () => {
    const instants = [0, 10, 20, 30, 40, 50, 60].map((second) => afterSeconds(second));
    expect(send(instants, 1)).toMatchObject({ counted: 2 });
  });
});

describe('a window from the future', () => {
  test('within a minute is the clock of another instance, and counts', () => {
    const window = { startedAt: start, count: 3 };
    expect(countRequest(window, minus(start, seconds(59)), 3).kind).toBe('limited');
  });

  test.each([1, 30, 59, 60])('by %d seconds lasts a minute, as any other', (ahead) => {
    const now = minus(start, seconds(ahead));
    const first = countRequest({ startedAt: start, count: 3 }, now, 3);
    expect(first).toEqual({ kind: 'limited', retryAfter: minutes(1), window: { startedAt: now, count: 3 } });
    expect(countRequest(first.window, plus(now, minutes(1)), 3)).toMatchObject({ kind: 'counted' });
  });

  test('further ahead comes from a wrong clock, which must not lock anybody out', () => {
    const window = { startedAt: start, count: 3 };
    const now = minus(start, seconds(61));
    expect(countRequest(window, now, 3)).toEqual({ kind: 'counted', window: { startedAt: now, count: 1 } });
  });
});
