/** `GET /scheduler/status`: the original names and shape, and what is added to them. */
import { describe, expect, test } from 'vitest';
import { endAttempt } from '../../../src/core/run/end-attempt.ts';
import type { FailureClass } from '../../../src/core/run/failure.ts';
import { initialState, recordRun } from '../../../src/core/job/job-state.ts';
import { RunOutcome } from '../../../src/core/run/run.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { milliseconds, plus } from '../../../src/core/time/time.ts';
import { type OriginalStatus, toOriginalStatus, toStatusView } from '../../../src/api/views/status-view.ts';
import {
  afterHours,
  afterMinutes,
  configWith,
  endContext,
  failureOf,
  fixedRate,
  heldLease,
  runningRun,
  settings,
  type SnapshotParts,
  snapshotWith,
  start,
  waitingRun,
} from '../../support/core-samples.ts';

const view = (parts: SnapshotParts, now = start) => toStatusView(snapshotWith(parts), now, settings);
const end = plus(start, milliseconds(2_700_500));
const succeeded = endAttempt(
  runningRun(),
  { kind: 'succeeded', rowsAffected: 9, returnValue: 0 },
  endContext(end),
);
const afterSuccess = recordRun(initialState, succeeded);
const pause = { by: 'siti', reason: 'closing', since: start };

describe('the original names', () => {
  const original = [
    'running',
    'is_processing',
    'interval_hours',
    'last_execution_time',
    'last_execution_duration',
    'last_execution_status',
    'execution_count',
    'success_count',
    'failure_count',
    'next_execution_in_seconds',
  ];
  const originalOf = (status: object) => Object.fromEntries(Object.entries(status).slice(0, original.length));

  test('come first, in the original order', () => {
    expect(Object.keys(view({})).slice(0, original.length)).toEqual(original);
  });

  test('describe a job that has just run', () => {
    expect(originalOf(view({ state: afterSuccess }, end))).toEqual({
      running: true,
      is_processing: false,
      interval_hours: 3,
      last_execution_time: '2026-11-24T07:00:00.000+07:00',
      last_execution_duration: 2_700.5,
      last_execution_status: 'success',
      execution_count: 1,
      success_count: 1,
      failure_count: 0,
      next_execution_in_seconds: 10_800,
    });
  });

  test('describe a job that has never run, before and after its first tick', () => {
    const never = {
      running: true,
      is_processing: false,
      interval_hours: 3,
      last_execution_time: null,
      last_execution_duration: null,
      last_execution_status: null,
      execution_count: 0,
      success_count: 0,
      failure_count: 0,
    };
    const empty = toStatusView({ kind: 'empty' }, start, settings);
    expect(originalOf(empty)).toEqual({ ...never, next_execution_in_seconds: null });
    const config = configWith({ notBefore: afterMinutes(5) });
    expect(originalOf(view({ config }))).toEqual({ ...never, next_execution_in_seconds: 300 });
  });

  test('running means enabled: it is false while paused, even during a run', () => {
    const active = runningRun();
    const status = view({ config: configWith({ pause }), state: { active }, lease: heldLease(active) });
    expect(status).toMatchObject({ running: false, is_processing: true });
  });
});

test('the interval tells what it was adapted from and by what, and when the next success is due', () => {
  const adaptive = { by: 'duration', factor: 4, runs: 5, least: 0.5, most: 6, hysteresis: 0 } as const;
  const interval = {
    hours: 2,
    at: start,
    before: 3,
    ofRule: 3,
    by: 'duration',
    measured: 1_800_000,
    runs: 5,
  } as const;
  const state = { ...afterSuccess, adapted: { samples: [], interval } };
  expect(view({ config: configWith({ adaptive }), state }, end)).toMatchObject({
    interval_hours: 2,
    success_due_by: '2026-11-24T13:15:00.500+07:00',
    schedule: { hours: 3 },
    adapted_interval: {
      hours: 2,
      from_hours: 3,
      since: '2026-11-24T07:00:00.000+07:00',
      by: 'duration',
      measured: 1_800,
      runs: 5,
      words: {
        en: 'every 2 hours, adapted from 3 hours: the last 5 successful runs usually took 30 minutes',
        id: 'setiap 2 jam, disesuaikan dari 3 jam: 5 eksekusi berhasil yang terakhir biasanya memakan waktu 30 menit',
      },
    },
  });
  expect(view({ state }, end)).toMatchObject({ interval_hours: 3, adapted_interval: null });
});

describe('the original status', () => {
  const statuses: Readonly<Record<RunOutcome, OriginalStatus>> = {
    succeeded: 'success',
    failed: 'failed',
    timed_out: 'failed',
    cancelled: 'failed',
    lost: 'error',
    skipped: 'error',
  };
  test.each(RunOutcome.options)('of a run that ended as %s is one of the three original words', (outcome) => {
    expect(toOriginalStatus(outcome)).toBe(statuses[outcome]);
  });

  test.each<readonly [FailureClass, string]>([
    ['unreachable', 'error'],
    ['outcome_unknown', 'error'],
    ['interrupted', 'error'],
    ['access', 'error'],
    ['data', 'failed'],
    ['contract', 'failed'],
    ['user_raised', 'failed'],
  ])('of a failure of class %s is %s, depending on whether the procedure answered', (of, status) => {
    const run = finish(waitingRun(), { outcome: 'failed', message: '' }, end);
    const last = { ...run, state: { ...run.state, failure: failureOf(of) } };
    expect(view({ state: { last } })).toMatchObject({
      last_execution_status: status,
      last_execution_outcome: 'failed',
    });
  });
});

describe('the next execution', () => {
  test('is 0 seconds ahead when it is due, and never negative', () => {
    expect(view({}, afterHours(1))).toMatchObject({ next_execution_in_seconds: 0 });
  });

  test('is unknown while paused, even for a retry that the pause holds back', () => {
    const config = configWith({ pause: { ...pause, until: afterHours(9) } });
    const active = { ...waitingRun(), state: { kind: 'waiting' as const, attempt: 2, dueAt: start } };
    expect(view({ config })).toMatchObject({ next_execution_in_seconds: null, next_execution_time: null });
    expect(view({ config, state: { active } })).toMatchObject({ next_execution_in_seconds: null });
  });

  test('is unknown while a run is in progress', () => {
    const active = runningRun();
    expect(view({ state: { active }, lease: heldLease(active) })).toMatchObject({
      next_execution_in_seconds: null,
    });
  });

  test('is that of the retry while a run waits for one', () => {
    const state = { kind: 'waiting' as const, attempt: 2, dueAt: afterMinutes(5) };
    expect(view({ state: { active: { ...waitingRun(), state } } })).toMatchObject({
      is_processing: false,
      next_execution_in_seconds: 300,
      next_execution_time: '2026-11-24T07:05:00.000+07:00',
    });
  });
});

test('the reason, the schedule and the pause are shown in full', () => {
  const config = configWith({ schedule: fixedRate(1.5), pause: { ...pause, until: afterHours(2) } });
  expect(view({ config })).toMatchObject({
    reason: { code: 'paused', text: 'paused by siti since 07:00, until 09:00: closing' },
    schedule: { kind: 'interval', hours: 1.5, after: 'start', time_zone: 'Asia/Jakarta' },
    paused: {
      by: 'siti',
      reason: 'closing',
      since: '2026-11-24T07:00:00.000+07:00',
      until: '2026-11-24T09:00:00.000+07:00',
    },
    success_rate: null,
    as_of: '2026-11-24T07:00:00.000+07:00',
  });
});

test('the whole answer is JSON: nothing in it is undefined or lost in transit', () => {
  const active = runningRun();
  const status = view({ state: { ...afterSuccess, active }, lease: heldLease(active) });
  expect(JSON.parse(JSON.stringify(status))).toStrictEqual(status);
});

/** The state after so many runs whose process ended. */
const lost = (times: number) =>
  Array.from({ length: times }, () => {
    const attempt = {
      ...runningRun().state.attempt,
      endedAt: end,
      outcome: 'lost',
      rowsAffected: 0,
    } as const;
    return finish({ ...runningRun(), attempts: [attempt] }, { outcome: 'lost', message: '' }, end);
  }).reduce(recordRun, initialState);

describe('runs that lose their process repeatedly', () => {
  test('are shown, with what to do about them', () => {
    expect(view({ state: lost(2) }).lost_repeatedly).toEqual({
      lost: 2,
      of: 2,
      in_a_row: 2,
      text: expect.stringMatching(/^The process of the app ended during 2 of the last 2 runs.*"dedicated"/),
    });
  });

  test('are not shown while it happened once', () => {
    expect(view({ state: lost(1) }).lost_repeatedly).toBeNull();
    expect(view({}).lost_repeatedly).toBeNull();
  });
});
