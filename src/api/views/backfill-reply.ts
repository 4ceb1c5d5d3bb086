/** What the commands on backfill are answered with, and why one is refused. */
import type { BackfillOutcome, BackfillRefusal } from '../../core/job/command-outcome.ts';
import type { JobState } from '../../core/job/job-state.ts';
import { labelOf } from '../../core/identity.ts';
import { type Refusal, refuse } from '../refusals.ts';
import { urlOfRun } from '../routes.ts';
import { toPlanView } from './backfill-view.ts';

/** `state` as the command leaves it. */
export function backfillMessage(outcome: BackfillOutcome, { active, backfill }: JobState): string {
  const chunk = active?.trigger === 'backfill' ? active.id : undefined;
  const goesOn =
    chunk === undefined ? '' : `; run ${chunk} goes on: to cancel it, POST ${urlOfRun(chunk)}/cancel`;
  switch (outcome.kind) {
    case 'plan_made': {
      const { plan, days } = outcome;
      const count = days === undefined ? '' : `: ${inDays(days)} to compute`;
      const pause = backfill?.paused;
      const held =
        pause === undefined
          ? ''
          : `; backfill stays paused by ${labelOf(pause.by, pause.byId)} (${pause.reason}): to begin, POST /scheduler/backfill/resume`;
      return `Backfill planned from ${plan.awal} to ${plan.akhir}${count}${held}`;
    }
    case 'backfill_paused':
      return `Backfill paused${goesOn}`;
    case 'backfill_was_paused':
      return `Backfill was already paused${goesOn}`;
    case 'backfill_resumed':
      return 'Backfill resumed';
    case 'backfill_was_not_paused':
      return 'Backfill was neither paused nor stopped';
    case 'plan_cancelled': {
      const { awal, akhir, computed } = outcome.plan;
      return `Plan from ${awal} to ${akhir} cancelled, of which ${inDays(computed)} had been computed${goesOn}`;
    }
    case 'no_plan':
      return 'Backfill had no plan';
  }
}

const inDays = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

export function toBackfillRefusal(refusal: BackfillRefusal): Refusal {
  switch (refusal.why) {
    case 'plan_active': {
      const { plan, rows, at } = refusal;
      const view = toPlanView(rows, plan, at);
      const message = `backfill follows the plan of ${labelOf(plan.by, plan.byId)} from ${plan.awal} to ${plan.akhir}, of which ${inDays(view.remaining_days)} are left: wait for its end, or cancel it first with POST /scheduler/backfill/cancel`;
      return refuse('plan_active', message, { plan: view });
    }
    case 'nothing_missing': {
      const { awal, akhir } = refusal.asked;
      const message = `every date from ${awal} to ${akhir} is settled; to compute them again, ask with "dates": "all"`;
      return refuse('nothing_missing', message);
    }
  }
}
