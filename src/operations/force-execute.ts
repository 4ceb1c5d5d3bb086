/** Asks for a run outside the schedule; the next tick starts it, also while the schedule is paused. */
import { rangeOfRequest } from '../core/date-range.ts';
import { newRun } from '../core/new-run.ts';
import { recordRun } from '../core/record-run.ts';
import { invalid, type Refusal } from '../core/refusal.ts';
import type { ForceExecuteRequest } from '../core/requests.ts';
import type { ActiveRun } from '../core/run.ts';
import type { AnsweredRequest, World } from '../ports.ts';
import { type Answer, changeState } from './change.ts';

export type ForceExecuteResult =
  { readonly kind: 'accepted'; readonly runId: string; readonly repeated: boolean } | Refusal;

export function forceExecute(
  world: World,
  by: string,
  request: ForceExecuteRequest,
  idempotencyKey: string | undefined,
): Promise<ForceExecuteResult> {
  const { awal, akhir, reason } = request;
  const canonical = JSON.stringify({ awal, akhir, reason });
  const runId = world.entropy.newId(world.clock.now());
  return changeState<ForceExecuteResult>(world, async ({ config, state }, now) => {
    const before = idempotencyKey === undefined ? undefined : await world.store.findAnswered(idempotencyKey);
    if (before !== undefined) return { result: repeat(before, canonical) };
    if (state.active !== undefined) return refuseSecond(state.active);

    const requested = rangeOfRequest({ awal, akhir }, now, config, world.settings.rangeMaxDays);
    if (requested.kind === 'refused') return { result: invalid([requested]) };
    const run = newRun({
      id: runId,
      slot: now,
      missedSlots: 0,
      createdAt: now,
      range: requested.range,
      trigger: 'request',
      actor: by,
      reason: reason ?? 'no reason given',
    });
    const answered =
      idempotencyKey === undefined ? undefined : { key: idempotencyKey, request: canonical, runId };
    return {
      result: { kind: 'accepted', runId, repeated: false },
      change: { state: recordRun(state, run), run, answered },
    };
  });
}

function repeat(before: AnsweredRequest, canonical: string): ForceExecuteResult {
  if (before.request === canonical) return { kind: 'accepted', runId: before.runId, repeated: true };
  return {
    kind: 'refused',
    code: 'idempotency_key_reused',
    message: `this Idempotency-Key was used for another request, ${before.request}: use a new key for a new request`,
    details: [
      {
        field: 'Idempotency-Key',
        value: before.key,
        expected: 'a key that was not used for another request',
      },
    ],
    runId: before.runId,
  };
}

function refuseSecond(active: ActiveRun): Answer<ForceExecuteResult> {
  const message = `run ${active.id} is ${active.state.kind}: wait for its end or cancel it first`;
  return { result: { kind: 'refused', code: 'run_active', message, details: [], runId: active.id } };
}
