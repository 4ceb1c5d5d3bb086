/** The metrics of runs: how many ended how, how long they took, and what is in progress. */
import type { JobState } from '../../core/job/job-state.ts';
import { durationSteps, noDurations } from '../../core/job/run-durations.ts';
import type { Statistics } from '../../core/job/statistics.ts';
import { hasBegun, type RunOutcome, type RunStateKind } from '../../core/run/run.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { toSeconds } from '../../core/time/time.ts';
import type { MetricFamily } from './exposition.ts';
import { counter, counterBy, gauge, gaugeBy, named, timestamp } from './families.ts';

export function runMetrics(state: JobState, settings: Settings): readonly MetricFamily[] {
  const { active, last, lastSuccessAt, statistics } = state;
  const begun = active !== undefined && hasBegun(active) ? active.state.attempt : undefined;
  return [
    ...counterBy('outcome', 'runs', 'Runs by how they ended.', outcomesOf(statistics)),
    ...counter('attempts', 'Attempts that have ended; a run can have several.', statistics.attempts),
    ...counter(
      'missed_slots',
      'Slots that a later run served together with its own.',
      statistics.missedSlots,
    ),
    ...gauge(
      'consecutive_failures',
      'Runs that failed since the last success.',
      statistics.consecutiveFailures,
    ),
    ...gauge('last_success_timestamp_seconds', 'When a run last succeeded.', timestamp(lastSuccessAt)),
    ...gauge(
      'last_run_end_timestamp_seconds',
      'When the last run ended, whatever its outcome.',
      timestamp(last?.state.endedAt),
    ),
    ...gauge(
      'last_run_duration_seconds',
      'How long the last attempt of the last run took.',
      last && Math.max(0, toSeconds(last.state.duration)),
    ),
    ...gaugeBy('state', 'current_run', '1 for the state of the run that has not ended.', statesOf(state)),
    ...gauge(
      'current_attempt_start_timestamp_seconds',
      'When the attempt in progress began; absent while there is none.',
      timestamp(begun?.startedAt),
    ),
    ...gauge(
      'run_time_limit_seconds',
      'How long an attempt may take (RUN_TIMEOUT_MINUTES).',
      toSeconds(settings.runTimeout),
    ),
    durations(state, settings),
  ];
}

/** The counter of failures includes two of the outcomes. */
const outcomesOf = ({ success, failure, timedOut, lost, cancelled, skipped }: Statistics) =>
  ({
    succeeded: success,
    failed: Math.max(0, failure - timedOut - lost),
    timed_out: timedOut,
    lost,
    cancelled,
    skipped,
  }) satisfies Record<RunOutcome, number>;

function statesOf({ active }: JobState): Record<Exclude<RunStateKind, 'finished'>, number> {
  const none = { waiting: 0, running: 0, stopping: 0, reconciling: 0, orphaned: 0 };
  return active === undefined ? none : { ...none, [active.state.kind]: 1 };
}

function durations({ durations: counted = noDurations }: JobState, { runTimeout }: Settings): MetricFamily {
  return {
    kind: 'histogram',
    name: named('run_duration_seconds'),
    unit: 'seconds',
    help: 'How long successful runs took, since a version of the app runs that counts it.',
    buckets: durationSteps(counted, runTimeout).map(({ upTo, runs }) => ({
      upTo: toSeconds(upTo),
      count: runs,
    })),
    count: counted.runs,
    sum: counted.sum / 1_000,
  };
}
