/** The JSON that the API sends and the dashboard reads. Times are ISO 8601 with offset, durations seconds. */
import type { PauseView } from '../schemas/schedule-schemas.ts';
import type { ClockView, LostRepeatedlyView, OriginalStatus, StatusView } from '../schemas/status-schemas.ts';
import type { Pause } from '../../core/job/job-config.ts';
import { decide, type Decision } from '../../core/job/decide.ts';
import { clockWentBack, type WentBack } from '../../core/job/clock-went-back.ts';
import { intervalNow } from '../../core/job/interval-now.ts';
import { type LostRepeatedly, lostRepeatedly } from '../../core/job/lost-processes.ts';
import { rowsOrDefaults, type Snapshot } from '../../core/job/snapshot.ts';
import { successDueBy } from '../../core/job/success-due.ts';
import { toAdaptedIntervalView, toRuleView } from './rule-view.ts';
import { toCoverageView } from './coverage-view.ts';
import { toReasonView } from './reason-view.ts';
import { isFinished, type Run, type RunOutcome } from '../../core/run/run.ts';
import { runContent, toActiveRunView } from './live-run-view.ts';
import { toErrorView, toIso, toWarningViews } from './run-view.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { elapsed, type EpochMs, epochMsToIso, type TimeZone, toSeconds } from '../../core/time/time.ts';

export type { OriginalStatus, StatusView };

/** The three words that the original knew: `error` is for runs that never got an answer from the procedure. */
export function toOriginalStatus(outcome: RunOutcome): OriginalStatus {
  switch (outcome) {
    case 'succeeded':
      return 'success';
    case 'failed':
    case 'timed_out':
    case 'cancelled':
      return 'failed';
    case 'lost':
    case 'skipped':
      return 'error';
  }
}

const classesWithoutAnswer: ReadonlySet<string> = new Set([
  'unreachable',
  'outcome_unknown',
  'interrupted',
  'access',
]);

function lastStatus(last: Run | undefined): OriginalStatus | null {
  if (last === undefined || !isFinished(last)) return null;
  const { outcome, failure } = last.state;
  return failure !== undefined && classesWithoutAnswer.has(failure.class)
    ? 'error'
    : toOriginalStatus(outcome);
}

export function toStatusView(snapshot: Snapshot, now: EpochMs, settings: Settings): StatusView {
  const { config, state, lease } = rowsOrDefaults(snapshot, settings, now);
  const decision = decide(snapshot, now, settings.startDelay);
  const { statistics, active, last, lastSkip } = state;
  const next = nextExecution(decision);
  const zone = config.timeZone;
  const interval = intervalNow(config, state, now);
  return {
    running: config.pause === undefined,
    is_processing: active !== undefined && active.state.kind !== 'waiting',
    interval_hours: interval.hours,
    last_execution_time: toIso(last?.attempts[0]?.startedAt ?? last?.state.endedAt, zone),
    last_execution_duration: last === undefined ? null : Math.max(0, toSeconds(last.state.duration)),
    last_execution_status: lastStatus(last),
    execution_count: statistics.execution,
    success_count: statistics.success,
    failure_count: statistics.failure,
    next_execution_in_seconds:
      next === undefined
        ? null
        : Math.max(0, Math.round(toSeconds(elapsed(now, next === 'now' ? now : next)))),
    next_execution_time: next === undefined ? null : toIso(next === 'now' ? now : next, zone),
    reason: toReasonView(decision.reason, zone, now),
    not_before: snapshot.kind === 'empty' ? null : epochMsToIso(config.notBefore, zone),
    paused: config.pause === undefined ? null : toPauseView(config.pause, zone),
    schedule: toRuleView(config),
    adapted_interval: toAdaptedIntervalView(interval.adapted, zone),
    current_run: active === undefined ? null : toActiveRunView(active, lease, zone, now),
    last_run_id: last?.id ?? null,
    last_execution_outcome: last?.state.outcome ?? null,
    last_execution_message: last?.state.message ?? null,
    last_execution_warnings: last === undefined ? [] : toWarningViews(last),
    last_execution_error: toErrorView(last?.state.failure),
    last_success_time: toIso(state.lastSuccessAt, zone),
    success_due_by:
      snapshot.kind === 'empty' ? null : toIso(successDueBy(config, state, now, settings), zone),
    last_skip:
      lastSkip === undefined
        ? null
        : { run_id: lastSkip.id, slot: epochMsToIso(lastSkip.slot, zone), message: lastSkip.state.message },
    timed_out_count: statistics.timedOut,
    lost_count: statistics.lost,
    cancelled_count: statistics.cancelled,
    skipped_count: statistics.skipped,
    attempt_count: statistics.attempts,
    missed_slot_count: statistics.missedSlots,
    consecutive_failure_count: statistics.consecutiveFailures,
    success_rate: statistics.execution === 0 ? null : statistics.success / statistics.execution,
    clock_went_back: toClockView(clockWentBack({ config, lease, state }, now, settings), zone),
    lost_repeatedly: toLostView(lostRepeatedly(state)),
    coverage: snapshot.kind === 'empty' ? null : toCoverageView({ config, state }, decision, now, settings),
    as_of: epochMsToIso(now, zone),
  };
}

const toClockView = (back: WentBack | undefined, zone: TimeZone): ClockView | null =>
  back === undefined ? null : { by_seconds: toSeconds(back.by), since: epochMsToIso(back.since, zone) };

function toLostView(repeatedly: LostRepeatedly | undefined): LostRepeatedlyView | null {
  if (repeatedly === undefined) return null;
  const { lost, of, inARow } = repeatedly;
  return {
    lost,
    of,
    in_a_row: inARow,
    text: `The process of the app ended during ${lost} of the last ${of} runs, and the work of those attempts was lost. Find out why the app restarts: a deployment that does not wait for the run, or Azure taking the instance away. Runs that usually take longer than 10 minutes belong on the hosting "dedicated" (docs/deployment.md, Which hosting).`,
  };
}

/** Undefined while a run is in progress, and where nothing is due. */
export function nextExecution(decision: Decision): EpochMs | 'now' | undefined {
  switch (decision.kind) {
    case 'start':
    case 'attempt':
      return 'now';
    case 'wait':
      return 'pause' in decision.reason ? undefined : decision.until;
    case 'initialise':
    case 'resume':
    case 'reconcile':
    case 'skip':
      return undefined;
  }
}

export const toPauseView = (pause: Pause, zone: TimeZone): PauseView => ({
  by: pause.by,
  by_id: pause.byId ?? null,
  reason: pause.reason,
  since: epochMsToIso(pause.since, zone),
  until: toIso(pause.until, zone),
});

/** The status without what only says when it was asked for: two answers that differ in nothing else are the same. */
export function statusContent(status: StatusView): object {
  const { as_of: _, next_execution_in_seconds: __, current_run, ...content } = status;
  return { ...content, current_run: current_run === null ? null : runContent(current_run) };
}
