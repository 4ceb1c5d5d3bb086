/**
 * (snapshot, now) → what to do, with its reason. Pure: the same snapshot and instant give the same decision on
 * every machine, so it can be replayed, tested and shown.
 */
import { liveLease } from '../run/lease.ts';
import { lostContact } from '../run/reconciliation.ts';
import { type BegunRun, hasBegun, isFinished, type WaitingRun } from '../run/run.ts';
import { waitingAsOf } from '../run/waiting.ts';
import { adaptedPlan } from '../schedule/adaptive.ts';
import { slotsAreFixed } from '../schedule/schedule.ts';
import type { DueSlots } from '../schedule/slot.ts';
import { dueDuringRun, dueSlots, nextSlot, permittedFrom } from '../schedule/timeline/next-slot.ts';
import { rulesOf } from '../schedule/timeline/planned-slots.ts';
import { type JobState, scheduleHistory } from './job-state.ts';
import type { ReadySnapshot, Snapshot } from './snapshot.ts';
import { configAsOf } from './config-as-of.ts';
import type { JobConfig } from './job-config.ts';
import type { Reason } from './reason.ts';
import { decideDue } from './serve-due.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { type DurationMs, earlier, type EpochMs, later } from '../time/time.ts';

export type Decision =
  | { readonly kind: 'initialise'; readonly reason: Reason }
  | { readonly kind: 'resume'; readonly reason: Reason }
  | { readonly kind: 'start'; readonly due: DueSlots; readonly reason: Reason }
  | { readonly kind: 'attempt'; readonly run: WaitingRun; readonly reason: Reason }
  | { readonly kind: 'reconcile'; readonly run: BegunRun; readonly reason: Reason }
  | { readonly kind: 'skip'; readonly due: DueSlots; readonly reason: Reason }
  /** `until`: when something is due next; absent when only an event can change that. */
  | { readonly kind: 'wait'; readonly until?: EpochMs | undefined; readonly reason: Reason };

/**
 * Instants of the future that only a clock that was ahead can have written bind nothing, whatever the rows hold.
 * `startDelay`: how far a change may put off the next slot.
 */
export function decide(stored: Snapshot, now: EpochMs, startDelay: DurationMs): Decision {
  if (stored.kind === 'empty') return { kind: 'initialise', reason: { code: 'first_start' } };
  const snapshot = { ...stored, config: configAsOf(stored.config, now, startDelay) };
  const { config, state } = snapshot;
  const until = config.pause?.until;
  if (until !== undefined && until <= now) return { kind: 'resume', reason: { code: 'pause_over', until } };

  const passed = slotPassedDuringRun(snapshot, now);
  if (passed !== undefined) return passed;

  const { active } = state;
  if (active === undefined) return decideSlot(config, state, now);
  if (!hasBegun(active)) return decideWaiting(config, active, now);
  return decideBegun(snapshot, active, now);
}

/** While a run is in progress, and during a pause without an end, it is not known. */
export const nextSlotOf = (decision: Decision): EpochMs | undefined =>
  decision.kind === 'wait' ? decision.until : undefined;

/**
 * Fixed slots that pass while a run is active are skipped, with that run as the reason. Slots that were overdue when
 * the run was created stay due: they become the catch-up run after it.
 */
function slotPassedDuringRun({ config, state }: ReadySnapshot, now: EpochMs): Decision | undefined {
  if (!rulesOf(config).some(slotsAreFixed) || config.pause !== undefined) return undefined;
  const plan = adaptedPlan(config, state.adapted);
  // Another run may have been requested since the last one ended, before any tick.
  for (const run of [state.last, state.active]) {
    // Slots wait for a chunk of backfill, and are not skipped for it.
    if (run === undefined || run.trigger === 'backfill') continue;
    const until = isFinished(run) ? earlier(earlier(run.state.endedAt, state.lastEnd ?? now), now) : now;
    const due = dueDuringRun(plan, scheduleHistory(config, state, now), until);
    if (due === undefined || due.first <= run.createdAt) continue;
    return { kind: 'skip', due, reason: { code: 'slot_while_running', at: due.latest, runId: run.id } };
  }
  return undefined;
}

function decideSlot(config: JobConfig, state: JobState, now: EpochMs): Decision {
  if (config.pause !== undefined) {
    return { kind: 'wait', until: config.pause.until, reason: { code: 'paused', pause: config.pause } };
  }
  const history = scheduleHistory(config, state, now);
  const plan = adaptedPlan(config, state.adapted);
  const next = nextSlot(plan, history, now);
  if (next === undefined) return { kind: 'wait', reason: { code: 'nothing_scheduled' } };
  const { at, cause, profile, moved } = next;
  if (at <= now) {
    const due = dueSlots(plan, history, now);
    if (due !== undefined) return decideDue(plan, history.lastEnd, due, now);
  }
  const details = omitUndefined({ profile, moved });
  return { kind: 'wait', until: at, reason: { code: 'waiting_for_slot', at, cause, ...details } };
}

function decideWaiting(config: JobConfig, run: WaitingRun, now: EpochMs): Decision {
  const { id: runId, trigger, actor, actorId } = run;
  const { state } = waitingAsOf(run, now);
  const byItself = trigger === 'schedule';
  if (byItself && config.pause !== undefined) {
    return {
      kind: 'wait',
      until: config.pause.until,
      reason: { code: 'retry_held_by_pause', runId, pause: config.pause },
    };
  }
  const { attempt } = state;
  const planned = byItself ? later(state.dueAt, config.notBefore) : state.dueAt;
  const permission = byItself ? permittedFrom(config, later(planned, now)) : undefined;
  if (permission?.blockedBy !== undefined && permission.from === undefined)
    return { kind: 'wait', reason: { code: 'nothing_scheduled' } };
  const at = permission?.blockedBy === undefined ? planned : (permission.from ?? planned);
  if (at > now) return { kind: 'wait', until: at, reason: { code: 'waiting_for_retry', runId, attempt, at } };
  const reason: Reason =
    attempt === 1
      ? { code: 'requested', runId, by: actor, ...omitUndefined({ byId: actorId }), at }
      : { code: 'retry_due', runId, attempt, at };
  return { kind: 'attempt', run, reason };
}

function decideBegun({ lease }: ReadySnapshot, run: BegunRun, now: EpochMs): Decision {
  const { id: runId, state } = run;
  const held = liveLease(lease, now);
  if (held !== undefined) {
    const reason: Reason =
      held.stop === undefined
        ? { code: 'running', runId, since: state.attempt.startedAt }
        : { code: 'stopping', runId, since: held.stop.at };
    return { kind: 'wait', reason };
  }
  switch (state.kind) {
    case 'running': {
      const expiredAt = lease.kind === 'held' ? lease.expiresAt : state.attempt.startedAt;
      return { kind: 'reconcile', run, reason: { code: 'holder_lost', runId, expiredAt } };
    }
    case 'stopping':
      return { kind: 'reconcile', run, reason: { code: 'stopping', runId, since: state.since } };
    case 'reconciling':
    case 'orphaned': {
      const code = state.kind === 'orphaned' ? 'orphaned' : 'outcome_open';
      const { since } = state;
      return { kind: 'reconcile', run, reason: { code, runId, since, lost: lostContact(state) } };
    }
  }
}
