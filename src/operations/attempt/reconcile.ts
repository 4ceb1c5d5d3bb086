/**
 * Finds out what became of a run that no process answers for. A stale lease alone starts nothing: one process takes charge
 * by a conditional write, and the applock shows whether the procedure is still running.
 */
import { leaseOf, release } from '../../core/run/lease.ts';
import { recordRun } from '../../core/job/job-state.ts';
import {
  applyProbe,
  endOpenTooLong,
  keepCancellationRequest,
  lostContact,
  lostContactWords,
  markProcessLost,
  type ProbeResult,
} from '../../core/run/reconciliation.ts';
import { type BegunRun, holdingOf, isFinished, type Run } from '../../core/run/run.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { elapsed } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { commit } from '../commit.ts';
import { logEnd } from './log-end.ts';
import { holdBack } from '../held-log.ts';
import { isTimeToSay } from './say-rarely.ts';

export async function reconcile(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: BegunRun,
): Promise<void> {
  const won = await takeCharge(world, log, snapshot, run);
  if (won === undefined) return;
  // Its warnings are the same with every tick.
  const { held, sayTo } = holdBack();
  const probed = await world.runner.probe({ ...log, warn: held.warn }, world.shutdown);
  // The process that comes next asks again: that this one had no time for an answer says nothing about the server.
  if (probed === 'unknown' && world.shutdown.aborted) return;
  await recordProbe(world, log, won.snapshot, won.run, probed, () => sayTo(log));
}

interface InCharge {
  readonly snapshot: ReadySnapshot;
  readonly run: BegunRun;
}

async function takeCharge(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: BegunRun,
): Promise<InCharge | undefined> {
  const stop = leaseOf(snapshot.lease, holdingOf(run))?.stop;
  if (run.state.kind !== 'running') {
    // A holder that came back and died again may have left a request on the lease alone.
    const kept = stop && keepCancellationRequest(run, stop);
    return { snapshot, run: kept ?? run };
  }
  const now = world.clock.now();
  const lost = markProcessLost(run, stop, now);
  const state = recordRun(snapshot.state, lost);
  const result = await commit(world, snapshot, { state, run: lost });
  if (result.kind === 'conflict') return undefined;
  log.warn(
    `🔎 The process of run ${run.id} no longer responds (${run.state.attempt.instance}): asking SQL Server whether the procedure is still running`,
    { runId: run.id, event: 'process_lost' },
  );
  return { snapshot: result.snapshot, run: lost };
}

async function recordProbe(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: BegunRun,
  probed: ProbeResult,
  sayWhy: () => void,
): Promise<void> {
  const now = world.clock.now();
  const judged = applyProbe(run, probed, { now, random: world.random(), settings: world.settings });
  if (probed !== 'gone') {
    // A server that has just stopped answering for an orphaned run has not been silent for as long as that took.
    const overdue = judged === undefined && elapsed(openSince(run), now) >= endOpenTooLong;
    if (isTimeToSay(world, `${run.id} ${probed} ${overdue}`)) {
      sayWhy();
      logUnknownEnd(log, run, probed, overdue);
    }
  }
  if (judged === undefined) return;
  const state = recordRun(snapshot.state, judged);
  // The lease is freed in the same write, under its version: a holder that came back meanwhile wins instead.
  const lease = probed === 'gone' ? { lease: release(snapshot.lease) } : {};
  const result = await commit(world, snapshot, { state, run: judged, ...lease });
  if (result.kind === 'conflict') {
    log.info(`another process settled run ${run.id} first`, { runId: run.id });
    return;
  }
  if (probed === 'gone') logSettled(world, log, snapshot, judged);
}

function logSettled(world: World, log: Log, { config, state }: ReadySnapshot, run: Run): void {
  const after = recordRun(state, run);
  logEnd(world, log, config, after, run);
  if (isFinished(run) && after.statistics.consecutiveLost >= 2) {
    log.error(
      `🚨 ${after.statistics.consecutiveLost} runs in a row lost their process: find out why the app restarts, and whether its plan is suitable`,
      { runId: run.id, event: 'lost_repeatedly' },
    );
  }
}

const openSince = ({ state }: BegunRun) => (state.kind === 'running' ? state.attempt.startedAt : state.since);

const although = ({ state }: BegunRun): string =>
  state.kind === 'stopping' ? 'it was told to stop' : lostContactWords[lostContact(state)];

function logUnknownEnd(log: Log, run: BegunRun, probed: 'alive' | 'unknown', overdue: boolean): void {
  const runId = run.id;
  if (probed === 'alive') {
    log.warn(
      `👻 The procedure of run ${runId} is still running on the server, although ${although(run)}: waiting for it to end, starting nothing`,
      { runId, event: 'procedure_orphaned' },
    );
  } else if (overdue) {
    log.error(
      `🚨 For 5 minutes or more it has been unknown how run ${runId} ended, because SQL Server does not answer. Nothing starts until it does`,
      { runId, event: 'sql_unasked_long' },
    );
  } else {
    log.warn(
      `SQL Server does not answer, so it is unknown how run ${runId} ended: asking again with every tick`,
      {
        runId,
        event: 'sql_unasked',
      },
    );
  }
}
