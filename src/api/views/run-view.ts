/** A run as the API shows it. */
import type {
  ActiveRunView,
  AttemptView,
  ErrorView,
  ProgressView,
  RunView,
  StopOrderView,
} from '../schemas/run-schemas.ts';
import type { Failure } from '../../core/run/failure.ts';
import { type CancellationRequest, type Lease, liveLease } from '../../core/run/lease.ts';
import { percentOf, type Progress } from '../../core/run/progress.ts';
import { type ActiveRun, type EndedAttempt, hasBegun, isFinished, type Run } from '../../core/run/run.ts';
import { elapsed, type EpochMs, epochMsToIso, type TimeZone, toSeconds } from '../../core/time/time.ts';

export const toIso = (instant: EpochMs | undefined, zone: TimeZone): string | null =>
  instant === undefined ? null : epochMsToIso(instant, zone);

/** What a run is doing as far as anybody can know: an expired lease means that nobody answers for it. */
export function observedState(run: ActiveRun, lease: Lease, now: EpochMs): ActiveRun['state']['kind'] {
  if (run.state.kind === 'waiting') return 'waiting';
  const alive = liveLease(lease, now);
  if (alive !== undefined && alive.runId === run.id) return alive.stop === undefined ? 'running' : 'stopping';
  return run.state.kind === 'running' ? 'reconciling' : run.state.kind;
}

export function toActiveRunView(run: ActiveRun, lease: Lease, zone: TimeZone, now: EpochMs): ActiveRunView {
  const alive = liveLease(lease, now);
  const attempt = hasBegun(run) ? run.state.attempt : undefined;
  const startedAt = run.attempts[0]?.startedAt ?? attempt?.startedAt;
  return {
    ...toRunView(run, zone),
    state: observedState(run, lease, now),
    elapsed_seconds: startedAt === undefined ? 0 : toSeconds(elapsed(startedAt, now)),
    attempt:
      attempt === undefined
        ? null
        : { number: attempt.number, started_at: epochMsToIso(attempt.startedAt, zone) },
    progress: alive === undefined || alive.runId !== run.id ? null : toProgressView(alive.progress, zone),
    stop_order: toStopOrderView(standingOrder(run, lease), zone),
  };
}

/** On the lease while a process holds it, with the run when none does. */
function standingOrder(run: ActiveRun, lease: Lease): CancellationRequest | undefined {
  if (lease.kind === 'held' && lease.runId === run.id && lease.stop !== undefined) return lease.stop;
  return 'stop' in run.state ? run.state.stop : undefined;
}

const toStopOrderView = (order: CancellationRequest | undefined, zone: TimeZone): StopOrderView | null =>
  order === undefined ? null : { ...order, at: epochMsToIso(order.at, zone) };

const toProgressView = (progress: Progress, zone: TimeZone): ProgressView => ({
  phase: progress.phase,
  rows_affected: progress.rowsAffected,
  percent: percentOf(progress.messages) ?? null,
  message_count: progress.messageCount,
  messages: progress.messages.map((each) => ({ at: epochMsToIso(each.at, zone), text: each.text })),
});

export const urlOfRun = (id: string): string => `/scheduler/runs/${id}`;

export function toRunView(run: Run, zone: TimeZone): RunView {
  const { state } = run;
  const finished = isFinished(run) ? run.state : undefined;
  const startedAt =
    run.attempts[0]?.startedAt ??
    ('attempt' in state && state.kind !== 'waiting' ? state.attempt.startedAt : undefined);
  return {
    id: run.id,
    url: urlOfRun(run.id),
    state: state.kind,
    outcome: finished?.outcome ?? null,
    message: finished?.message ?? null,
    trigger: run.trigger,
    actor: run.actor,
    reason: run.reason,
    awal: run.range.awal,
    akhir: run.range.akhir,
    slot: epochMsToIso(run.slot, zone),
    missed_slots: run.missedSlots,
    skip_reason: finished?.skip ?? null,
    created_at: epochMsToIso(run.createdAt, zone),
    started_at: toIso(startedAt, zone),
    ended_at: toIso(finished?.endedAt, zone),
    duration_seconds: finished === undefined ? null : toSeconds(finished.duration),
    next_attempt_at: state.kind === 'waiting' ? toIso(state.dueAt, zone) : null,
    attempts: run.attempts.map((attempt) => toAttemptView(attempt, zone)),
  };
}

const toAttemptView = (attempt: EndedAttempt, zone: TimeZone): AttemptView => ({
  number: attempt.number,
  started_at: epochMsToIso(attempt.startedAt, zone),
  ended_at: epochMsToIso(attempt.endedAt, zone),
  outcome: attempt.outcome,
  rows_affected: attempt.rowsAffected,
  return_value: attempt.returnValue ?? null,
  epoch: attempt.epoch,
  instance: attempt.instance,
  version: attempt.version,
  error: toErrorView(attempt.failure),
});

export function toErrorView(failure: Failure | undefined): ErrorView | null {
  if (failure === undefined) return null;
  const { remedyCode, ...shown } = failure;
  return { ...shown, remedy_code: remedyCode ?? failure.class };
}

/** A run without what only says when it was asked for. */
export function runContent(run: Partial<ActiveRunView>): object {
  const { elapsed_seconds: _, ...content } = run;
  return content;
}
