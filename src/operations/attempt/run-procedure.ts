/**
 * One attempt, from taking the lease to writing its result. Whatever must go on meanwhile (renewing the lease,
 * a cancel, the time limit) belongs to this invocation; whatever must go on when this process dies belongs to the
 * next tick, in whichever process.
 */
import { openPart } from '../../core/coverage/closing.ts';
import { acquire } from '../../core/run/lease.ts';
import { beginAttempt } from '../../core/run/start-and-finish.ts';
import { recordRun } from '../../core/job/job-state.ts';
import type { BegunRun, WaitingRun } from '../../core/run/run.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { executingLine, rangeLine } from '../../core/job/log-lines.ts';
import { milliseconds } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { commit } from '../commit.ts';
import { countArrivals } from '../coverage/count-arrivals.ts';
import { besideRun } from '../notices/beside-run.ts';
import { executeAttempt } from './execute-attempt.ts';
import { finishAttempt } from './finish-attempt.ts';
import type { HeldSnapshot } from './keep-lease.ts';

/** Returns when the attempt has ended and its result is written, or at once when another process was first. */
export async function runProcedure(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: WaitingRun,
): Promise<void> {
  const began = world.clock.monotonic();
  const begun = await begin(world, snapshot, run);
  if (begun === undefined) {
    log.info(`another process has already started ${world.settings.job}`);
    return;
  }
  if (begun === 'closed') {
    log.info(`${world.settings.job} did not start: its dates have just been closed again`);
    return;
  }
  const fields = { runId: run.id, attempt: run.state.attempt };
  log.info(executingLine(world.settings.job, snapshot.state.statistics.execution + 1), {
    ...fields,
    event: 'run_started',
    trigger: run.trigger,
  });
  log.info(rangeLine(run.range), fields);

  const arrived = countArrivals(world, log, begun.held, begun.run);
  const endBeside = besideRun(world, log, begun.run);
  const ended = await executeAttempt(world, log, begun.held, begun.run);
  endBeside();
  const took = milliseconds(world.clock.monotonic() - began);
  await finishAttempt(world, log, begun.run, { ...ended, arrived: arrived() }, took);
}

interface Begun {
  readonly run: BegunRun;
  readonly held: HeldSnapshot;
}

/** The loser of this conditional write has started nothing. */
async function begin(
  world: World,
  snapshot: ReadySnapshot,
  waiting: WaitingRun,
): Promise<Begun | 'closed' | undefined> {
  const { settings, instance } = world;
  const now = world.clock.now();
  // The reopening that permitted it may have ended since this tick read the rows.
  if (openPart(waiting.range, snapshot.state.closing, now)?.awal !== waiting.range.awal) return 'closed';
  const holder = { holder: instance.name, runId: waiting.id, attempt: waiting.state.attempt };
  const lease = acquire(snapshot.lease, holder, now, settings.leaseExpiry);
  const origin = { startedAt: now, epoch: lease.epoch, instance: instance.name, version: instance.version };
  const run = beginAttempt(waiting, origin);
  const state = recordRun(snapshot.state, run);
  const result = await commit(world, snapshot, { lease, state, run });
  if (result.kind === 'conflict') return undefined;
  return { run, held: { ...result.snapshot, lease } };
}
