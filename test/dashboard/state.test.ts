/** What the page concludes from what the API tells. */
import { describe, expect, test } from 'vitest';
import { resumeSchedule } from '../../src/core/job/job-config.ts';
import { initialState, recordRun } from '../../src/core/job/job-state.ts';
import type { RunOutcome } from '../../src/core/run/run.ts';
import { toRunView } from '../../src/api/views/run-view.ts';
import { toScheduleView } from '../../src/api/views/schedule-view.ts';
import { finish } from '../../src/core/run/start-and-finish.ts';
import { toSessionView } from '../../src/api/views/session-view.ts';
import { type EpochMs, minutes } from '../../src/core/time/time.ts';
import { toStatusView } from '../../src/api/views/status-view.ts';
import { outcomesOf, scaleOf, toBars } from '../../src/dashboard/durations/bars.ts';
import { availabilityOf, type Command } from '../../src/dashboard/commands/availability.ts';
import { isStale, nextDelay } from '../../src/dashboard/api/freshness.ts';
import { headlineOf } from '../../src/dashboard/headline/headline.ts';
import { progressOf } from '../../src/dashboard/run-in-progress/progress.ts';
import { revisionOf } from '../../src/dashboard/api/revision.ts';
import { chooseLanguage } from '../../src/dashboard/words/languages.ts';
import {
  afterHours,
  afterMinutes,
  begunRun,
  cancelOrder,
  configWith,
  fixedRate,
  heldLease,
  jakarta,
  runningRun,
  settings,
  type SnapshotParts,
  snapshotWith,
  start,
  waitingRun,
} from '../support/core-samples.ts';
import { requestCancellation } from '../../src/core/run/lease.ts';

const statusWith = (parts: SnapshotParts, now: EpochMs = start) =>
  toStatusView(snapshotWith(parts), now, settings);
const ended = (outcome: RunOutcome, at: EpochMs = start) => {
  const begun = runningRun();
  const attempt = { ...begun.state.attempt, endedAt: at, outcome: 'succeeded', rowsAffected: 0 } as const;
  return finish({ ...begun, attempts: [attempt] }, { outcome, message: 'it ended' }, at);
};
const after = (outcome: RunOutcome, at?: EpochMs) => recordRun(initialState, ended(outcome, at));
const active = runningRun();
const running = { state: { active }, lease: heldLease(active) };
const pause = { by: 'siti', reason: 'closing', since: start };
const paused = configWith({ pause });
const waitingForRetry = (dueAt: EpochMs) => ({
  ...waitingRun(),
  attempts: [{ ...active.state.attempt, endedAt: start, outcome: 'failed', rowsAffected: 0 } as const],
  state: { kind: 'waiting', attempt: 2, dueAt } as const,
});

const toSchedule = (parts: SnapshotParts) => {
  const { config, state } = snapshotWith(parts);
  const trial = { hours: config.schedule.hours };
  return toScheduleView({ config, state, now: start, usual: undefined, settings, trial });
};

const headline = (parts: SnapshotParts, now: EpochMs = start, age = 0) =>
  headlineOf({ status: statusWith(parts, now), failed: false, age, now, timeoutSeconds: 5_400 });

describe('the headline', () => {
  test('is current when the last run succeeded, not too long ago', () => {
    expect(headline({ state: after('succeeded') })).toEqual({ kind: 'current' });
  });

  test('tells a run in progress before anything else, also while paused or after failures', () => {
    const run = { ...running, state: { ...after('failed'), active } };
    expect(headline({ ...run, config: paused })).toMatchObject({ kind: 'running', run: { id: active.id } });
  });

  test('tells who paused it and why before it tells failures', () => {
    expect(headline({ config: paused, state: after('failed') })).toMatchObject({
      kind: 'paused',
      pause: { by: 'siti', reason: 'closing' },
    });
  });

  test.each<RunOutcome>(['failed', 'timed_out', 'lost'])('is failing after a run that %s', (outcome) => {
    expect(headline({ state: after(outcome) })).toEqual({ kind: 'failing', cause: 'failed' });
  });

  test.each<RunOutcome>(['cancelled', 'skipped'])('is not failing after a run that was %s', (outcome) => {
    const state = recordRun(after('succeeded'), ended(outcome));
    expect(headline({ state })).toEqual({ kind: 'current' });
  });

  test('is overdue from the first slot that nothing has served, however many have passed since', () => {
    const state = after('succeeded');
    const overdue = { kind: 'overdue', since: afterMinutes(180) };
    expect(headline({ state }, afterMinutes(184))).toEqual({ kind: 'current' });
    for (const minute of [186, 361, 540, 541, 2_000]) {
      expect(headline({ state }, afterMinutes(minute))).toEqual(overdue);
    }
    expect(headline({ state: after('failed') }, afterMinutes(186))).toEqual(overdue);
  });

  test('is overdue when a requested run, a retry or the end of a pause is not taken up', () => {
    const requested = { active: waitingRun({ trigger: 'request', actor: 'budi' }) };
    expect(headline({ state: requested }, afterMinutes(1))).toMatchObject({ kind: 'running' });
    expect(headline({ state: requested }, afterMinutes(6))).toEqual({ kind: 'overdue', since: start });
    const retry = { active: waitingForRetry(afterMinutes(9)) };
    expect(headline({ state: retry }, afterMinutes(10))).toMatchObject({ kind: 'running' });
    expect(headline({ state: retry }, afterMinutes(15))).toEqual({ kind: 'overdue', since: afterMinutes(9) });
    const over = configWith({ pause: { ...pause, until: afterMinutes(3) } });
    expect(headline({ config: over }, afterMinutes(4))).toMatchObject({ kind: 'paused' });
    expect(headline({ config: over }, afterMinutes(9))).toEqual({ kind: 'overdue', since: afterMinutes(3) });
  });

  test('is not overdue because of a slot that is going to be skipped', () => {
    const config = configWith({ schedule: fixedRate(1) });
    const state = recordRun(initialState, ended('succeeded', afterMinutes(70)));
    const status = statusWith({ config, state }, afterMinutes(100));
    expect(status.reason.code).toBe('slot_while_running');
    expect(headline({ config, state }, afterMinutes(100))).toEqual({ kind: 'current' });
  });

  test('is that of the pause while the pause holds a retry back', () => {
    const state = { active: waitingForRetry(afterMinutes(9)) };
    expect(headline({ state, config: paused }, afterHours(9))).toMatchObject({ kind: 'paused' });
    const requested = { active: { ...state.active, trigger: 'request' as const } };
    expect(headline({ state: requested, config: paused })).toMatchObject({ kind: 'running' });
  });

  test('does not call running what nobody answers for', () => {
    const lost = { ...running, lease: { ...running.lease, expiresAt: start } };
    expect(headline(lost, afterHours(1))).toMatchObject({ kind: 'adrift', run: { state: 'reconciling' } });
    const orphan = begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start }));
    expect(headline({ state: { active: orphan } }, afterHours(1))).toMatchObject({
      kind: 'adrift',
      run: { state: 'orphaned' },
    });
  });

  test('is failing when nothing has succeeded for two intervals and a run', () => {
    // Each is skipped or cancelled: neither failures nor successes.
    const state = recordRun(after('succeeded'), ended('cancelled', afterMinutes(400)));
    expect(headline({ state }, afterMinutes(450))).toEqual({ kind: 'current' });
    expect(headline({ state }, afterMinutes(451))).toEqual({ kind: 'failing', cause: 'late' });
    const never = recordRun(initialState, ended('cancelled', afterMinutes(400)));
    expect(headline({ state: never }, afterMinutes(451))).toEqual({ kind: 'failing', cause: 'late' });
  });

  test('does not count the time of a pause as too late', () => {
    const config = resumeSchedule(paused, afterHours(100), settings);
    expect(headline({ config, state: after('succeeded') }, afterHours(100))).toEqual({ kind: 'current' });
  });

  test('is that of a first start while there is nothing to judge by', () => {
    expect(headline({ config: configWith({ notBefore: afterMinutes(5) }) })).toEqual({ kind: 'first' });
  });

  test('is unknown a minute after the last answer, or later when no question has failed yet', () => {
    const nothing = { status: undefined, age: 0, now: start, timeoutSeconds: 1 };
    expect(headlineOf({ ...nothing, failed: false }).kind).toBe('loading');
    expect(headlineOf({ ...nothing, failed: true }).kind).toBe('unknown');
    const status = statusWith({ state: after('succeeded') });
    const known = { status, now: start, timeoutSeconds: 5_400 };
    expect(headlineOf({ ...known, failed: true, age: 60_000 }).kind).toBe('current');
    expect(headlineOf({ ...known, failed: true, age: 60_001 }).kind).toBe('unknown');
    // A tab in the background asks once a minute.
    expect(headlineOf({ ...known, failed: false, age: 90_000 }).kind).toBe('current');
    expect(headlineOf({ ...known, failed: false, age: 180_001 }).kind).toBe('unknown');
  });
});

const pointless = (why: string) => ({ kind: 'pointless', why });

describe('what can be done', () => {
  const admin = toSessionView('siti', 'admin');
  const schedule = { data: toSchedule({}), problem: undefined };
  const by = (data: typeof admin | undefined, problem?: object) => ({ data, problem });
  const given = (command: Command, parts: SnapshotParts) =>
    availabilityOf(command, { status: statusWith(parts), session: by(admin), schedule });
  const available = { kind: 'available' };

  test('is nothing before it is known who asks and what is', () => {
    const status = statusWith({});
    const nobody = by(undefined);
    expect(availabilityOf('start', { status: undefined, session: by(admin), schedule })).toEqual(
      pointless('not_loaded'),
    );
    expect(availabilityOf('stop', { status, session: nobody, schedule })).toEqual(pointless('not_loaded'));
    expect(availabilityOf('stop', { status, session: by(undefined, {}), schedule })).toEqual(
      pointless('not_answered'),
    );
  });

  test('does not wait for the schedule, except to change it', () => {
    const known = { status: statusWith({}), session: by(admin), schedule: { data: undefined, problem: {} } };
    expect(availabilityOf('stop', known)).toEqual(available);
    expect(availabilityOf('forceExecute', known)).toEqual(available);
    expect(availabilityOf('setInterval', known)).toEqual(pointless('not_answered'));
  });

  test('depends on the role first', () => {
    const reader = toSessionView('siti', 'reader');
    const operator = toSessionView('siti', 'operator');
    const of = (session: typeof reader, command: Command) =>
      availabilityOf(command, { status: statusWith({}), session: by(session), schedule });
    expect(of(reader, 'forceExecute')).toEqual({ kind: 'forbidden', needs: 'operator' });
    expect(of(operator, 'forceExecute')).toEqual(available);
    expect(of(operator, 'setInterval')).toEqual({ kind: 'forbidden', needs: 'admin' });
  });

  test('and then on what makes sense', () => {
    expect(given('start', {})).toEqual(pointless('not_paused'));
    expect(given('start', { config: paused })).toEqual(available);
    expect(given('stop', {})).toEqual(available);
    expect(given('stop', { config: paused })).toEqual(pointless('paused_already'));
    expect(given('forceExecute', running)).toEqual(pointless('run_active'));
    expect(given('forceExecute', { config: paused })).toEqual(available);
    expect(given('cancel', {})).toEqual(pointless('no_run'));
    expect(given('cancel', running)).toEqual(available);
    const stopping = { ...running, lease: requestCancellation(running.lease, cancelOrder) };
    expect(given('cancel', stopping)).toEqual(pointless('stopping'));
    const orphan = begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start }));
    expect(given('cancel', { state: { active: orphan } })).toEqual(available);
    const ordered = { ...orphan, state: { ...orphan.state, stop: cancelOrder } };
    expect(given('cancel', { state: { active: ordered } })).toEqual(pointless('stopping'));
    expect(given('setInterval', running)).toEqual(available);
  });
});

const told = (percent: number | null) => {
  const run = statusWith(running).current_run;
  if (run === null || run.progress === null) throw new Error('a run in progress was expected');
  return { ...run, progress: { ...run.progress, percent } };
};

describe('the progress of a run', () => {
  const limits = {
    run_timeout_seconds: 5_400,
    start_delay_seconds: 300,
    heartbeat_seconds: 20,
    range_max_days: 31,
  };
  const usual_duration = { runs: 9, median_seconds: 2_400, p95_seconds: null };
  const schedule = { limits, usual_duration };

  const outlookOf = (run: ReturnType<typeof told>, now: EpochMs) => progressOf(run, schedule, now)?.outlook;

  test('is what the procedure says, where it says something', () => {
    expect(outlookOf(told(40), afterMinutes(10))).toMatchObject({ percent: 40, told: true });
  });

  test('is else estimated by the usual duration, and never complete', () => {
    expect(outlookOf(told(null), afterMinutes(10))).toMatchObject({ percent: 25, told: false });
    expect(outlookOf(told(null), afterMinutes(80))).toMatchObject({ percent: 99 });
  });

  test('is unknown without either', () => {
    expect(progressOf(told(null), { limits, usual_duration: null }, start)?.outlook).toMatchObject({
      percent: undefined,
      expectedEnd: undefined,
    });
    expect(progressOf(told(null), undefined, start)?.outlook).toMatchObject({ deadline: undefined });
  });

  test('has an expected end, a time limit, and a word for what takes longer than usual', () => {
    expect(progressOf(told(null), schedule, afterMinutes(39))).toEqual({
      elapsedSeconds: 2_340,
      outlook: {
        percent: 97,
        told: false,
        expectedEnd: afterMinutes(40),
        deadline: afterMinutes(90),
        longerThanUsual: false,
      },
    });
    expect(outlookOf(told(null), afterMinutes(41))).toMatchObject({ longerThanUsual: true });
  });

  test.each(['stopping', 'reconciling', 'orphaned'] as const)(
    'promises nothing for a run that is %s',
    (state) => {
      expect(progressOf({ ...told(40), state }, schedule, afterMinutes(10))).toEqual({
        elapsedSeconds: 600,
        outlook: undefined,
      });
    },
  );

  test('is none between attempts', () => {
    expect(progressOf({ ...told(null), attempt: null }, schedule, start)).toBeUndefined();
  });
});

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

  test('what two answers have not confirmed is stale', () => {
    expect([isStale(15_000), isStale(15_001)]).toEqual([false, true]);
  });

  test('is for the status alone while a run merely progresses', () => {
    const before = revisionOf(statusWith(running));
    expect(revisionOf(statusWith(running, afterMinutes(1)))).toBe(before);
    const revisions = [
      before,
      revisionOf(undefined),
      revisionOf(statusWith({})),
      revisionOf(statusWith({ config: paused })),
      revisionOf(statusWith({ state: after('succeeded') })),
      revisionOf(statusWith({ ...running, lease: requestCancellation(running.lease, cancelOrder) })),
    ];
    expect(new Set(revisions).size).toBe(revisions.length);
  });
});

const viewOf = (outcome: RunOutcome, took = 40) => {
  const run = ended(outcome);
  return toRunView({ ...run, state: { ...run.state, duration: minutes(took) } }, jakarta);
};

describe('the bars of the chart', () => {
  test('are runs that were executed and are over, oldest first', () => {
    const never = toRunView(
      finish({ ...runningRun(), attempts: [] }, { outcome: 'cancelled', message: '' }, start),
      jakarta,
    );
    const runs = [
      toRunView(active, jakarta),
      viewOf('failed', 2),
      never,
      viewOf('skipped', 0),
      viewOf('succeeded', 40),
    ];
    const bars = toBars(runs);
    expect(bars.map(({ outcome, seconds }) => [outcome, seconds])).toEqual([
      ['succeeded', 2_400],
      ['failed', 120],
    ]);
    expect(outcomesOf(bars)).toEqual([
      ['succeeded', 1],
      ['failed', 1],
    ]);
  });

  test('stand below the time limit where it is near, and below a note of it where it is far above', () => {
    const bars = toBars([viewOf('succeeded', 40)]);
    expect(scaleOf(bars, 5_400)).toMatchObject({ limitAt: 5_400, limitToScale: true });
    expect(scaleOf(bars, 5_400).top).toBeGreaterThan(5_400);
    const far = scaleOf(bars, 36_000);
    expect(far.limitToScale).toBe(false);
    expect(far.limitAt).toBe(far.top);
  });
});

test.each([
  [undefined, ['id-ID', 'en'], 'id'],
  [undefined, ['de', 'en-US', 'id'], 'en'],
  [undefined, ['in'], 'id'],
  [undefined, ['de'], 'en'],
  [undefined, [], 'en'],
  ['en', ['id'], 'en'],
  ['xx', ['id'], 'id'],
])('whoever chose %s and whose browser prefers %j reads %s', (chosen, preferred, code) => {
  expect(chooseLanguage(chosen, preferred)).toBe(code);
});
