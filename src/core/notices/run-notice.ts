/** The notices of a run that ended badly, or does not end. */
import { z } from 'zod';
import { Severity } from './channel.ts';
import { DateRange } from '../run/date-range.ts';
import { FailureClass } from '../run/failure.ts';
import { DurationMs, EpochMs } from '../time/time.ts';

export const commonFields = {
  /** A ULID. Receivers drop a second delivery by it. */
  id: z.string(),
  at: EpochMs,
  severity: Severity,
};
/** Of a run that ended badly. */
const ofRun = {
  ...commonFields,
  runId: z.string(),
  range: DateRange,
};
const ofEnd = {
  ...ofRun,
  attempts: z.int(),
  /** Runs that failed, timed out or were lost without a success since, this one included. */
  failures: z.int(),
  /** Absent while no run has succeeded yet. */
  lastSuccessAt: EpochMs.exactOptional(),
  /** The next slot; absent while none is planned. */
  nextAt: EpochMs.exactOptional(),
};

/** Without the server's own words: they may quote rows, and leave the organisation with the notice. */
export const RunFailed = z
  .object({
    kind: z.literal('run_failed'),
    ...ofEnd,
    failure: z.object({ class: FailureClass, number: z.int().exactOptional() }).readonly(),
  })
  .readonly();
export const RunTimedOut = z
  .object({ kind: z.literal('run_timed_out'), ...ofEnd, limit: DurationMs })
  .readonly();
export const RunLost = z.object({ kind: z.literal('run_lost'), ...ofEnd }).readonly();
/** A slot was skipped because somebody else executes the procedure. `runId` is the skip's. */
export const ForeignRun = z
  .object({ kind: z.literal('foreign_run'), ...ofRun, nextAt: EpochMs.exactOptional() })
  .readonly();
export const UnusuallyLong = z
  .object({
    kind: z.literal('unusually_long'),
    ...ofRun,
    startedAt: EpochMs,
    /** The duration that the run has exceeded: the 95th percentile, or twice the median of few runs. */
    usual: DurationMs,
  })
  .readonly();
/** The process lost sight of the procedure, and SQL Server cannot be asked. No other run begins until then. */
export const EndOpen = z.object({ kind: z.literal('end_open'), ...ofRun, since: EpochMs }).readonly();
