/**
 * Writes what became of an attempt: run, counters and lease in one transaction, and only while the lease is still
 * the one under which the attempt began. Waits out an unreachable table, because the result is worth it.
 */
import { endAttempt } from '../../core/run/end-attempt.ts';
import { leaseOfEpoch, release } from '../../core/run/lease.ts';
import { type JobState, recordRun } from '../../core/job/job-state.ts';
import { type BegunRun, hasBegun, type Run } from '../../core/run/run.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { type EpochMs, milliseconds } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import type { EndedExecution } from './execute-attempt.ts';
import { logEnd } from './log-end.ts';

/** About a quarter of an hour with the growing waits below. */
const tries = 64;

export async function finishAttempt(
  world: World,
  log: Log,
  begun: BegunRun,
  ended: EndedExecution,
): Promise<void> {
  const context = { now: world.clock.now(), random: world.random(), settings: world.settings };
  let snapshot: ReadySnapshot | undefined = ended.held;
  for (let round = 1; round <= tries; round += 1) {
    try {
      snapshot ??= await readReady(world);
      const written = await write(world, log, snapshot, begun, ended, context);
      if (written) return;
    } catch (error) {
      log.warn(`the result of run ${begun.id} could not be written, trying again: ${String(error)}`, {
        runId: begun.id,
      });
      await world.clock.sleep(milliseconds(Math.min(500 * 2 ** (round - 1), 15_000)));
    }
    snapshot = undefined;
  }
  throw new Error(
    `the result of run ${begun.id} (${ended.result.kind}) could not be written in ${tries} tries: the next tick reconciles it once the table can be reached`,
  );
}

async function readReady(world: World): Promise<ReadySnapshot> {
  const snapshot = await world.store.read();
  if (snapshot.kind === 'ready') return snapshot;
  throw new Error('the rows of this job were deleted while its procedure ran');
}

/** False when somebody else wrote first and the rows must be read again. */
async function write(
  world: World,
  log: Log,
  { config, lease, state, versions }: ReadySnapshot,
  begun: BegunRun,
  { result, messages }: EndedExecution,
  context: Parameters<typeof endAttempt>[2],
): Promise<boolean> {
  const { attempt } = begun.state;
  const active = state.active;
  const ours =
    active !== undefined &&
    active.id === begun.id &&
    hasBegun(active) &&
    active.state.attempt.number === attempt.number;
  const recorded = alreadyRecorded(state, begun, context.now);
  if (recorded !== undefined) {
    logEnd(world, log, config, state, recorded);
    return true;
  }
  const held = leaseOfEpoch(lease, attempt.epoch);
  if (!ours || held === undefined) {
    const message = `run ${begun.id} ended (${result.kind}) after another process had settled it: this result is not written`;
    log.error(message, { runId: begun.id, event: 'result_unwritten', result: result.kind });
    return true;
  }
  const run = endAttempt(active, result, context, held.stop);
  const after = recordRun(state, run);
  const kept = messages.length === 0 ? {} : { messages };
  const committed = await world.store.commit({
    base: versions,
    lease: release(lease),
    state: after,
    run,
    ...kept,
  });
  if (committed.kind === 'conflict') return false;
  logEnd(world, log, config, after, run);
  return true;
}

/** A write that seemed to fail may have been applied: then the rows hold this very end of this attempt. */
function alreadyRecorded(
  { active, last, lastSkip }: JobState,
  begun: BegunRun,
  endedAt: EpochMs,
): Run | undefined {
  const run = [active, last, lastSkip].find((each) => each?.id === begun.id);
  const { number } = begun.state.attempt;
  const same = run?.attempts.some((attempt) => attempt.number === number && attempt.endedAt === endedAt);
  return same === true ? run : undefined;
}
