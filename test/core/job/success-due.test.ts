/** By when a run should have succeeded again, under every kind of rule: neither a false alarm nor silence. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LocalTime } from '../../../src/core/schedule/document/names.ts';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { intervalNow } from '../../../src/core/job/interval-now.ts';
import { initialState, type JobState } from '../../../src/core/job/job-state.ts';
import { successDueBy } from '../../../src/core/job/success-due.ts';
import { nextSlot } from '../../../src/core/schedule/timeline/next-slot.ts';
import { days, type EpochMs, hours, minutes, plus } from '../../../src/core/time/time.ts';
import { anyCase } from '../schedule/support/any-plan.ts';
import { afterHours, at, configWith, cron, fixedRate, settings, start } from '../../support/core-samples.ts';

const timeout = settings.runTimeout;
const dueBy = (config: JobConfig, lastSuccessAt?: EpochMs, more: Partial<JobState> = {}, now = start) => {
  const state = { ...initialState, ...(lastSuccessAt && { lastSuccessAt }), ...more };
  return successDueBy(config, state, now, settings);
};
const adapted = (hoursNow: number, at_ = start) => ({
  adapted: {
    samples: [],
    interval: { hours: hoursNow, at: at_, before: 3, ofRule: 3, by: 'duration', measured: 900_000, runs: 5 },
  } as const,
});
const adaptive = { by: 'duration', factor: 4, runs: 5, least: 0.5, most: 12, hysteresis: 0 } as const;
const allDay = { from: LocalTime.parse('00:00'), to: LocalTime.parse('23:59') };
const pausedWeekend: JobConfig['profiles'] = [
  { name: 'weekend', weekdays: ['sat', 'sun'], rule: { kind: 'paused' } },
];

describe('the next success', () => {
  test('is due two intervals after the last one, plus the time limit of a run', () => {
    expect(dueBy(configWith(), afterHours(1), {}, afterHours(1))).toBe(plus(afterHours(7), timeout));
    const fixed = configWith({ schedule: fixedRate(3) });
    expect(dueBy(fixed, plus(start, minutes(10)), {}, afterHours(1))).toBe(plus(afterHours(6), timeout));
    expect(dueBy(configWith())).toBe(plus(afterHours(6), timeout));
  });

  test('is due sooner or later as the interval adapts', () => {
    const config = configWith({ adaptive });
    expect(dueBy(config, start, adapted(1))).toBe(plus(afterHours(2), timeout));
    expect(dueBy(config, start, adapted(12))).toBe(plus(afterHours(24), timeout));
    expect(dueBy(configWith(), start, adapted(1))).toBe(plus(afterHours(6), timeout));
  });

  test('is not due during a weekend on which a profile permits none', () => {
    const config = configWith({ profiles: pausedWeekend });
    const friday = at('2026-11-27T22:00:00+07:00');
    // The first slot is that of Saturday 01:00, moved to Monday 00:00.
    expect(dueBy(config, friday, {}, friday)).toBe(plus(at('2026-11-30T03:00:00+07:00'), timeout));
    const cronDaily = configWith({ schedule: cron('0 7 * * mon-fri') });
    expect(dueBy(cronDaily, at('2026-11-27T07:30:00+07:00'), {}, friday)).toBe(
      plus(at('2026-12-01T07:00:00+07:00'), timeout),
    );
  });

  test('is due a day after a slot that is followed by none for longer', () => {
    const monthly = configWith({ schedule: cron('0 22 L * *') });
    expect(dueBy(monthly)).toBe(plus(at('2026-12-01T22:00:00+07:00'), timeout));
  });

  test('is put off by a pause with an end, a change and a resumption, and by one without an end until that counts as forgotten', () => {
    const pause = { by: 'siti', reason: 'closing', since: start };
    const last = plus(start, minutes(-60));
    const until = afterHours(50);
    expect(dueBy(configWith({ pause: { ...pause, until } }), last)).toBe(
      plus(plus(plus(until, settings.startDelay), hours(6)), timeout),
    );
    expect(dueBy(configWith({ pause }), last)).toBe(plus(start, settings.pauseNotice));
    expect(dueBy(configWith({ pause }), last, {}, afterHours(500))).toBe(plus(start, settings.pauseNotice));
    const monthly = configWith({ schedule: cron('0 22 L * *') });
    expect(dueBy({ ...monthly, pause })).toBe(dueBy(monthly));
    const byClockAhead = { ...pause, since: afterHours(9_000) };
    expect(dueBy(configWith({ pause: byClockAhead }), last)).toBe(dueBy(configWith(), last));
    const resumed = configWith({ notBefore: afterHours(40) });
    expect(dueBy(resumed, last, {}, afterHours(39.95))).toBe(plus(afterHours(46), timeout));
  });

  test('is due within two days and the time limit where the schedule has no slots', () => {
    const none = configWith({ schedule: { kind: 'paused' } });
    expect(dueBy(none, start)).toBe(plus(afterHours(48), timeout));
  });

  test('is not put off by a success that a clock ahead has recorded', () => {
    const config = configWith();
    expect(dueBy(config, afterHours(9_000))).toBe(plus(afterHours(6), timeout));
    expect(dueBy(config, afterHours(9_000), {}, afterHours(4))).toBe(plus(afterHours(10), timeout));
  });

  test('is never due before the next slot could be served, and at most a day after that', () => {
    fc.assert(
      fc.property(anyCase, ({ plan, now }) => {
        const config = { ...configWith({ notBefore: now, changedAt: now }), ...plan };
        const by = dueBy(config, now, {}, now);
        const next = nextSlot(plan, { notBefore: now, lastSlot: now, lastEnd: now });
        const first = next?.at ?? plus(now, days(1));
        expect(by).toBeGreaterThan(plus(first, timeout));
        expect(by).toBeLessThanOrEqual(plus(plus(first, days(1)), timeout));
      }),
      { numRuns: 30 },
    );
  });
});

const hoursNow = (config: Partial<JobConfig>, more: Partial<JobState> = {}, now = start) =>
  intervalNow(configWith(config), { ...initialState, ...more }, now);

describe('the interval now', () => {
  test('is that of the default rule, adapted where it adapts', () => {
    expect(hoursNow({})).toEqual({ hours: 3, adapted: undefined });
    expect(hoursNow({ adaptive }, adapted(2))).toMatchObject({ hours: 2, adapted: { hours: 2, before: 3 } });
  });

  test('is that of the profile in force, which does not adapt', () => {
    const profiles: JobConfig['profiles'] = [
      {
        name: 'tuesday',
        weekdays: ['tue'],
        rule: { kind: 'interval', hours: 8, after: 'finish', anchor: start },
      },
    ];
    expect(hoursNow({ adaptive, profiles }, adapted(2))).toEqual({ hours: 8, adapted: undefined });
    expect(hoursNow({ adaptive, profiles }, adapted(2), afterHours(24))).toMatchObject({ hours: 2 });
  });

  test('is that of the rule beneath while nothing is permitted', () => {
    const profiles: JobConfig['profiles'] = [{ name: 'night', window: allDay, rule: { kind: 'paused' } }];
    expect(hoursNow({ profiles })).toMatchObject({ hours: 3 });
  });

  test('is the longest time between two slots under a cron rule, and a day under one without slots', () => {
    expect(hoursNow({ schedule: cron('0 7,9 * * *') }).hours).toBe(22);
    expect(hoursNow({ schedule: { kind: 'paused' } }).hours).toBe(24);
  });
});
