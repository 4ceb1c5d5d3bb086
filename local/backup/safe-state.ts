/**
 * The control rows of an export such that nothing happens that may have happened since: the schedule is paused until
 * somebody resumes it, and no run is left that could be started or repeated. Its lease is free, with a fencing token
 * beyond those of a process that may still believe in the old table.
 */
import { z } from 'zod';
import type { AuditHead, UnhashedEntry } from '../../src/core/job/audit.ts';
import { isDamaged } from '../../src/core/job/damaged-row.ts';
import { JobConfig, pauseSchedule } from '../../src/core/job/job-config.ts';
import { JobState, recordRun } from '../../src/core/job/job-state.ts';
import { leaseBehind } from '../../src/core/job/lease-behind.ts';
import { omitUndefined } from '../../src/core/omit-undefined.ts';
import { Lease } from '../../src/core/run/lease.ts';
import { type ActiveRun, type FinishedRun, hasBegun } from '../../src/core/run/run.ts';
import { closeAttempt } from '../../src/core/run/settle.ts';
import { finish } from '../../src/core/run/start-and-finish.ts';
import { type EpochMs, epochMs, later } from '../../src/core/time/time.ts';
import { controlKeys } from '../../src/adapters/table-storage/row-keys.ts';
import { type CheckedExport, controlIn } from './read-export.ts';

export interface SafeState {
  readonly config: JobConfig;
  readonly lease: Lease;
  readonly state: JobState;
  /** The run that was active in the export, as it ends with the import. */
  readonly run: FinishedRun | undefined;
  readonly entry: UnhashedEntry;
}

/** No installation begins so many attempts between an export and the loss of its table. */
const epochsAhead = 1_000_000;

/** Throws when the schedule or the state cannot be read: what they said must not get lost. */
export function safeState(source: CheckedExport, who: string, now: EpochMs): SafeState {
  const { header, trailer } = source;
  const config = readableIn(source, controlKeys.config, JobConfig);
  const before = readableIn(source, controlKeys.state, JobState);
  const lease = leaseIn(source, before);
  const exported = epochMs(Date.parse(header.at));
  const run = before.active === undefined ? undefined : ended(before.active, exported, now);
  const state = run === undefined ? before : recordRun(before, run);
  const by = `npm run import (${who})`;
  const reason = `imported from an export of ${header.at}: resume the schedule when nothing else executes the procedure`;
  const paused = pauseSchedule(config, { by, reason, since: now });
  const { head, restored } = headOf(source, before.auditHead);
  const freed: Lease = {
    kind: 'free',
    epoch: Math.min(lease.epoch + epochsAhead, Number.MAX_SAFE_INTEGER - 1),
  };
  const entry: UnhashedEntry = {
    sequence: (head?.sequence ?? 0) + 1,
    at: now,
    actor: by,
    from: 'unknown',
    action: 'import',
    ...omitUndefined({ runId: run?.id }),
    reason,
    before: JSON.stringify({
      export: { at: header.at, storage: header.storage, table: header.table, ...trailer },
      pause: config.pause ?? null,
      run: before.active?.state ?? null,
      epoch: lease.epoch,
    }),
    after: JSON.stringify({ pause: paused.pause, run: run?.state ?? null, epoch: freed.epoch }),
    previous: head?.hash ?? '',
    ...omitUndefined({ restored }),
  };
  return { config: paused, lease: freed, state, run, entry };
}

/**
 * Nothing proves what became of it after the export, so it must not begin or be repeated by itself: it may be over. If its
 * procedure still executes, the applock keeps others out until it ends.
 */
function ended(run: ActiveRun, exported: EpochMs, now: EpochMs): FinishedRun {
  const since = 'when the rows were exported, and the export does not tell what became of it';
  if (!hasBegun(run)) {
    const message = `cancelled by an import: the run had not begun ${since}`;
    return finish(run, { outcome: 'cancelled', message }, now);
  }
  const { attempt } = run.state;
  const last = closeAttempt(attempt, { outcome: 'lost' }, later(attempt.startedAt, exported));
  const attempts = [...run.attempts, last];
  const message = `it was in progress ${since}`;
  return finish({ ...run, attempts }, { outcome: 'lost', message }, last.endedAt);
}

function readableIn<T extends object>(source: CheckedExport, key: string, schema: z.ZodType<T>): T {
  const { file } = source;
  const read = controlIn(source, key, schema);
  if (read === undefined)
    throw new Error(`${file} holds no row ${key}: the table had none, so this cannot be imported`);
  if (!isDamaged(read)) return read;
  throw new Error(
    `row ${key} of ${file} cannot be read: ${read.problem}. If the table still exists, correct the row there and export again; otherwise import an older export`,
  );
}

/** As the app does it: a missing or damaged lease follows from the state. */
function leaseIn(source: CheckedExport, state: JobState): Lease {
  const read = controlIn(source, controlKeys.lease, Lease);
  return read === undefined || isDamaged(read) ? leaseBehind(state) : read;
}

/** Where the chain goes on: after the last entry that exists, even if the state row names an earlier one. */
function headOf({ audit, lastSequence }: CheckedExport, known: AuditHead | undefined) {
  if (lastSequence <= (known?.sequence ?? 0)) return { head: known, restored: undefined };
  const hash = audit.find(({ sequence }) => sequence === lastSequence)?.hash ?? '';
  return { head: { sequence: lastSequence, hash }, restored: known };
}
