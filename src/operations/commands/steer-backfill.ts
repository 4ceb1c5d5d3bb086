/** Pauses and resumes backfill, and drops its plan. A chunk in progress goes on, as any run does until it is cancelled. */
import { paused, resumed, withoutPlan } from '../../core/coverage/steered-backfill.ts';
import { noBackfill } from '../../core/coverage/backfill.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, executeCommand } from './execute-command.ts';

export interface SteerBackfillRequest {
  readonly reason?: string;
}

export const pauseBackfill = (
  world: World,
  caller: Caller,
  { reason }: SteerBackfillRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, reason, ({ state }, now) => {
    const { name: by, id: byId } = caller.actor;
    const before = state.backfill?.paused ?? null;
    const backfill = paused(state.backfill, { by, byId, reason }, now);
    if (backfill === undefined)
      return { kind: 'effect', outcome: { kind: 'backfill_was_paused' }, before, after: before };
    return {
      kind: 'effect',
      outcome: { kind: 'backfill_paused' },
      change: { state: { ...state, backfill } },
      before,
      after: backfill.paused,
    };
  });

export const resumeBackfill = (
  world: World,
  caller: Caller,
  { reason }: SteerBackfillRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, reason, ({ state }) => {
    const { paused: pause, failures } = state.backfill ?? noBackfill;
    const before = { paused: pause ?? null, failures };
    const backfill = resumed(state.backfill);
    if (backfill === undefined)
      return { kind: 'effect', outcome: { kind: 'backfill_was_not_paused' }, before, after: before };
    return {
      kind: 'effect',
      outcome: { kind: 'backfill_resumed' },
      change: { state: { ...state, backfill } },
      before,
      after: { paused: null, failures: backfill.failures },
    };
  });

export const cancelBackfill = (
  world: World,
  caller: Caller,
  { reason }: SteerBackfillRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, reason, ({ state }) => {
    const dropped = withoutPlan(state.backfill);
    if (dropped === undefined)
      return { kind: 'effect', outcome: { kind: 'no_plan' }, before: null, after: null };
    const { plan, backfill } = dropped;
    return {
      kind: 'effect',
      outcome: { kind: 'plan_cancelled', plan },
      change: { state: { ...state, backfill } },
      before: plan,
      after: null,
    };
  });
