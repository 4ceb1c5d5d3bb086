/** What a tick makes of slots that are due, and of attempts: runs, or recorded skips. */
import { openPart } from '../core/coverage/closing.ts';
import type { Decision } from '../core/job/decide.ts';
import { latestRunId, recordRun } from '../core/job/job-state.ts';
import { describeReason } from '../core/job/reason.ts';
import type { ReadySnapshot } from '../core/job/snapshot.ts';
import { rangeOfSlot } from '../core/run/date-range.ts';
import type { WaitingRun } from '../core/run/run.ts';
import { newRun, skip } from '../core/run/start-and-finish.ts';
import type { DueSlots } from '../core/schedule/slot.ts';
import type { EpochMs } from '../core/time/time.ts';
import type { Log, World } from '../ports.ts';
import { runProcedure } from './attempt/run-procedure.ts';
import { commit } from './commit.ts';

export function scheduledRun(
  world: World,
  { config, state }: ReadySnapshot,
  due: DueSlots,
  now: EpochMs,
): WaitingRun {
  return newRun({
    id: world.idGenerator.newId(now, latestRunId(state)),
    slot: due.latest,
    missedSlots: due.missed,
    createdAt: now,
    range: rangeOfSlot(due.latest, config),
    trigger: 'schedule',
    actor: 'schedule',
    reason: reasonOf(due),
  });
}

function reasonOf({ missed }: DueSlots): string {
  if (missed === 0) return 'slot';
  return missed === 1 ? 'catch-up after 1 missed slot' : `catch-up after ${missed} missed slots`;
}

/**
 * Begins the next attempt, unless its dates are in a closed period: a new run of the schedule computes the others. A
 * reopening may have ended since a run was requested, or since its last attempt; its range never changes.
 */
export async function beginRun(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: WaitingRun,
  now: EpochMs,
): Promise<'done' | 'again'> {
  const { active, closing } = snapshot.state;
  const range = openPart(run.range, closing, now);
  if (range === undefined || (active !== undefined && range.awal !== run.range.awal))
    return skipClosed(world, log, snapshot, run, now);
  await runProcedure(world, log, snapshot, { ...run, range });
  return 'done';
}

async function skipClosed(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: WaitingRun,
  now: EpochMs,
): Promise<'again'> {
  const skipped = skip(run, 'period_closed', now);
  const result = await commit(world, snapshot, { state: recordRun(snapshot.state, skipped), run: skipped });
  if (result.kind === 'committed')
    log.warn(`⏭️ ${world.settings.job} skipped: ${skipped.state.message}`, {
      runId: run.id,
      event: 'slot_skipped',
      skip: skipped.state.skip,
      missedSlots: run.missedSlots,
    });
  return 'again';
}

export async function skipSlots(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  { due, reason }: Extract<Decision, { kind: 'skip' }>,
  now: EpochMs,
): Promise<'again'> {
  const message = describeReason(reason, snapshot.config.timeZone, now);
  const why = reason.code === 'catch_up_off' ? 'missed' : 'still_running';
  const run = skip(scheduledRun(world, snapshot, due, now), why, now, message);
  const result = await commit(world, snapshot, { state: recordRun(snapshot.state, run), run });
  if (result.kind === 'committed')
    log.warn(`⏭️ ${world.settings.job} ${message}`, {
      runId: run.id,
      event: 'slot_skipped',
      skip: run.state.skip,
      missedSlots: due.missed,
    });
  return 'again';
}
