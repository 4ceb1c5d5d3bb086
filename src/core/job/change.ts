/** What one atomic write to the job's rows consists of. */
import type { AuditEntry } from './audit.ts';
import type { JobConfig } from './job-config.ts';
import type { Lease } from '../run/lease.ts';
import type { ProcedureMessage } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import type { JobState } from './job-state.ts';
import type { Versions } from './snapshot.ts';

/** A request that was answered, kept so that the same Idempotency-Key gets the same answer. */
export interface AnsweredRequest {
  readonly key: string;
  /** The request in canonical form: the same key with another request is refused. */
  readonly request: string;
  /** The reply as JSON. */
  readonly reply: string;
}

/** One atomic write. Control rows are conditional on the versions under which they were read. */
export interface Change {
  readonly base: Versions;
  readonly config?: JobConfig | undefined;
  readonly lease?: Lease | undefined;
  readonly state?: JobState | undefined;
  /** The run's row in the history, written as it is now. */
  readonly run?: Run | undefined;
  /** The messages of an attempt that ended, kept apart from the run because they are purged earlier. */
  readonly messages?: readonly ProcedureMessage[] | undefined;
  readonly answered?: AnsweredRequest | undefined;
  readonly audit?: AuditEntry | undefined;
}

export type CommitResult =
  | { readonly kind: 'committed'; readonly versions: Versions }
  /** Somebody else wrote first, and nothing of this change was written. */
  | { readonly kind: 'conflict' };
