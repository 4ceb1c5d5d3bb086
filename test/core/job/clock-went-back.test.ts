/** Whatever instants the rows hold, they bind the scheduler no longer than the waits they stand for. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockWentBack, putRight } from '../../../src/core/job/clock-went-back.ts';
import { decide, type Decision } from '../../../src/core/job/decide.ts';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { isMuted } from '../../../src/core/notices/mute.ts';
import type { ReasonCode } from '../../../src/core/job/reason.ts';
import { recordRun } from '../../../src/core/job/job-state.ts';
import type { ReadySnapshot } from '../../../src/core/job/snapshot.ts';
import { upcomingSlots } from '../../../src/core/job/upcoming-slots.ts';
import { leaseAsOf, liveLease } from '../../../src/core/run/lease.ts';
import { hasBegun } from '../../../src/core/run/run.ts';
import { waitsSince } from '../../../src/core/run/waiting.ts';
import { intervalOf } from '../../../src/core/schedule/interval.ts';
import { clockTolerance, isAhead } from '../../../src/core/time/clock-tolerance.ts';
import {
  days,
  type DurationMs,
  elapsed,
  type EpochMs,
  hours,
  milliseconds,
  minus,
  minutes,
  plus,
  seconds,
} from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  afterSeconds,
  configWith,
  fixedRate,
  heldLease,
  intervalIn,
  runningRun,
  settings,
  type SnapshotParts,
  snapshotWith,
  start,
  waitingRun,
  decideNow,
} from '../../support/core-samples.ts';
import { after, ended } from '../../support/dashboard-samples.ts';
import { anyLease, anyPlainConfig, anyState } from '../../support/record-arbitraries.ts';

const { startDelay } = settings;
/** The one moment of the tests: the clock has just been put right. */
const now = start;
/** At a fixed rate the start delay can let a slot pass. */
const longestOf = (config: JobConfig): DurationMs => {
  const rule = intervalIn(config);
  return rule.after === 'start'
    ? milliseconds(intervalOf(rule) + startDelay)
    : milliseconds(Math.max(intervalOf(rule), startDelay));
};

const snapshots: fc.Arbitrary<ReadySnapshot> = fc
  .record({ config: anyPlainConfig, lease: anyLease, state: anyState })
  .map((parts) => ({ kind: 'ready', ...parts, versions: { config: 'c', lease: 'l', state: 's' } }));

/** How long something may be waited for, by what the rows say of it. */
function latestUntil({ config, state: { active } }: ReadySnapshot, waitsFor: ReasonCode): number {
  const slot = plus(now, longestOf(config));
  const { since = now, until = now } = config.pause ?? {};
  switch (waitsFor) {
    case 'paused':
    case 'retry_held_by_pause':
      return since > now && until > since ? now + elapsed(since, until) : until;
    case 'waiting_for_retry': {
      if (active === undefined || hasBegun(active)) throw new Error('no run waits');
      const { dueAt } = active.state;
      const began = waitsSince(active);
      return Math.max(slot, began > now ? now + Math.max(0, dueAt - began) : dueAt);
    }
    default:
      return slot;
  }
}

function untilOf(decision: Decision): EpochMs {
  if (decision.kind === 'wait' && decision.until !== undefined) return decision.until;
  throw new Error(`expected to wait for a time, got ${JSON.stringify(decision)}`);
}

/** Neither paused nor with a run. */
function idle({ config, state, ...rows }: ReadySnapshot): ReadySnapshot {
  const { pause: _, ...unpaused } = config;
  const { active: __, ...done } = state;
  return { ...rows, config: unpaused, state: done };
}

const rightAt = (rows: ReadySnapshot, at: EpochMs): ReadySnapshot => ({
  ...rows,
  ...putRight(rows, at, settings, 'a:1'),
});

describe('with any instants in the rows', () => {
  test('the next slot is at most one interval away, the next attempt its delay, the end of a pause its length', () => {
    fc.assert(
      fc.property(snapshots, (rows) => {
        const decision = decide(rows, now, startDelay);
        fc.pre(decision.kind === 'wait' && decision.until !== undefined);
        expect(decision.until).toBeLessThanOrEqual(latestUntil(rows, decision.reason.code));
      }),
      { numRuns: 1_000 },
    );
  });

  test('what is put right stays right, and the slot comes: it is not put off again and again', () => {
    fc.assert(
      fc.property(snapshots, (any) => {
        const { config, ...rows } = idle(any);
        const right = rightAt({ ...rows, config }, now);
        expect(putRight(right, now, settings, 'a:1')).toBeUndefined();
        const wait = longestOf(config);
        expect(decide(right, now, startDelay)).toMatchObject({
          kind: expect.stringMatching(/^(wait|start|skip)$/),
        });
        const at = plus(plus(now, wait), clockTolerance);
        expect(decide(rightAt(right, at), at, startDelay).kind).not.toBe('wait');
      }),
      { numRuns: 1_000 },
    );
  });

  test('a lease is expired once its length has passed', () => {
    fc.assert(
      fc.property(anyLease, (lease) => {
        const length = lease.kind === 'held' ? Math.max(0, lease.expiresAt - lease.renewedAt) : 0;
        const ahead = lease.kind === 'held' && isAhead(lease.renewedAt, now);
        const at = plus(plus(now, milliseconds(length)), clockTolerance);
        expect(liveLease(lease, ahead ? now : at)).toBeUndefined();
        const right = leaseAsOf(lease, now, settings.leaseExpiry);
        expect(liveLease(right, plus(now, milliseconds(length)))).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test('the forecast begins within an interval, too', () => {
    fc.assert(
      fc.property(snapshots, (any) => {
        const { config, state } = idle(any);
        const forecast = { now, usual: minutes(9), startDelay, count: 1 };
        const [first] = upcomingSlots(config, state, forecast);
        expect(first?.at).toBeLessThanOrEqual(now + longestOf(config) + hours(1));
      }),
    );
  });
});

/** Rows from a clock that was ahead by this much: a success just ended, and everything else happened shortly before. */
function written(ahead: DurationMs, config: Partial<JobConfig> = {}): SnapshotParts & { config: JobConfig } {
  const then = plus(now, ahead);
  const before = minus(then, minutes(9));
  const state = { ...after('succeeded', then), lastSlot: before, lastRequestAt: before };
  return { config: configWith({ notBefore: before, changedAt: before, ...config }), state };
}

describe.each([
  ['7 hours', hours(7)],
  ['an hour', hours(1)],
  ['3 minutes', minutes(3)],
  ['a year', days(365)],
  ['70 years', days(25_567)],
])('a clock that was %s ahead', (_, ahead) => {
  const rows = (config: Partial<JobConfig> = {}) => snapshotWith(written(ahead, config));
  const onGrid = { schedule: fixedRate(3, plus(now, ahead)) };

  test('lets the next run come one interval after it was put right', () => {
    const right = rightAt(rows(), now);
    expect(decideNow(right, now)).toMatchObject({ kind: 'wait', until: afterHours(3) });
    expect(decideNow(right, afterHours(2))).toMatchObject({ kind: 'wait', until: afterHours(3) });
    expect(decideNow(right, afterHours(3))).toMatchObject({ kind: 'start', due: { missed: 0 } });
  });

  test('lets the next run come within an interval at a fixed rate', () => {
    const right = rightAt(rows(onGrid), now);
    const until = untilOf(decideNow(right, now));
    expect(until - now).toBeGreaterThan(0);
    expect(until - now).toBeLessThanOrEqual(hours(3));
    expect(decideNow(right, until)).toMatchObject({ kind: 'start', due: { missed: 0 } });
  });

  test('ends a pause of two hours two hours after it was put right', () => {
    const pause = {
      by: 'siti',
      reason: 'closing',
      since: plus(now, ahead),
      until: plus(now, milliseconds(ahead + hours(2))),
    };
    const right = rightAt(rows({ pause }), now);
    expect(decideNow(right, afterMinutes(119))).toMatchObject({ kind: 'wait', until: afterHours(2) });
    expect(decideNow(right, afterHours(2)).kind).toBe('resume');
  });

  test('leaves a pause without an end, and one that was given before with its end', () => {
    const endless = rightAt(rows({ pause: { by: 'siti', reason: 'closing', since: plus(now, ahead) } }), now);
    expect(decideNow(endless, plus(now, days(40_000)))).toMatchObject({
      kind: 'wait',
      reason: { code: 'paused' },
    });
    const pause = { by: 'siti', reason: 'closing', since: minus(now, hours(5)), until: afterHours(50) };
    expect(rightAt(rows({ pause }), now).config.pause).toEqual(pause);
  });

  test('ends a mute of two hours two hours after it was put right, and leaves one that was given before', () => {
    const mute = {
      by: 'siti',
      reason: 'maintenance',
      since: plus(now, ahead),
      until: plus(afterHours(2), ahead),
    };
    const before = { ...mute, since: minus(now, hours(5)), until: afterHours(50) };
    const { mutes } = rightAt(rows({ mutes: { slack: mute, email: before } }), now).config;
    expect(mutes).toEqual({ slack: { ...mute, since: now, until: afterHours(2) }, email: before });
    expect(isMuted(mutes, 'slack', afterMinutes(119))).toBe(true);
    expect(isMuted(mutes, 'slack', afterHours(2))).toBe(false);
  });

  test('repeats a failed attempt after its delay', () => {
    const attempt = {
      ...runningRun().state.attempt,
      endedAt: plus(now, ahead),
      outcome: 'failed',
      rowsAffected: 0,
    } as const;
    const state = { kind: 'waiting', attempt: 2, dueAt: plus(attempt.endedAt, minutes(5)) } as const;
    const active = { ...waitingRun({ createdAt: plus(now, ahead) }), attempts: [attempt], state };
    const { config } = written(ahead);
    const right = rightAt(snapshotWith({ config, state: { active } }), now);
    expect(decideNow(right, afterMinutes(4))).toMatchObject({ kind: 'wait', until: afterMinutes(5) });
    expect(decideNow(right, afterMinutes(5))).toMatchObject({ kind: 'attempt' });
  });

  test('starts a requested run at once', () => {
    const active = waitingRun({ createdAt: plus(now, ahead), trigger: 'request', actor: 'budi' });
    const { config } = written(ahead);
    expect(decideNow(snapshotWith({ config, state: { active } }), now)).toMatchObject({ kind: 'attempt' });
  });

  test('has a lost process noticed after the length of its lease, and gives a living one the time to renew it', () => {
    const active = runningRun({ createdAt: plus(now, ahead) });
    const right = rightAt(
      snapshotWith({ ...written(ahead), lease: heldLease(active), state: { active } }),
      now,
    );
    expect(decideNow(right, afterSeconds(149))).toMatchObject({ kind: 'wait', reason: { code: 'running' } });
    expect(decideNow(right, afterSeconds(150))).toMatchObject({ kind: 'reconcile' });
  });

  test('is reported with the difference until a run succeeds, once', () => {
    expect(clockWentBack(rows(), now, settings)).toEqual({ since: now, by: ahead });
    const right = putRight(rows(), now, settings, 'a:1');
    expect(right?.news).toEqual({ since: now, by: ahead });
    const later = afterMinutes(1);
    const noted = rightAt(rows(), now);
    expect(clockWentBack(noted, later, settings)).toEqual({ since: now, by: ahead });
    const failed = { ...noted, state: recordRun(noted.state, ended('failed', later)) };
    expect(clockWentBack(failed, later, settings)).toEqual({ since: now, by: ahead });
    expect(putRight(failed, later, settings, 'a:1')).toBeUndefined();
    const succeeded = { ...noted, state: recordRun(noted.state, ended('succeeded', later)) };
    expect(clockWentBack(succeeded, later, settings)).toBeUndefined();
    expect(putRight(succeeded, afterMinutes(2), settings, 'a:1')).toBeUndefined();
  });
});

describe('a clock that is a little behind', () => {
  test.each([0, 1, 30, 119, 120])('by %d seconds is that of another host: nothing is written', (count) => {
    const rows = snapshotWith(written(seconds(count)));
    expect(putRight(rows, now, settings, 'a:1')).toBeUndefined();
    expect(clockWentBack(rows, now, settings)).toBeUndefined();
  });

  test('writes nothing again while the other host goes on, and says nothing', () => {
    const noted = rightAt(snapshotWith(written(hours(7))), now);
    const later = afterMinutes(5);
    const again = { ...noted, state: { ...noted.state, lastEnd: plus(later, hours(7)) } };
    expect(putRight(again, later, settings, 'a:1')).toMatchObject({
      news: undefined,
      state: { lastEnd: later },
    });
  });

  test('by far, until a time service puts it forward again, changes nothing for long', () => {
    const until = plus(now, days(2));
    const pause = { by: 'siti', reason: 'closing', since: minus(now, hours(1)), until };
    const mutes = { slack: pause, teams: { ...pause, until: afterHours(1) } };
    const rows = snapshotWith({ ...written(hours(0), { pause, mutes }) });
    const wrong = minus(now, days(9_000));
    const behind = rightAt(rows, wrong);
    expect(behind.state.clockNotice).toBeDefined();
    const back = putRight(behind, afterMinutes(1), settings, 'a:1');
    expect(back?.news).toBe('was_behind');
    expect(back?.state).toMatchObject({ lastEnd: rows.state.lastEnd, lastSlot: rows.state.lastSlot });
    expect(back?.state.clockNotice).toMatchObject({ givenBack: true });
    const again = { ...rows, ...back };
    expect(putRight(again, afterMinutes(2), settings, 'a:1')).toBeUndefined();
    expect(clockWentBack(again, afterMinutes(2), settings)).toBeUndefined();
    expect(back?.config.pause).toEqual(pause);
    expect(back?.config.mutes).toEqual(mutes);
    // Given since by somebody else, it is not one of those.
    const given = { ...pause, since: minus(afterMinutes(0), days(8_999)) };
    const remuted = { ...behind, config: { ...behind.config, mutes: { slack: given } } };
    expect(rightAt(remuted, afterMinutes(1)).config.mutes).toEqual({ slack: given });
  });
});
