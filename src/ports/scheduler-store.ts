/** The rows of one job, as operations read and write them. */
import type { DamagedRow } from '../core/job/damaged-row.ts';
import type {
  AuditPage,
  AuditQuery,
  NoticePage,
  NoticeQuery,
  PurgeResult,
  RunPage,
  RunPeriod,
  RunQuery,
  StoreNotice,
} from '../core/job/history.ts';
import type { AnsweredRequest, Change, CommitResult } from '../core/job/change.ts';
import type { TickGap, TickNews } from '../core/job/tick-record.ts';
import type { ControlRows, Snapshot } from '../core/job/snapshot.ts';
import type { OutboxChange, OutboxWritten } from '../core/notices/outbox.ts';
import type { ProcedureMessage } from '../core/run/progress.ts';
import type { RateWindow } from '../core/job/rate-limit.ts';
import type { Run } from '../core/run/run.ts';
import type { LedgerMonth, Month } from '../core/coverage/ledger.ts';
import type { EpochMs } from '../core/time/time.ts';

/** The rows of one job. Each method throws when the store cannot be reached. */
export interface SchedulerStore {
  /** All control rows, in one round trip. `meanwhile` is called when the question is on its way; it must not throw. */
  read(meanwhile?: () => void): Promise<Snapshot>;
  initialise(rows: ControlRows): Promise<CommitResult>;
  /** One round trip, one atomic write. If the reply is lost but the write was applied, it counts as committed. */
  commit(change: Change): Promise<CommitResult>;
  findRun(id: string): Promise<Run | DamagedRow | undefined>;
  findMessages(id: string): Promise<readonly ProcedureMessage[]>;
  listRuns(query: RunQuery): Promise<RunPage>;
  /** Newest first; of more than `limit`, the newest. Damaged ones are left out. One round trip for 1,000. */
  listRunsOf(period: RunPeriod): Promise<readonly Run[]>;
  /** The months that exist, from the first to the last, both included. One round trip. */
  readLedger(from: Month, to: Month): Promise<readonly LedgerMonth[]>;
  findAnswered(key: string): Promise<AnsweredRequest | DamagedRow | undefined>;
  listAudit(query: AuditQuery): Promise<AuditPage>;
  /** Notices that no longer wait, newest first. Those that wait come with `read`. */
  listNotices(query: NoticeQuery): Promise<NoticePage>;
  /** What is being sent and what became of it. All of it is written, or nothing. */
  writeOutbox(change: OutboxChange): Promise<OutboxWritten>;
  /** Writes without conditions: it decides nothing. */
  noteTick(news: TickNews): Promise<void>;
  /** Those that end after `from`, the earliest first. */
  listGaps(query: { readonly from: EpochMs; readonly limit: number }): Promise<readonly TickGap[]>;
  /** Random and kept for good. */
  keySalt(): Promise<string>;
  /** Without a window where its row is damaged. */
  readRate(
    caller: string,
  ): Promise<{ readonly window: RateWindow | undefined; readonly version: string } | undefined>;
  /** `version` as read; undefined if there was no window yet. */
  writeRate(caller: string, window: RateWindow, version: string | undefined): Promise<'written' | 'conflict'>;
  /** Deletes rows past their retention time, at most `limit`. */
  purge(now: EpochMs, limit: number): Promise<PurgeResult>;
  /** What it found wrong since somebody last asked, for the log. */
  takeNotices(): readonly StoreNotice[];
}
