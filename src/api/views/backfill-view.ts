/** What backfill is doing, as the API shows it. */
import { type Backfill, type BackfillPlan, isStopped, noBackfill } from '../../core/coverage/backfill.ts';
import { countDates } from '../../core/coverage/date-ranges.ts';
import { planned } from '../../core/coverage/missing-dates.ts';
import type { JobConfig } from '../../core/job/job-config.ts';
import type { JobState } from '../../core/job/job-state.ts';
import type { FinishedRun } from '../../core/run/run.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { type EpochMs, epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import type { BackfillView, PlanView } from '../schemas/coverage-schemas.ts';

interface Rows {
  readonly config: JobConfig;
  readonly state: JobState;
}

export function toBackfillView(
  { config, state }: Rows,
  missingDays: number,
  now: EpochMs,
  settings: Pick<Settings, 'backfill'>,
): BackfillView {
  const backfill = state.backfill ?? noBackfill;
  const { plan, paused, failures } = backfill;
  const zone = config.timeZone;
  const planView = plan === undefined ? null : toPlanView({ config, state }, plan, now);
  const remaining = planView?.remaining_days ?? missingDays;
  return {
    mode: settings.backfill,
    state: stateOf(state, backfill, remaining, settings),
    plan: planView,
    remaining_days: remaining,
    failures,
    paused:
      paused === undefined
        ? null
        : { by: paused.by, by_id: paused.byId, reason: paused.reason, at: epochMsToIso(paused.at, zone) },
    last_run: state.lastBackfill === undefined ? null : toLastRun(state.lastBackfill, zone),
  };
}

function stateOf(
  { active }: JobState,
  backfill: Backfill,
  remaining: number,
  { backfill: mode }: Pick<Settings, 'backfill'>,
): BackfillView['state'] {
  if (active?.trigger === 'backfill') return 'running';
  if (isStopped(backfill)) return 'stopped';
  if (backfill.paused !== undefined) return 'paused';
  if (remaining === 0) return 'idle';
  return backfill.plan === undefined && mode === 'ask' ? 'offered' : 'waiting';
}

export function toPlanView({ config, state }: Rows, plan: BackfillPlan, now: EpochMs): PlanView {
  const { id, by, byId, reason, at, awal, akhir, dates, computed } = plan;
  const { coverage, closing, late } = state;
  const remaining = coverage === undefined ? [] : planned({ coverage, closing, late }, plan, now);
  return {
    id,
    by,
    by_id: byId,
    reason,
    at: epochMsToIso(at, config.timeZone),
    awal,
    akhir,
    dates,
    computed_days: computed,
    remaining_days: countDates(remaining),
  };
}

const toLastRun = ({ id, range, state }: FinishedRun, zone: TimeZone): BackfillView['last_run'] => ({
  run_id: id,
  awal: range.awal,
  akhir: range.akhir,
  outcome: state.outcome,
  ended_at: epochMsToIso(state.endedAt, zone),
  message: state.message,
});
