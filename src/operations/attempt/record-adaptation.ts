/** The change of the adaptive interval at the end of a run: its entry in the audit, and its line in the log. */
import { type Adaptation, describeAdaptation } from '../../core/job/adaptation.ts';
import { type AuditEntry, lastSequence } from '../../core/job/audit.ts';
import type { JobState } from '../../core/job/job-state.ts';
import type { Run } from '../../core/run/run.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import { chainedEntry, headOf } from '../commands/audit-head.ts';

/**
 * Written with the end of the run, whose transaction carries it: no request of its own, except for the first entry that
 * a table ever gets. A full audit does not keep a run from ending.
 */
export async function auditAdaptation(
  world: World,
  { auditHead }: JobState,
  adaptation: Adaptation,
  { run, now, round }: { readonly run: Run; readonly now: EpochMs; readonly round: number },
): Promise<AuditEntry | undefined> {
  const head = await headOf(world, auditHead, round);
  if (head.sequence === lastSequence) return undefined;
  return chainedEntry(world, head, {
    at: now,
    actor: 'schedule',
    from: 'app',
    action: 'adapt_interval',
    runId: run.id,
    reason: describeAdaptation(adaptation),
    before: JSON.stringify(adaptation.before),
    after: JSON.stringify(adaptation.after),
  });
}

export function logAdaptation(log: Log, run: Run, adaptation: Adaptation): void {
  const { before, after } = adaptation;
  log.info(`📐 Adaptive interval: ${describeAdaptation(adaptation)}`, {
    runId: run.id,
    event: 'interval_adapted',
    hoursBefore: before.hours ?? undefined,
    hours: after.hours ?? undefined,
    by: after.adapted?.by,
    measured: after.adapted?.measured,
    runs: after.adapted?.runs,
  });
}
