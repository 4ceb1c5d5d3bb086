/** Values that tests of the core share: settings, a configuration, and one run in each state. */
import { decide, type Decision } from '../../src/core/job/decide.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import { DateRange } from '../../src/core/run/date-range.ts';
import type { Failure, FailureClass } from '../../src/core/run/failure.ts';
import { acquire, type CancellationRequest, type HeldLease, neverHeld } from '../../src/core/run/lease.ts';
import { beginAttempt, newRun, type NewRun } from '../../src/core/run/start-and-finish.ts';
import type { BegunRun, BegunState, WaitingRun } from '../../src/core/run/run.ts';
import { parseSettings, type Settings } from '../../src/core/settings/scheduler-settings.ts';
import { CronExpression } from '../../src/core/schedule/cron/cron-expression.ts';
import type { Plan } from '../../src/core/schedule/document/schedule-document.ts';
import type { IntervalSchedule } from '../../src/core/schedule/interval.ts';
import type { Schedule } from '../../src/core/schedule/schedule.ts';
import type { RetryContext } from '../../src/core/run/retry.ts';
import { initialState, type JobState } from '../../src/core/job/job-state.ts';
import type { ReadySnapshot, Snapshot } from '../../src/core/job/snapshot.ts';
import {
  type EpochMs,
  hours,
  isoToEpochMs,
  minutes,
  plus,
  seconds,
  TimeZone,
} from '../../src/core/time/time.ts';

export const jakarta = TimeZone.parse('Asia/Jakarta');
export const utc = TimeZone.parse('UTC');
export const berlin = TimeZone.parse('Europe/Berlin');

/** 07:00 in Jakarta on a Tuesday; most tests count from here. */
export const start: EpochMs = isoToEpochMs('2026-11-24T07:00:00+07:00');
export const at = isoToEpochMs;
export const afterHours = (count: number, from = start): EpochMs => plus(from, hours(count));
export const afterMinutes = (count: number, from = start): EpochMs => plus(from, minutes(count));
export const afterSeconds = (count: number, from = start): EpochMs => plus(from, seconds(count));

export function settingsWith(environment: Readonly<Record<string, string>> = {}): Settings {
  const parsed = parseSettings(environment, undefined);
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('; '));
  return parsed.settings;
}
export const settings = settingsWith();

/** With the usual start delay. */
export const decideNow = (stored: Snapshot, now: EpochMs): Decision =>
  decide(stored, now, settings.startDelay);

export const endContext = (now: EpochMs, using: Settings = settings): RetryContext => ({
  now,
  random: 0.5,
  settings: using,
});

export function configWith(overrides: Partial<JobConfig> = {}): JobConfig {
  return {
    schedule: { kind: 'interval', hours: 3, after: 'finish', anchor: start },
    timeZone: jakarta,
    daysBack: 1,
    notBefore: start,
    changedAt: start,
    changedBy: 'test',
    ...overrides,
  };
}

/** Of a sample that has an interval as its rule. */
export function intervalIn({ schedule }: Pick<JobConfig, 'schedule'>): IntervalSchedule {
  if (schedule.kind !== 'interval') throw new Error(`expected an interval, got ${schedule.kind}`);
  return schedule;
}

/** A plan that has this rule alone, in Jakarta unless another zone is given. */
export const planOf = (schedule: Schedule, timeZone = jakarta): Plan => ({ schedule, timeZone });

export const cron = (expression: string): Schedule => ({
  kind: 'cron',
  expression: CronExpression.parse(expression),
});

export const fixedRate = (every: number, anchor = start): IntervalSchedule => ({
  kind: 'interval',
  hours: every,
  after: 'start',
  anchor,
});

/** As the table takes them: all are of the time `start`. */
export const runIdOf = (number: number): string => `01M85DMB00${String(number).padStart(16, '0')}`;

export const range = DateRange.parse({ awal: '2026-11-23', akhir: '2026-11-24' });

export function waitingRun(overrides: Partial<NewRun> = {}): WaitingRun {
  return newRun({
    id: runIdOf(1),
    slot: start,
    missedSlots: 0,
    createdAt: start,
    range,
    trigger: 'schedule',
    actor: 'schedule',
    reason: 'slot',
    ...overrides,
  });
}

export function runningRun(overrides: Partial<NewRun> = {}, epoch = 1): BegunRun {
  const waiting = waitingRun(overrides);
  return beginAttempt(waiting, { startedAt: waiting.createdAt, epoch, instance: 'a:1', version: '1' });
}

export function begunRun(state: (running: BegunState) => BegunState): BegunRun {
  const run = runningRun();
  return { ...run, state: state(run.state) };
}

export const cancelRequest: CancellationRequest = {
  cause: 'cancel',
  at: start,
  by: 'siti',
  reason: 'wrong range',
};
export const deadlineRequest: CancellationRequest = { cause: 'deadline', at: start };

export const failureOf = (of: FailureClass, message = 'it broke'): Failure => ({
  class: of,
  message,
  remedy: 'look at it',
});

export function heldLease(run: BegunRun, now: EpochMs = run.state.attempt.startedAt): HeldLease {
  const holder = { holder: 'a:1', runId: run.id, attempt: run.state.attempt.number };
  return acquire(neverHeld, holder, now, settings.leaseExpiry);
}

export interface SnapshotParts {
  readonly config?: JobConfig;
  readonly lease?: ReadySnapshot['lease'];
  readonly state?: Partial<JobState>;
}

export function snapshotWith({ config, lease, state }: SnapshotParts = {}): ReadySnapshot {
  return {
    kind: 'ready',
    config: config ?? configWith(),
    lease: lease ?? neverHeld,
    state: { ...initialState, ...state },
    versions: { config: 'c', lease: 'l', state: 's' },
  };
}
