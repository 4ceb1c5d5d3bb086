/** Decisions under profiles, blackouts, a least gap, catch-up off and an adaptive interval. */
import { describe, expect, test } from 'vitest';
import type { JobConfig } from '../../../src/core/job/job-config.ts';
import { upcomingSlots } from '../../../src/core/job/upcoming-slots.ts';
import { initialState } from '../../../src/core/job/job-state.ts';
import { LocalTime } from '../../../src/core/schedule/document/names.ts';
import { type EpochMs, LocalDate, minutes, plus } from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  at,
  configWith,
  cron,
  decideNow,
  fixedRate,
  runningRun,
  settings,
  snapshotWith,
  start,
  waitingRun,
} from '../../support/core-samples.ts';

const night = { name: 'night', window: { from: LocalTime.parse('20:00'), to: LocalTime.parse('06:00') } };
const blackout = (from: EpochMs, to: EpochMs): NonNullable<JobConfig['blackouts']>[number] => ({
  time: { instants: { from, to } },
  label: 'stocktaking',
  by: 'siti',
  at: start,
});
const decideFor = (config: JobConfig, now: EpochMs, state = {}) =>
  decideNow(snapshotWith({ config, state }), now);
const forecast = { usual: minutes(30), startDelay: settings.startDelay, count: 3 };

describe('a blackout', () => {
  const config = configWith({ blackouts: [blackout(afterHours(2), afterHours(5))] });

  test('moves the slot that falls into it, and says from where and why', () => {
    expect(decideFor(config, afterHours(1), { lastEnd: start, lastSlot: start })).toEqual({
      kind: 'wait',
      until: afterHours(5),
      reason: {
        code: 'waiting_for_slot',
        at: afterHours(5),
        cause: 'moved',
        moved: { from: afterHours(3), by: { kind: 'blackout', label: 'stocktaking' } },
      },
    });
  });

  test('holds a slot back that was due before it and not served in time', () => {
    const fixed = { ...config, schedule: fixedRate(1) };
    const late = decideFor(fixed, afterHours(2.5), { lastSlot: start });
    expect(late).toMatchObject({
      kind: 'wait',
      until: afterHours(5),
      reason: { code: 'waiting_for_slot', cause: 'moved', moved: { from: afterHours(1) } },
    });
    expect(
      upcomingSlots(fixed, { ...initialState, lastSlot: start }, { ...forecast, now: afterHours(2.5) })[0],
    ).toMatchObject({
      at: afterHours(5),
      cause: 'moved',
    });
    expect(decideFor(fixed, afterHours(5), { lastSlot: start })).toMatchObject({
      kind: 'start',
      due: { first: afterHours(1), latest: afterHours(5), missed: 1 },
    });
  });

  test('holds the next attempt of a scheduled run back, and none of a requested one', () => {
    const state = { kind: 'waiting' as const, attempt: 2, dueAt: afterHours(3) };
    const active = { ...waitingRun(), state };
    expect(decideFor(config, afterHours(1), { active })).toMatchObject({
      until: afterHours(5),
      reason: { code: 'waiting_for_retry', at: afterHours(5) },
    });
    expect(decideFor(config, afterHours(4), { active })).toMatchObject({
      kind: 'wait',
      until: afterHours(5),
    });
    expect(decideFor(config, afterHours(5), { active }).kind).toBe('attempt');
    const requested = { ...active, trigger: 'request' as const };
    expect(decideFor(config, afterHours(4), { active: requested }).kind).toBe('attempt');
  });
});

describe('without catch-up', () => {
  const config = configWith({ schedule: cron('0 * * * *'), catchUp: false });

  test('a slot that a tick is late for is served, one overdue by more than ten minutes is skipped', () => {
    const state = { lastSlot: start };
    expect(decideFor(config, afterMinutes(190), state)).toMatchObject({ kind: 'start', due: { missed: 2 } });
    expect(decideFor(config, afterMinutes(191), state)).toEqual({
      kind: 'skip',
      due: { first: afterHours(1), latest: afterHours(3), missed: 2 },
      reason: { code: 'catch_up_off', at: afterHours(3), missed: 2, first: afterHours(1) },
    });
    const slots = upcomingSlots(
      config,
      { ...initialState, ...state },
      { ...forecast, now: afterMinutes(191) },
    );
    expect(slots[0]?.at).toBe(afterHours(4));
  });

  test('an interval then counts from the slot that was skipped', () => {
    const finish = configWith({ catchUp: false });
    const missed = decideFor(finish, afterHours(7), { lastEnd: start, lastSlot: start });
    expect(missed).toMatchObject({ kind: 'skip', due: { latest: afterHours(6), missed: 1 } });
    expect(decideFor(finish, afterHours(7), { lastEnd: start, lastSlot: afterHours(6) })).toMatchObject({
      kind: 'wait',
      until: afterHours(9),
    });
  });
});

describe('cron and profiles', () => {
  test('a slot of a profile that comes during a run is skipped for it', () => {
    const config = configWith({ profiles: [{ ...night, rule: cron('0 22 * * *') }] });
    const active = runningRun({ createdAt: at('2026-11-24T21:30:00+07:00'), slot: start });
    const now = at('2026-11-24T22:05:00+07:00');
    expect(decideFor(config, now, { active, lastSlot: start })).toMatchObject({
      kind: 'skip',
      reason: { code: 'slot_while_running', at: at('2026-11-24T22:00:00+07:00'), runId: active.id },
    });
    // The interval of the day comes during no run, however long it takes.
    const noon = afterHours(6);
    expect(decideFor(config, noon, { active: runningRun(), lastSlot: start }).kind).not.toBe('skip');
  });

  test('the reason names the profile', () => {
    const config = configWith({
      profiles: [{ ...night, rule: cron('0 22 * * *') }],
      schedule: { kind: 'paused' },
    });
    expect(decideFor(config, start)).toMatchObject({
      until: at('2026-11-24T22:00:00+07:00'),
      reason: { code: 'waiting_for_slot', cause: 'cron', profile: 'night' },
    });
  });

  test('a schedule that never fires waits, and so does an attempt that is never permitted', () => {
    const config = configWith({ schedule: { kind: 'paused' } });
    const wait = { kind: 'wait', reason: { code: 'nothing_scheduled' } };
    expect(decideFor(config, start)).toEqual(wait);
    expect(decideFor(config, start, { active: waitingRun() })).toEqual(wait);
    expect(upcomingSlots(config, initialState, { ...forecast, now: start })).toEqual([]);
    expect(decideFor(configWith({ schedule: cron('0 7 31 2 *') }), start)).toEqual(wait);
  });
});

test('the least gap holds a fixed slot back after a run, and a slot during the run is skipped all the same', () => {
  const config = configWith({ schedule: fixedRate(1), leastGap: minutes(40) });
  const lastEnd = afterMinutes(50);
  expect(decideFor(config, afterMinutes(55), { lastSlot: start, lastEnd })).toMatchObject({
    until: afterMinutes(90),
    reason: { cause: 'moved', moved: { from: afterHours(1), by: { kind: 'least_gap' } } },
  });
  const slots = upcomingSlots(
    config,
    { ...initialState, active: runningRun(), lastSlot: start },
    { ...forecast, usual: minutes(70), now: afterMinutes(10) },
  );
  expect(slots.slice(0, 2)).toMatchObject([
    { at: afterHours(1), overlapped: true },
    { at: afterMinutes(120), overlapped: false },
  ]);
});

test('an adapted interval decides and is foreseen', () => {
  const adaptive = { by: 'duration', factor: 4, runs: 1, least: 1, most: 6, hysteresis: 0 } as const;
  const config = configWith({ adaptive });
  const adapted = {
    samples: [{ duration: minutes(15), rows: 1 }],
    interval: {
      hours: 1,
      at: start,
      before: 3,
      ofRule: 3,
      by: 'duration',
      measured: 900_000,
      runs: 1,
    } as const,
  };
  const state = { lastEnd: start, lastSlot: start, adapted };
  expect(decideFor(config, start, state)).toMatchObject({ until: afterHours(1) });
  expect(upcomingSlots(config, { ...initialState, ...state }, { ...forecast, now: start })[0]?.at).toBe(
    afterHours(1),
  );
});

test('a change of the interval leaves profiles, blackouts and calendars alone', async () => {
  const { changeInterval } = await import('../../../src/core/job/job-config.ts');
  const days = [{ date: LocalDate.parse('2026-12-25'), name: 'Natal' }];
  const config = configWith({
    schedule: cron('0 7 * * *'),
    revision: 4,
    profiles: [{ ...night, rule: { kind: 'paused' } }],
    blackouts: [blackout(afterHours(2), afterHours(5))],
    calendars: [{ name: 'libur', days }],
  });
  const by = { id: 'user:aad::budi', name: 'budi' };
  const { config: changed } = changeInterval(config, { hours: 6 }, by, start, settings);
  const notBefore = plus(start, settings.startDelay);
  expect(changed).toEqual({
    ...config,
    schedule: { kind: 'interval', hours: 6, after: 'finish', anchor: notBefore },
    revision: 5,
    notBefore,
    changedAt: start,
    changedBy: 'budi',
    changedById: 'user:aad::budi',
  });
});
