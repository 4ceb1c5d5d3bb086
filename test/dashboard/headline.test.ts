/** What the page says first, concluded from the status. */
import { describe, expect, test } from 'vitest';
import { statusWith, active, running, ended, after, pause, paused } from '../support/dashboard-samples.ts';
import { coveredDays } from '../../src/core/coverage/covered-days.ts';
import {
  jakarta,
  type SnapshotParts,
  afterHours,
  afterMinutes,
  begunRun,
  configWith,
  fixedRate,
  settings,
  start,
  waitingRun,
} from '../support/core-samples.ts';
import { resumeSchedule } from '../../src/core/job/job-config.ts';
import { initialState, recordRun } from '../../src/core/job/job-state.ts';
import { type EpochMs, hours, LocalDate, minutes, plus } from '../../src/core/time/time.ts';
import { headlineOf } from '../../src/dashboard/headline/headline.ts';
import type { RunOutcome } from '../../src/core/run/run.ts';

const waitingForRetry = (dueAt: EpochMs) => ({
  ...waitingRun(),
  attempts: [{ ...active.state.attempt, endedAt: start, outcome: 'failed', rowsAffected: 0 } as const],
  state: { kind: 'waiting', attempt: 2, dueAt } as const,
});

const headline = (parts: SnapshotParts, now: EpochMs = start, age = 0) =>
  headlineOf({ status: statusWith(parts, now), failed: false, age, now });

describe('the headline', () => {
  test('is current when the last run succeeded, not too long ago', () => {
    expect(headline({ state: after('succeeded') })).toEqual({ kind: 'current' });
  });

  test('shows a run in progress before anything else, also while paused or after failures', () => {
    const run = { ...running, state: { ...after('failed'), active } };
    expect(headline({ ...run, config: paused })).toMatchObject({ kind: 'running', run: { id: active.id } });
  });

  test('shows who paused it and why before any failures', () => {
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

  test('is overdue when a requested run, a retry or the end of a pause does not happen', () => {
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

  test('is the pause while the pause holds a retry back', () => {
    const state = { active: waitingForRetry(afterMinutes(9)) };
    expect(headline({ state, config: paused }, afterHours(9))).toMatchObject({ kind: 'paused' });
    const requested = { active: { ...state.active, trigger: 'request' as const } };
    expect(headline({ state: requested, config: paused })).toMatchObject({ kind: 'running' });
  });

  test('does not call a run without its process running', () => {
    const lost = { ...running, lease: { ...running.lease, expiresAt: start } };
    expect(headline(lost, afterHours(1))).toMatchObject({
      kind: 'process_lost',
      run: { state: 'reconciling' },
    });
    const orphan = begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start }));
    expect(headline({ state: { active: orphan } }, afterHours(1))).toMatchObject({
      kind: 'process_lost',
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

  test('knows that no run comes at the weekend, and that an adapted interval is shorter', () => {
    const saturday = afterHours(4 * 24 + 1);
    const weekend = [
      { name: 'weekend', weekdays: ['sat', 'sun'] as const, rule: { kind: 'paused' } as const },
    ];
    const state = after('succeeded', afterHours(3 * 24 + 16));
    expect(headline({ config: configWith({ profiles: weekend }), state }, plus(saturday, hours(30)))).toEqual(
      {
        kind: 'current',
      },
    );
    const adaptive = { by: 'duration', factor: 4, runs: 5, least: 0.5, most: 6, hysteresis: 0 } as const;
    const interval = {
      hours: 0.5,
      at: start,
      before: 3,
      ofRule: 3,
      by: 'duration',
      measured: 1,
      runs: 5,
    } as const;
    const hourly = recordRun(after('succeeded'), ended('cancelled', afterMinutes(140)));
    const late = { state: { ...hourly, adapted: { samples: [], interval } } };
    expect(headline({ config: configWith({ adaptive }), ...late }, afterMinutes(151))).toEqual({
      kind: 'failing',
      cause: 'late',
    });
    expect(headline({ state: hourly }, afterMinutes(151))).toEqual({ kind: 'current' });
  });

  test('is not current while days are missing, whatever the last run did', () => {
    const coverage = coveredDays([], LocalDate.parse('2026-11-20'), { zone: jakarta, settlesAfterHours: 12 });
    const state = { ...after('succeeded'), coverage };
    expect(headline({ state })).toEqual({ kind: 'incomplete' });
    expect(headline({ state: { ...initialState, coverage } })).toEqual({ kind: 'incomplete' });
    expect(headline({ state: { ...after('failed'), coverage } }).kind).toBe('failing');
    expect(headline({ config: paused, state }).kind).toBe('paused');
    expect(headline({ ...running, state: { ...state, active } }).kind).toBe('running');
    const settled = [{ awal: LocalDate.parse('2026-11-20'), akhir: LocalDate.parse('2026-11-22') }];
    expect(headline({ state: { ...state, coverage: { ...coverage, settled } } })).toEqual({
      kind: 'current',
    });
  });

  test('is not current while a period may not be complete by its closing day', () => {
    const coverage = coveredDays([], LocalDate.parse('2026-11-23'), { zone: jakarta, settlesAfterHours: 12 });
    const status = statusWith({ state: { ...after('succeeded'), coverage } });
    const day = LocalDate.parse('2026-11-24');
    const period = { awal: LocalDate.parse('2026-10-25'), akhir: day };
    const cutOff = { day, period, unsettled_days: 1, start_by: null, text: '' };
    const kindWhen = (inDanger: boolean) => {
      const closing = { ...cutOff, in_danger: inDanger };
      const told = status.coverage && { ...status.coverage, gap_days: 0, cut_off: closing };
      return headlineOf({ status: { ...status, coverage: told }, failed: false, age: 0, now: start }).kind;
    };
    expect([kindWhen(true), kindWhen(false)]).toEqual(['incomplete', 'current']);
  });

  test('does not count a pause as time without success', () => {
    const config = resumeSchedule(paused, afterHours(100), settings);
    expect(headline({ config, state: after('succeeded') }, afterHours(100))).toEqual({ kind: 'current' });
  });

  test.each([hours(7), hours(9_000), minutes(3)])(
    'is not current after the clock went back by %d ms',
    (by) => {
      const state = after('succeeded', plus(start, by));
      expect(headline({ state })).toEqual({ kind: 'clock_went_back' });
      expect(headline({ state: recordRun(state, ended('succeeded')) })).toEqual({ kind: 'current' });
      expect(headline({ state: recordRun(state, ended('failed')) }).kind).toBe('failing');
      expect(headline({ config: paused, state }).kind).toBe('paused');
      expect(headline({ ...running, state: { ...state, active } }).kind).toBe('running');
    },
  );

  test('is that of the clock also while nothing has run yet', () => {
    const later = afterHours(7);
    const config = configWith({ notBefore: later, changedAt: later });
    expect(headline({ config })).toEqual({ kind: 'clock_went_back' });
  });

  test('stays current while clocks differ by seconds', () => {
    expect(headline({ state: after('succeeded', afterMinutes(2)) })).toEqual({ kind: 'current' });
  });

  test('is that of a first start while nothing has run yet', () => {
    expect(headline({ config: configWith({ notBefore: afterMinutes(5) }) })).toEqual({ kind: 'first' });
  });

  test('is unknown a minute after the last answer, or later while no poll has failed', () => {
    const nothing = { status: undefined, age: 0, now: start };
    expect(headlineOf({ ...nothing, failed: false }).kind).toBe('loading');
    expect(headlineOf({ ...nothing, failed: true }).kind).toBe('unknown');
    const status = statusWith({ state: after('succeeded') });
    const known = { status, now: start };
    expect(headlineOf({ ...known, failed: true, age: 60_000 }).kind).toBe('current');
    expect(headlineOf({ ...known, failed: true, age: 60_001 }).kind).toBe('unknown');
    // The clock of the browser went back.
    expect(headlineOf({ ...known, failed: true, age: -60_001 }).kind).toBe('unknown');
    // A tab in the background asks once a minute.
    expect(headlineOf({ ...known, failed: false, age: 90_000 }).kind).toBe('current');
    expect(headlineOf({ ...known, failed: false, age: 180_001 }).kind).toBe('unknown');
  });
});
