/** One atomic write to the job's rows, and its result. */
import type { LedgerMonth } from '../coverage/ledger.ts';
import type { AuditEntry } from './audit.ts';
import type { JobConfig } from './job-config.ts';
import type { Lease } from '../run/lease.ts';
import type { ProcedureMessage } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import type { OutboxChange, SentNotice, Waiting } from '../notices/outbox.ts';
import type { JobState } from './job-state.ts';
import type { Versions } from './snapshot.ts';

/** An answered request, kept so that the same Idempotency-Key gets the same answer. */
export interface AnsweredRequest {
  readonly key: string;
  /** The request in canonical form: the same key with another request is refused. */
  readonly request: string;
  /** The reply as JSON. */
  readonly reply: string;
}

/** Control rows are written only if their versions have not changed since they were read. */
export interface Change {
  readonly base: Versions;
  readonly config?: JobConfig | undefined;
  readonly lease?: Lease | undefined;
  readonly state?: JobState | undefined;
  /** The run's row in the history. */
  readonly run?: Run | undefined;
  /** The messages of an ended attempt, kept apart from the run because they are purged earlier. */
  readonly messages?: readonly ProcedureMessage[] | undefined;
  /** Months of the ledger, whole. */
  readonly ledger?: readonly LedgerMonth[] | undefined;
  readonly answered?: AnsweredRequest | undefined;
  readonly audit?: AuditEntry | undefined;
  /** To be sent, or, where nobody gets them, kept in the history. */
  readonly waiting?: readonly Waiting[] | undefined;
  readonly unsent?: readonly SentNotice[] | undefined;
  /** What no longer waits, because of this change. */
  readonly outbox?: Pick<OutboxChange, 'update' | 'remove' | 'history'> | undefined;
}

export type CommitResult =
  | { readonly kind: 'committed'; readonly versions: Versions }
  /** Another process wrote first, and nothing of this change was written. */
  | { readonly kind: 'conflict' };
