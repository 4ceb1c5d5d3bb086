/** When the page asks again. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { statusWith, running, after, paused } from '../support/dashboard-samples.ts';
import { afterMinutes, cancelRequest } from '../support/core-samples.ts';
import { requestCancellation } from '../../src/core/run/lease.ts';
import { isStale, nextDelay, startPolling } from '../../src/dashboard/api/polling.ts';
import { revisionOf } from '../../src/dashboard/api/revision.ts';

describe('asking again', () => {
  test.each([
    [{ hidden: false, online: true, failures: 0 }, 5_000],
    [{ hidden: false, online: true, failures: 1 }, 10_000],
    [{ hidden: false, online: true, failures: 3 }, 40_000],
    [{ hidden: false, online: true, failures: 400 }, 60_000],
    [{ hidden: true, online: true, failures: 0 }, 60_000],
    [{ hidden: false, online: false, failures: 0 }, 60_000],
  ])('%j waits %d ms', (situation, delay) => {
    expect(nextDelay(situation)).toBe(delay);
  });

  test('data that two polls have not confirmed is stale', () => {
    expect([isStale(15_000), isStale(15_001)]).toEqual([false, true]);
  });

  test('asks for the status alone while a run merely progresses', () => {
    const before = revisionOf(statusWith(running));
    expect(revisionOf(statusWith(running, afterMinutes(1)))).toBe(before);
    const revisions = [
      before,
      revisionOf(undefined),
      revisionOf(statusWith({})),
      revisionOf(statusWith({ config: paused })),
      revisionOf(statusWith({ state: after('succeeded') })),
      revisionOf(statusWith({ ...running, lease: requestCancellation(running.lease, cancelRequest) })),
    ];
    expect(new Set(revisions).size).toBe(revisions.length);
  });
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function started(succeeds: () => boolean = () => true) {
  let polls = 0;
  let onReturn: (() => void) | undefined;
  const tab = { hidden: false, online: true };
  const polling = startPolling(
    async () => {
      polls += 1;
      return succeeds();
    },
    {
      isHidden: () => tab.hidden,
      isOnline: () => tab.online,
      onReturn: (callback) => {
        onReturn = callback;
        return () => {
          onReturn = undefined;
        };
      },
    },
  );
  return { tab, polling, polls: () => polls, comeBack: () => onReturn?.(), watched: () => onReturn };
}

describe('polling', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('begins at once and goes on every five seconds', async () => {
    const { polls } = started();
    expect(polls()).toBe(1);
    await pass(4_999);
    expect(polls()).toBe(1);
    await pass(20_001);
    expect(polls()).toBe(6);
  });

  test('slows down while polls fail, and is quick again after one that succeeds', async () => {
    let works = false;
    const { polls } = started(() => works);
    await pass(10_000 + 20_000 + 40_000);
    expect(polls()).toBe(4);
    works = true;
    await pass(60_000);
    const before = polls();
    await pass(5_000);
    expect(polls()).toBe(before + 1);
  });

  test('is rare while the tab is hidden, and comes at once when the tab is back', async () => {
    const { tab, polls, comeBack } = started();
    await pass(0);
    tab.hidden = true;
    await pass(5_000);
    const before = polls();
    await pass(55_000);
    expect(polls()).toBe(before);
    comeBack();
    expect(polls()).toBe(before + 1);
    // The timer from before does not poll a second time.
    await pass(59_999);
    expect(polls()).toBe(before + 1);
  });

  test('polls again after the poll in progress, never two at a time', async () => {
    const answers: (() => void)[] = [];
    const polling = startPolling(() => new Promise((resolve) => answers.push(() => resolve(true))), {
      isHidden: () => false,
      isOnline: () => true,
      onReturn: () => () => undefined,
    });
    const again = polling.again();
    await vi.advanceTimersByTimeAsync(0);
    expect(answers.length).toBe(1);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(answers.length).toBe(2);
    answers[1]?.();
    await again;
  });

  test('ends when it is stopped', async () => {
    const { polling, polls, watched } = started();
    await pass(0);
    polling.stop();
    await pass(600_000);
    expect(polls()).toBe(1);
    expect(watched()).toBeUndefined();
  });
});
