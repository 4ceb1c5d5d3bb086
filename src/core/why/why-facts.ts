/** All that an answer is made from, as it was read. */
import type { ControlRows } from '../job/snapshot.ts';
import type { TickGap } from '../job/tick-record.ts';
import type { Run } from '../run/run.ts';
import { type DurationMs, type EpochMs, milliseconds, plus } from '../time/time.ts';
import type { AuditRead } from './config-then.ts';

export interface WhyFactsRead {
  readonly at: EpochMs;
  readonly now: EpochMs;
  readonly rows: ControlRows;
  readonly audit: AuditRead;
  /** Around the instant, in the order of their creation: the last ones before it, and those that followed. */
  readonly runs: readonly Run[];
  readonly gaps: readonly TickGap[];
  readonly startDelay: DurationMs;
  /** The usual duration of a run, for the future. */
  readonly usual: DurationMs | undefined;
}

/** An answer is about the minute that begins at the instant. */
export const endOfMinute = (at: EpochMs): EpochMs => plus(at, milliseconds(59_999));
