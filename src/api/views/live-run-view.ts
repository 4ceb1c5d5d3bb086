/** A run that may be in progress as the API shows it: what it is doing, as far as anybody can know. */
import { type CancellationRequest, type Lease, liveLease } from '../../core/run/lease.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import type { ControlRows } from '../../core/job/snapshot.ts';
import { percentOf, type ProcedureMessage, type Progress, reportedRows } from '../../core/run/progress.ts';
import { type ActiveRun, hasBegun, type Run } from '../../core/run/run.ts';
import { elapsed, type EpochMs, epochMsToIso, type TimeZone, toSeconds } from '../../core/time/time.ts';
import type { ActiveRunView, RunDetailView } from '../schemas/run-schemas.ts';
import type { ProgressView, StopOrderView } from '../schemas/progress-schemas.ts';
import { toMessageView, toRunView } from './run-view.ts';

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
    elapsed_seconds: startedAt === undefined ? 0 : Math.max(0, toSeconds(elapsed(startedAt, now))),
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

function toStopOrderView(order: CancellationRequest | undefined, zone: TimeZone): StopOrderView | null {
  if (order === undefined) return null;
  const { cause } = order;
  const at = epochMsToIso(order.at, zone);
  if (cause === 'deadline') return { cause, at };
  return { cause, at, by: order.by, ...omitUndefined({ by_id: order.byId }), reason: order.reason };
}

const toProgressView = (progress: Progress, zone: TimeZone): ProgressView => ({
  phase: progress.phase,
  rows_affected: reportedRows(progress) ?? null,
  percent: progress.percent ?? percentOf(progress.messages) ?? null,
  message_count: progress.messageCount,
  messages: progress.messages.map((each) => toMessageView(each, zone)),
});

/** A run as it is stored, and while it is active, the rows that say how it is doing. */
type RunFacts =
  | { readonly kind: 'active'; readonly run: ActiveRun; readonly rows: ControlRows; readonly now: EpochMs }
  | {
      readonly kind: 'recorded';
      readonly run: Run;
      readonly messages: readonly ProcedureMessage[];
      readonly timeZone: TimeZone;
    };

/** One run with its messages; with live progress while it is active. */
export function toRunDetailView(facts: RunFacts): RunDetailView {
  switch (facts.kind) {
    case 'active': {
      const { config, lease } = facts.rows;
      const view = toActiveRunView(facts.run, lease, config.timeZone, facts.now);
      // Those before the latest are kept until the end.
      return { ...view, messages: view.progress?.messages ?? [], messages_dropped: 0 };
    }
    case 'recorded': {
      const { run, messages, timeZone } = facts;
      return {
        ...toRunView(run, timeZone),
        messages: messages.map((each) => toMessageView(each, timeZone)),
        messages_dropped: messages.reduce((sum, { dropped = 0 }) => sum + dropped, 0),
      };
    }
  }
}

/** A run without what only says when it was asked for. */
export function runContent(run: Partial<ActiveRunView>): object {
  const { elapsed_seconds: _, ...content } = run;
  return content;
}
