/** When a date with late input is computed again: once nothing more arrives for it. */
import type { PendingSettings } from '../settings/pending-environment.ts';
import {
  type DurationMs,
  elapsed,
  type EpochMs,
  type LocalDate,
  milliseconds,
  minutes,
  plus,
} from '../time/time.ts';
import type { DateRanges } from './date-ranges.ts';
import { type LateInput, lateDates, pendingDates, rangesOf } from './late-input.ts';

type Quiet = Pick<PendingSettings, 'procedure' | 'quiet'>;

const longestReach = minutes(10);

/**
 * Rows may become visible some time after the instant that they bear: the clock of the server is another, and a
 * transaction takes its time. So a question reaches back behind the last one.
 */
export const reachOf = ({ quiet }: Pick<PendingSettings, 'quiet'>): DurationMs =>
  milliseconds(Math.min(longestReach, Math.floor(quiet / 3)));

/**
 * A run, a pause or an outage may have kept the scheduler from asking since: then more may have arrived, and the next
 * question would tell the same rows again, behind the run that has seen them. A procedure that fails holds up nothing.
 */
function isOpen({ askedAt, problem }: LateInput, toldAt: EpochMs, settings: Quiet): boolean {
  if (settings.procedure === undefined || problem !== undefined || askedAt === undefined) return false;
  return askedAt < plus(toldAt, milliseconds(2 * reachOf(settings)));
}

/** Dates before `first`, for which nothing more has arrived for a while. */
export const quietRanges = (
  late: LateInput | undefined,
  first: LocalDate,
  settings: Quiet,
  now: EpochMs,
): DateRanges =>
  late === undefined
    ? []
    : rangesOf(
        pendingDates(late, first).filter(
          ({ toldAt }) => elapsed(toldAt, now) >= settings.quiet && !isOpen(late, toldAt, settings),
        ),
      );

/** Some date would be quiet for long enough, if only the database was asked once more. */
export const questionIsAwaited = (late: LateInput, settings: Quiet, now: EpochMs): boolean =>
  lateDates(late).some(
    ({ toldAt }) => elapsed(toldAt, now) >= settings.quiet && isOpen(late, toldAt, settings),
  );
