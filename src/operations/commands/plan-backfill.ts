/** Asks backfill for dates: the ticks compute them in chunks, also while the schedule is paused. */
import { makePlan, type WantedDates } from '../../core/coverage/make-plan.ts';
import { noReason } from '../../core/job/no-reason.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface PlanBackfillRequest extends WantedDates {
  readonly reason?: string;
}

export const planBackfill = (
  world: World,
  caller: Caller,
  request: PlanBackfillRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, request.reason, ({ config, state }, now) => {
    const { name: by, id: byId } = caller.actor;
    const before = state.backfill?.plan;
    const id = world.idGenerator.newId(now, before?.id);
    const signed = { id, by, byId, reason: request.reason ?? noReason };
    const made = makePlan({ config, state }, request, signed, now);
    if (made.kind === 'refused') return made;
    const { plan, backfill, days } = made;
    return {
      kind: 'effect',
      outcome: { kind: 'plan_made', plan, ...omitUndefined({ days }) },
      change: { state: { ...state, backfill } },
      before: before ?? null,
      after: plan,
    };
  });
