/** What a tick does when nothing else is to be done: keeps the coverage current, and computes what is missing. */
import { decideBackfill, type Work, workOf } from '../../core/coverage/decide-backfill.ts';
import { lateNow } from '../../core/coverage/missing-dates.ts';
import type { Decision } from '../../core/job/decide.ts';
import { areSteady } from '../../core/job/tick-record.ts';
import { latestRunId } from '../../core/job/job-state.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import type { DateRange } from '../../core/run/date-range.ts';
import { newRun } from '../../core/run/start-and-finish.ts';
import type { BackfillPlan } from '../../core/coverage/backfill.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { WaitingRun } from '../../core/run/run.ts';
import type { Log, World } from '../../ports.ts';
import { runProcedure } from '../attempt/run-procedure.ts';
import { commit } from '../commit.ts';
import { coverageIsCurrent, deriveCoverage } from './derive-coverage.ts';
import { usualRun } from './usual-run.ts';

type Waiting = Extract<Decision, { kind: 'wait' }>;

/** Returns whether it executed the procedure. */
export async function lookAfterDays(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  waiting: Waiting,
  now: EpochMs,
): Promise<boolean> {
  const { state } = snapshot;
  if (state.active !== undefined) return false;
  const isSteady = areSteady(snapshot.ticks, now);
  if (!coverageIsCurrent(snapshot, world)) {
    if (isSteady) await derive(world, log, snapshot, now);
    return false;
  }
  const work = workNow(world, snapshot, waiting, isSteady, now);
  if (work.missing.length === 0 && work.plan === undefined) return false;
  const usual = await usualRun(world, now);
  const decided = decideBackfill(snapshot, work, waiting, usual, now, world.settings);
  switch (decided.kind) {
    case 'nothing':
    case 'held':
    case 'wait':
      return false;
    case 'plan_done':
      await forgetPlan(world, log, snapshot, decided.plan);
      return false;
    case 'start':
      await runProcedure(world, log, snapshot, chunkRun(world, snapshot, decided.chunk, decided.plan, now));
      return true;
  }
}

/**
 * By a clock that has just been set, or that of another host, dates may be missing that have not come yet. What somebody
 * has asked for, and what the database tells of, does not wait.
 */
function workNow(
  { settings }: World,
  snapshot: ReadySnapshot,
  { until }: Waiting,
  isSteady: boolean,
  now: EpochMs,
): Work {
  const { config, state } = snapshot;
  return isSteady || state.backfill?.plan !== undefined
    ? workOf(snapshot, until, now, settings)
    : { missing: lateNow(state, config, until, settings.pending, now) };
}

/** Nothing depends on it but backfill. */
async function derive(world: World, log: Log, snapshot: ReadySnapshot, now: EpochMs): Promise<void> {
  try {
    await deriveCoverage(world, log, snapshot, now);
  } catch (error) {
    log.warn(`Which dates are computed was not derived; the next tick tries again: ${String(error)}`);
  }
}

async function forgetPlan(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  plan: BackfillPlan,
): Promise<void> {
  const { state } = snapshot;
  const { plan: _, ...rest } = state.backfill ?? { failures: 0 };
  const result = await commit(world, snapshot, { state: { ...state, backfill: rest } });
  if (result.kind === 'committed')
    log.info(`✅ Backfill from ${plan.awal} to ${plan.akhir} is done: ${plan.computed} dates were computed`, {
      event: 'backfill_done',
    });
}

function chunkRun(
  world: World,
  { state }: ReadySnapshot,
  range: DateRange,
  plan: BackfillPlan | undefined,
  now: EpochMs,
): WaitingRun {
  return newRun({
    id: world.idGenerator.newId(now, latestRunId(state)),
    slot: now,
    missedSlots: 0,
    createdAt: now,
    range,
    trigger: 'backfill',
    actor: plan?.by ?? 'schedule',
    ...omitUndefined({ actorId: plan?.byId }),
    reason: plan?.reason ?? 'dates that no run has settled',
  });
}
