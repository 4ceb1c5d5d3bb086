/** Waits on the clock of this machine. */
import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { hours, milliseconds } from '../../../src/core/time/time.ts';

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

test('a sleep that is ended early settles, and leaves neither a timer nor a listener', async () => {
  const before = timers();
  const ended = new AbortController();
  const sleeping = systemClock.sleep(hours(1), ended.signal);
  expect(timers()).toBe(before + 1);
  ended.abort('ended');
  await sleeping;
  expect([timers(), getEventListeners(ended.signal, 'abort')]).toEqual([before, []]);
});

test('a sleep that came to its end leaves no listener', async () => {
  const { signal } = new AbortController();
  await systemClock.sleep(milliseconds(1), signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a sleep whose signal is aborted already does not begin', async () => {
  const before = timers();
  await systemClock.sleep(hours(1), AbortSignal.abort());
  expect(timers()).toBe(before);
});
