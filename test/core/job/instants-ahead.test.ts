/** Each instant of the rows that a clock which was ahead may have left: which of them bind, and what is made of them. */
import { describe, expect, test } from 'vitest';
import { clockWentBack, putRight } from '../../../src/core/job/clock-went-back.ts';
import type { ClockNotice } from '../../../src/core/job/clock-notice.ts';
import type { BegunRun, EndedAttempt } from '../../../src/core/run/run.ts';
import { clockTolerance } from '../../../src/core/time/clock-tolerance.ts';
import { type DurationMs, elapsed, hours, milliseconds, minus, plus } from '../../../src/core/time/time.ts';
import {
  afterHours,
  begunRun,
  configWith,
  heldLease,
  runningRun,
  settings,
  type SnapshotParts,
  snapshotWith,
  start as now,
  waitingRun,
} from '../../support/core-samples.ts';

const ahead = afterHours(7);
const past = minus(now, hours(1));
const { attempt } = runningRun({ createdAt: past }).state;
const earlierAttempt: EndedAttempt = { ...attempt, endedAt: ahead, outcome: 'failed', rowsAffected: 0 };
const open = begunRun(() => ({ kind: 'orphaned', attempt, since: ahead }));
const orphaned: BegunRun = { ...open, createdAt: past };
const right = (parts: SnapshotParts) => putRight(snapshotWith(parts), now, settings, 'a:1');

/** Something waits from here. */
const binding: readonly (readonly [string, SnapshotParts])[] = [
  ['the change of the schedule', { config: configWith({ changedAt: ahead }) }],
  ['the pause', { config: configWith({ pause: { by: 'siti', reason: '', since: ahead } }) }],
  [
    'the mute of a channel',
    {
      config: configWith({
        mutes: { slack: { by: 'siti', reason: '', since: ahead, until: afterHours(8) } },
      }),
    },
  ],
  ['the start delay', { config: configWith({ notBefore: plus(ahead, hours(3)) }) }],
  ['the renewal of the lease', { lease: heldLease(runningRun(), ahead) }],
  ['the end of the attempt before', { state: { active: { ...waitingRun(), attempts: [earlierAttempt] } } }],
  ['the loss of the process', { state: { active: orphaned } }],
  ['the last end', { state: { lastEnd: ahead } }],
  ['the last slot', { state: { lastSlot: ahead } }],
  ['the last request', { state: { lastRequestAt: ahead } }],
];
/** It is only shown. */
const shown: readonly (readonly [string, SnapshotParts])[] = [
  ['the last success', { state: { lastSuccessAt: ahead } }],
  [
    'the creation of a run',
    { state: { active: { ...orphaned, state: runningRun().state, createdAt: ahead } } },
  ],
  [
    'the beginning of an attempt',
    { state: { active: { ...runningRun({ createdAt: ahead }), createdAt: past } } },
  ],
  ['the end of an earlier attempt', { state: { active: { ...runningRun(), attempts: [earlierAttempt] } } }],
];

const notice = (at: typeof now, latest: typeof now, since = at): ClockNotice => ({
  since,
  instance: 'a:1',
  at,
  latest,
  before: { notBefore: past },
  givenBack: false,
  told: true,
});
const known = notice(past, afterHours(20));

describe('after the clock went back', () => {
  test.each([...binding, ...shown])('%s alone tells by how much, and is news', (_, parts) => {
    expect(clockWentBack(snapshotWith(parts), now, settings)).toEqual({ since: now, by: hours(7) });
    expect(right(parts)).toMatchObject({
      news: { since: now, by: hours(7) },
      state: {
        clockNotice: { since: now, at: now, latest: ahead, instance: 'a:1', told: false, givenBack: false },
      },
    });
  });

  test.each(binding)('%s is put right again when another host has written it since', (_, parts) => {
    const rows = { ...parts, state: { ...parts.state, clockNotice: known } };
    expect(right(rows)).toMatchObject({
      news: undefined,
      state: { clockNotice: { since: past, told: true } },
    });
  });

  test.each(shown)('%s is left as it is when it is known', (_, parts) => {
    expect(right({ state: { ...parts.state, clockNotice: known } })).toBeUndefined();
  });

  test.each([
    ['as far as', 'no news', 0],
    ['a moment further than', 'no news', 1],
    ['just as much further as clocks differ than', 'no news', clockTolerance],
    ['further by more than clocks differ than', 'news', clockTolerance + 1],
  ])('what lies %s what is known is %s', (_, told, further) => {
    const lastSuccessAt = plus(ahead, milliseconds(further));
    const result = right({ state: { lastSuccessAt, clockNotice: notice(now, ahead) } });
    expect(result?.news === undefined ? 'no news' : 'news').toBe(told);
    expect(result === undefined).toBe(further === 0);
  });

  test('a notice from a time that is still to come is none', () => {
    const rows = { lastEnd: ahead, clockNotice: notice(afterHours(5), afterHours(30)) };
    expect(right({ state: rows })).toMatchObject({
      news: { since: now },
      state: { clockNotice: { since: now, told: false } },
    });
  });
});

describe('the notice', () => {
  const latest = afterHours(7);
  const at = (since: DurationMs) =>
    clockWentBack(
      snapshotWith({ state: { clockNotice: notice(past, latest, now) } }),
      plus(now, since),
      settings,
    );
  const noted = { since: now, by: elapsed(past, latest) };

  test.each([
    ['from the moment at which it was noticed', 0, noted],
    ['not before', -1, undefined],
    ['until what was ahead has passed', hours(7) - 1, noted],
    ['and no longer', hours(7), undefined],
  ])('is shown %s', (_, since, expected) => {
    expect(at(milliseconds(since))).toEqual(expected);
  });
});

const runAfter = (run: BegunRun, parts: SnapshotParts = {}) =>
  right({ ...parts, state: { lastEnd: ahead, active: run } })?.state.active;

describe('the run', () => {
  test('that no process answers for has been so since now, and is otherwise the same', () => {
    expect(runAfter(orphaned)).toEqual({ ...orphaned, state: { ...orphaned.state, since: now } });
  });

  test.each([now, past])('that was lost at %d, or is running, stays as it is', (since) => {
    const earlier: BegunRun = { ...orphaned, state: { kind: 'orphaned', attempt, since } };
    expect(runAfter(earlier)).toBe(earlier);
    const running = runningRun();
    expect(runAfter(running)).toBe(running);
  });

  test('and the schedule get no end, slot or request that they did not have', () => {
    const state = right({ config: configWith({ changedAt: ahead }) })?.state ?? {};
    expect(Object.keys(state).toSorted()).toEqual(['clockNotice', 'statistics']);
  });
});
