/**
 * Finds out what became of a run that no process answers for. A stale lease alone starts nothing: one process wins
 * the right by a conditional write, and the applock tells whether the procedure still runs.
 */
import { leaseOfEpoch, release } from '../../core/run/lease.ts';
import { recordRun } from '../../core/job/job-state.ts';
import {
  applyProbe,
  keepCancellationRequest,
  markProcessLost,
  type ProbeResult,
} from '../../core/run/reconciliation.ts';
import { type BegunRun, isFinished, type Run } from '../../core/run/run.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { elapsed, minutes } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { logEnd } from './log-end.ts';

/** How long SQL Server may leave a run's end open before somebody should look. */
const alertAfter = minutes(5);

export async function reconcile(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: BegunRun,
): Promise<void> {
  const won = await takeCharge(world, log, snapshot, run);
  if (won === undefined) return;
  const verdict = await world.runner.probe(log);
  await settle(world, log, won.snapshot, won.run, verdict);
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
  const stop = leaseOfEpoch(snapshot.lease, run.state.attempt.epoch)?.stop;
  if (run.state.kind !== 'running') {
    // A holder that came back and died again may have left an order on the lease alone.
    const kept = stop === undefined ? undefined : keepCancellationRequest(run, stop);
    return { snapshot, run: kept ?? run };
  }
  const now = world.clock.now();
  const lost = markProcessLost(run, stop, now);
  const state = recordRun(snapshot.state, lost);
  const result = await world.store.commit({ base: snapshot.versions, state, run: lost });
  if (result.kind === 'conflict') return undefined;
  log.warn(
    `🔎 Run ${run.id} lost its process ${run.state.attempt.instance}: asking SQL Server whether the procedure still runs`,
    { runId: run.id, event: 'process_lost' },
  );
  return { snapshot: { ...snapshot, state, versions: result.versions }, run: lost };
}

async function settle(
  world: World,
  log: Log,
  snapshot: ReadySnapshot,
  run: BegunRun,
  verdict: ProbeResult,
): Promise<void> {
  const now = world.clock.now();
  const judged = applyProbe(run, verdict, { now, random: world.random(), settings: world.settings });
  if (verdict !== 'gone') tellOpen(log, run, verdict, elapsed(openSince(run), now) >= alertAfter);
  if (judged === undefined) return;
  const state = recordRun(snapshot.state, judged);
  // The lease goes with the verdict, under its version: a holder that came back in the meantime wins instead.
  const lease = verdict === 'gone' ? { lease: release(snapshot.lease) } : {};
  const result = await world.store.commit({ base: snapshot.versions, state, run: judged, ...lease });
  if (result.kind === 'conflict') {
    log.info(`run ${run.id} was settled by somebody else in the meantime`, { runId: run.id });
    return;
  }
  if (verdict === 'gone') tellEnd(world, log, snapshot, judged);
}

function tellEnd(world: World, log: Log, { config, state }: ReadySnapshot, run: Run): void {
  const after = recordRun(state, run);
  logEnd(world, log, config, after, run);
  if (isFinished(run) && after.statistics.consecutiveLost >= 2) {
    log.error(
      `🚨 ${after.statistics.consecutiveLost} runs in a row were lost with their process: look at the app's restarts and at the plan it runs on`,
      { runId: run.id, event: 'lost_repeatedly' },
    );
  }
}

const openSince = (run: BegunRun) =>
  run.state.kind === 'running' ? run.state.attempt.startedAt : run.state.since;

function tellOpen(log: Log, run: BegunRun, verdict: 'alive' | 'unknown', overdue: boolean): void {
  const runId = run.id;
  if (verdict === 'alive') {
    log.warn(
      `👻 The procedure of run ${runId} still runs on the server: waiting for its end, starting nothing`,
      { runId, event: 'procedure_orphaned' },
    );
  } else if (overdue) {
    log.error(
      `🚨 The end of run ${runId} is still open after 5 minutes: SQL Server cannot be asked. Starting nothing until it can`,
      { runId, event: 'sql_unasked_long' },
    );
  } else {
    log.warn(`SQL Server cannot be asked about run ${runId}: trying again with the next tick`, {
      runId,
      event: 'sql_unasked',
    });
  }
}
