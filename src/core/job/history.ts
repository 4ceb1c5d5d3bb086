/** Queries of the history and their pages, and notices about damaged rows. */
import type { AuditEntry } from './audit.ts';
import type { DamagedRow } from './damaged-row.ts';
import type { SentNotice } from '../notices/outbox.ts';
import type { Run, RunOutcome } from '../run/run.ts';
import type { EpochMs } from '../time/time.ts';

export interface RunQuery {
  readonly limit: number;
  readonly outcome?: RunOutcome | 'active' | undefined;
  /** Only runs older than this one. */
  readonly before?: string | undefined;
}

/** By the time of creation: from `from` on, before `to`. */
export interface RunPeriod {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly limit: number;
}

export interface RunPage {
  readonly runs: readonly Run[];
  /** Left out. */
  readonly damaged?: readonly DamagedRow[];
  /** The id to pass as `before` for the next page; absent on the last one. */
  readonly next?: string | undefined;
  /** The search ended here for this page although it is not full; the next one goes on. */
  readonly searchedBackTo?: EpochMs | undefined;
}

export interface AuditQuery {
  readonly limit: number;
  /** Only entries with a smaller sequence number. */
  readonly before?: number | undefined;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** The highest sequence number that a row of the page has by its key, readable or not. */
  readonly newest?: number | undefined;
  /** Left out. */
  readonly damaged?: readonly DamagedRow[];
  /** The sequence number to pass as `before` for the next page; absent on the last one. */
  readonly next?: number | undefined;
}

export interface NoticeQuery {
  readonly limit: number;
  /** Only notices older than the one with this id. */
  readonly before?: string | undefined;
}

export interface NoticePage {
  /** Newest first. */
  readonly notices: readonly SentNotice[];
  /** Left out. */
  readonly damaged?: readonly DamagedRow[];
  /** The id to pass as `before` for the next page; absent on the last one. */
  readonly next?: string | undefined;
}

export interface PurgeResult {
  readonly purged: number;
  /** False when the limit was reached before all old rows were gone. */
  readonly complete: boolean;
}

/** What the store found wrong with a row. */
export interface StoreNotice {
  /** `damaged`: it was left out. `limited`: a value was taken at its limit. `replaced`: it was made from other rows. */
  readonly kind: 'damaged' | 'limited' | 'replaced';
  readonly row: string;
  readonly problem: string;
}
