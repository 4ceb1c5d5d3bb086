/** Backfill after somebody has paused or resumed it, or dropped its plan. A chunk in progress goes on. */
import { noReason } from '../job/no-reason.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { earlier, type EpochMs } from '../time/time.ts';
import { type Backfill, type BackfillPause, type BackfillPlan, noBackfill } from './backfill.ts';

/** Undefined when nothing changes: pausing again without a new reason leaves the pause and its author. */
export function paused(
  before: Backfill | undefined,
  { by, byId, reason }: Omit<BackfillPause, 'at' | 'reason'> & { readonly reason: string | undefined },
  now: EpochMs,
): Backfill | undefined {
  const { paused: already, ...rest } = before ?? noBackfill;
  if (already !== undefined && reason === undefined) return undefined;
  const at = earlier(already?.at ?? now, now);
  return { ...rest, paused: { by, byId, reason: reason ?? noReason, at } };
}

/** Ends a pause and what three failures in a row have stopped. Undefined where there was neither. */
export function resumed(before: Backfill | undefined): Backfill | undefined {
  const { plan, paused: pause, failures } = before ?? noBackfill;
  return pause === undefined && failures === 0 ? undefined : { failures: 0, ...omitUndefined({ plan }) };
}

/** Undefined where there is no plan. */
export function withoutPlan(
  before: Backfill | undefined,
): { readonly plan: BackfillPlan; readonly backfill: Backfill } | undefined {
  const { plan, ...backfill } = before ?? noBackfill;
  return plan && { plan, backfill };
}
