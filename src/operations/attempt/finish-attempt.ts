/**
 * Writes the result of an attempt: run, counters and lease in one transaction, and only while the lease is still
 * the one under which the attempt began. Waits out an unreachable table, because nobody else knows the result.
 */
import { type Adaptation, adaptationBetween } from '../../core/job/adaptation.ts';
import { computedBy, type LedgerMonth, monthOf, monthsAfter } from '../../core/coverage/ledger.ts';
import { endAttempt } from '../../core/run/end-attempt.ts';
import { leaseOf, release } from '../../core/run/lease.ts';
import type { RetryContext } from '../../core/run/retry.ts';
import type { JobConfig } from '../../core/job/job-config.ts';
import { type JobState } from '../../core/job/job-state.ts';
import { recordEnd } from '../../core/job/record-end.ts';
import { type BegunRun, hasBegun, holdingOf, type Run } from '../../core/run/run.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import type { Arrived } from '../../core/schedule/adaptive.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { type DurationMs, type EpochMs, milliseconds } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { readReady } from '../change-state.ts';
import { commit } from '../commit.ts';
import type { EndedExecution } from './execute-attempt.ts';
import { logEnd } from './log-end.ts';
import { auditAdaptation, logAdaptation } from './record-adaptation.ts';

export interface ArrivedExecution extends EndedExecution {
  /** Asked beside the run; only an interval that adapts to it needs it. */
  readonly arrived?: Arrived;
}

/** About a quarter of an hour with the growing waits below. */
const tries = 64;

export async function finishAttempt(
  world: World,
  log: Log,
  begun: BegunRun,
  ended: ArrivedExecution,
  took: DurationMs,
): Promise<void> {
  const runId = begun.id;
  const { kind } = ended.result;
  const { settings } = world;
  const context = { now: world.clock.now(), random: world.random(), settings, took };
  let rows: ReadySnapshot | undefined = ended.held;
  for (let round = 1; round <= tries; round += 1) {
    try {
      rows ??= await readReady(world);
      const written: Written =
        rows === undefined
          ? { kind: 'fenced_off' }
          : await writeResult(world, rows, begun, ended, { ...context, round: round - 1 });
      switch (written.kind) {
        case 'written':
        case 'already_written': {
          const { config, state, run, adaptation } = written;
          logEnd(world, log, config, state, run);
          if (adaptation !== undefined) logAdaptation(log, run, adaptation);
          return;
        }
        case 'fenced_off': {
          const message = `run ${runId} ended (${kind}), but another process had already settled it, or the rows of this job were deleted: this result is not written`;
          log.error(message, { runId, event: 'result_unwritten', result: kind });
          return;
        }
        case 'conflict':
          break;
      }
    } catch (error) {
      log.warn(`could not write the result of run ${runId}, trying again: ${String(error)}`, { runId });
      await world.clock.sleep(milliseconds(Math.min(500 * 2 ** (round - 1), 15_000)));
    }
    rows = undefined;
  }
  throw new Error(
    `could not write the result of run ${runId} (${kind}) in ${tries} tries: the next tick reconciles it once the table can be reached`,
  );
}

type Written =
  | {
      readonly kind: 'written' | 'already_written';
      readonly run: Run;
      readonly state: JobState;
      readonly config: JobConfig;
      readonly adaptation?: Adaptation | undefined;
    }
  /** The attempt is no longer this process's: another one took the lease or settled the run. */
  | { readonly kind: 'fenced_off' }
  /** Somebody else wrote first: read the rows and try again. */
  | { readonly kind: 'conflict' };

async function writeResult(
  world: World,
  rows: ReadySnapshot,
  begun: BegunRun,
  { result, messages, arrived }: ArrivedExecution,
  context: RetryContext & { readonly round: number },
): Promise<Written> {
  const { config, lease, state } = rows;
  const recorded = alreadyRecorded(state, begun, context.now);
  if (recorded !== undefined) return { kind: 'already_written', run: recorded, state, config };

  const held = leaseOf(lease, holdingOf(begun));
  const active = ownRun(state, begun);
  if (held === undefined || active === undefined) return { kind: 'fenced_off' };

  const run = endAttempt(active, result, context, held.stop);
  const ended = recordEnd(config, state, run, arrived);
  const adaptation = adaptationBetween(config, state.adapted, ended.adapted);
  const { now, round } = context;
  const audit = adaptation && (await auditAdaptation(world, state, adaptation, { run, now, round }));
  const auditHead = audit && { sequence: audit.sequence, hash: audit.hash };
  const after = { ...ended, ...omitUndefined({ auditHead }) };
  const ledger = await ledgerAfter(world, run);
  const committed = await commit(world, rows, {
    lease: release(held),
    state: after,
    run,
    ...(messages.length === 0 ? {} : { messages }),
    ...omitUndefined({ audit, ledger }),
  });
  const written = { kind: 'written', run, state: after, config, adaptation } as const;
  return committed.kind === 'conflict' ? committed : written;
}

/** Read after the rows under whose versions it is written: nobody can have changed it in between. */
async function ledgerAfter({ store }: World, run: Run): Promise<readonly LedgerMonth[] | undefined> {
  const computed = computedBy(run);
  if (computed === undefined) return undefined;
  const known = await store.readLedger(monthOf(computed.awal), monthOf(computed.akhir));
  return monthsAfter(known, computed);
}

/** A write whose reply was lost may have been applied: the rows then hold this very end of this attempt. */
function alreadyRecorded(state: JobState, begun: BegunRun, endedAt: EpochMs): Run | undefined {
  const { number } = begun.state.attempt;
  const run = [state.active, state.last, state.lastSkip, state.lastBackfill].find(
    (each) => each?.id === begun.id,
  );
  return run?.attempts.some((attempt) => attempt.number === number && attempt.endedAt === endedAt) === true
    ? run
    : undefined;
}

/** The run as it is now, if it is still in this attempt. */
function ownRun({ active }: JobState, begun: BegunRun): BegunRun | undefined {
  if (active === undefined || active.id !== begun.id || !hasBegun(active)) return undefined;
  return active.state.attempt.number === begun.state.attempt.number ? active : undefined;
}
