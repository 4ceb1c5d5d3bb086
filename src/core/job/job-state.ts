/** What the table holds about the job: the state row, and the snapshot of all control rows that one query reads. */
import { z } from 'zod';
import { AuditHead } from './audit.ts';
import type { JobConfig } from './job-config.ts';
import type { Lease } from '../run/lease.ts';
import { ActiveRun, FinishedRun } from '../run/run.ts';
import { noStatistics, Statistics } from './statistics.ts';
import { EpochMs } from '../time/time.ts';

export const JobState = z
  .object({
    /** The one run that has not finished. */
    active: ActiveRun.exactOptional(),
    /** The last run that was executed and finished. */
    last: FinishedRun.exactOptional(),
    lastSkip: FinishedRun.exactOptional(),
    lastSuccessAt: EpochMs.exactOptional(),
    /** The last slot that became a run or a recorded skip. */
    lastSlot: EpochMs.exactOptional(),
    /** When the last run that had begun ended, or was skipped for a foreign one: intervals count from here. */
    lastEnd: EpochMs.exactOptional(),
    statistics: Statistics,
    /** When the last run was requested: the cool-down counts from here. */
    lastRequestAt: EpochMs.exactOptional(),
    /** The end of the audit chain; absent before the first entry. */
    auditHead: AuditHead.exactOptional(),
  })
  .readonly();
export type JobState = z.infer<typeof JobState>;

export const initialState: JobState = { statistics: noStatistics };

/** Opaque marks of the control rows as read; a write under old ones is refused. */
export interface Versions {
  readonly config: string;
  readonly lease: string;
  readonly state: string;
}

export interface ReadySnapshot {
  readonly kind: 'ready';
  readonly config: JobConfig;
  readonly lease: Lease;
  readonly state: JobState;
  readonly versions: Versions;
}

export type Snapshot = { readonly kind: 'empty' } | ReadySnapshot;
