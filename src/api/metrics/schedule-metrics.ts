/** The metrics of the schedule, of the ticks that serve it, and of the lease. */
import { decide } from '../../core/job/decide.ts';
import type { ControlRows, Snapshot } from '../../core/job/snapshot.ts';
import { forgottenFrom, successDueBy } from '../../core/job/success-due.ts';
import { lastTicks } from '../../core/job/tick-record.ts';
import { adaptedPlan } from '../../core/schedule/adaptive.ts';
import { intervalHoursOf } from '../../core/schedule/schedule.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { elapsed, type EpochMs, hours, toSeconds } from '../../core/time/time.ts';
import { nextExecution } from '../views/status-view.ts';
import type { MetricFamily } from './exposition.ts';
import { gauge, timestamp } from './families.ts';

export function scheduleMetrics(
  rows: ControlRows,
  snapshot: Snapshot,
  now: EpochMs,
  settings: Settings,
): readonly MetricFamily[] {
  const { config, state } = rows;
  const { pause, revision, changedAt } = config;
  const next = nextExecution(decide(snapshot, now, settings.startDelay));
  const interval = intervalHoursOf(adaptedPlan(config, state.adapted).schedule);
  return [
    ...gauge('paused', '1 while the schedule is paused.', pause === undefined ? 0 : 1),
    ...gauge('pause_start_timestamp_seconds', 'Since when the schedule is paused.', timestamp(pause?.since)),
    ...gauge('pause_end_timestamp_seconds', 'When the pause ends by itself.', timestamp(pause?.until)),
    ...gauge(
      'pause_notice_timestamp_seconds',
      'From then on the pause counts as forgotten (PAUSE_NOTICE_HOURS); absent for a pause with an end.',
      timestamp(forgottenFrom(config, now, settings)),
    ),
    ...gauge(
      'next_run_timestamp_seconds',
      'When the next run or attempt is due; absent while one is in progress, and where nothing is due.',
      timestamp(next === 'now' ? now : next),
    ),
    ...gauge(
      'success_deadline_timestamp_seconds',
      'By then a run should have succeeded again: two slots, or a day, and the time limit of a run, or when a pause counts as forgotten.',
      snapshot.kind === 'empty' ? undefined : timestamp(successDueBy(config, state, now, settings)),
    ),
    ...gauge(
      'schedule_interval_seconds',
      'The interval of the default rule, and under a cron rule the longest time between two slots.',
      toSeconds(hours(interval)),
    ),
    ...gauge('schedule_revision', 'The number of changes of the schedule so far.', revision ?? 0),
    ...gauge(
      'schedule_changed_timestamp_seconds',
      'When the schedule was last changed.',
      snapshot.kind === 'empty' ? undefined : timestamp(changedAt),
    ),
  ];
}

export function tickMetrics(
  { ticks: mark, ...rows }: ControlRows,
  now: EpochMs,
  { leaseExpiry }: Settings,
): readonly MetricFamily[] {
  const ticks = mark === undefined ? undefined : lastTicks(mark, rows, now);
  const { lease } = rows;
  const age = lease.kind === 'held' ? Math.max(0, toSeconds(elapsed(lease.renewedAt, now))) : undefined;
  return [
    ...gauge(
      'last_tick_timestamp_seconds',
      'The last sign of life of the timer; idle ticks leave one every ten minutes.',
      timestamp(ticks?.from),
    ),
    ...gauge(
      'tick_deadline_timestamp_seconds',
      'From then on ticks are missing, and nothing starts.',
      timestamp(ticks?.silentFrom),
    ),
    ...gauge('lease_age_seconds', 'Since the process of the run in progress last renewed its lease.', age),
    ...gauge(
      'lease_expiry_seconds',
      'How old a lease becomes before its process counts as gone.',
      toSeconds(leaseExpiry),
    ),
  ];
}
