/** The notices of dates: they stay missing, or their late input is not computed. */
import { z } from 'zod';
import { commonFields as common } from './run-notice.ts';
import { DateRanges } from '../coverage/date-ranges.ts';
import { DateRange } from '../run/date-range.ts';
import { FailureClass } from '../run/failure.ts';
import { EpochMs, LocalDate } from '../time/time.ts';

/** A notice names no more ranges of dates: the dashboard shows them all. */
export const mostNamed = 5;

const ofDates = {
  ...common,
  /** How many dates, those included that are not named. */
  days: z.int(),
  /** The first few. */
  dates: DateRanges,
};

export const CoverageGap = z
  .object({
    kind: z.literal('coverage_gap'),
    ...ofDates,
    /** `ask`: nobody has asked for them. `slow`: nothing forbids to compute them, and still it does not happen. */
    why: z.enum(['ask', 'paused', 'slow']),
    /** Of the pause of backfill. */
    by: z.string().exactOptional(),
    reason: z.string().exactOptional(),
  })
  .readonly();

/** Nothing missing is computed until somebody resumes it. */
export const BackfillStopped = z
  .object({
    kind: z.literal('backfill_stopped'),
    ...ofDates,
    /** Of the last chunk that failed. */
    runId: z.string(),
    range: DateRange,
    outcome: z.enum(['failed', 'timed_out', 'lost']),
    failures: z.int(),
    failure: z.object({ class: FailureClass, number: z.int().exactOptional() }).readonly().exactOptional(),
  })
  .readonly();

export const LateInClosedPeriod = z
  .object({
    kind: z.literal('late_in_closed_period'),
    ...ofDates,
    /** The last closed date. */
    through: LocalDate,
    /** Absent where nobody said how many. */
    rows: z.int().exactOptional(),
  })
  .readonly();

/** What is not settled may not be settled by the end of the closing day (CUT_OFF_DAY). */
export const CutOffInDanger = z
  .object({
    kind: z.literal('cut_off_in_danger'),
    ...ofDates,
    /** The closing day. */
    day: LocalDate,
    /** The last run or chunk of backfill must begin by then. */
    startBy: EpochMs,
  })
  .readonly();

/** The database does not answer which dates have new rows. */
export const LateInputUnknown = z
  .object({ kind: z.literal('late_input_unknown'), ...common, since: EpochMs })
  .readonly();
