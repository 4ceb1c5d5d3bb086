/** What becomes of dates that somebody tells of: which of them are to be computed again. */
import { type ActiveRun, hasBegun } from '../run/run.ts';
import { type EpochMs, later, type LocalDate, milliseconds, plus } from '../time/time.ts';
import { type Closing, closedThrough } from './closing.ts';
import type { CoveredDays } from './covered-days.ts';
import { holds } from './date-ranges.ts';
import { type LateInput, noLateInput } from './late-input.ts';

export interface ToldDate {
  readonly date: LocalDate;
  readonly rows?: number | undefined;
}

/** The state row has room for no more. */
export const mostLateDates = 400;

export interface Told {
  readonly late: LateInput;
  /** Those that are to be computed again. */
  readonly noted: readonly LocalDate[];
  /** How many of the oldest are given up, because there are more than there is room for. */
  readonly givenUp: number;
}

interface Known {
  readonly coverage?: CoveredDays | undefined;
  readonly late?: LateInput | undefined;
  readonly active?: ActiveRun | undefined;
  readonly closing?: Closing | undefined;
}

/**
 * `at`: when they were told of. What some run has yet to compute needs nothing: it will see the rows. So only dates
 * count that are settled, that a run is computing right now, or where nothing else looks: before coverage, and in a
 * closed period.
 */
export function recordTold(
  { coverage, late, active, closing }: Known,
  told: readonly ToldDate[],
  at: EpochMs,
): Told {
  const before = late ?? noLateInput;
  const closed = closedThrough(closing, at);
  const begun = active !== undefined && hasBegun(active) ? active : undefined;
  const isComputing = (date: LocalDate): boolean => begun !== undefined && holds([begun.range], date);
  const counts = (date: LocalDate): boolean =>
    coverage === undefined ||
    isComputing(date) ||
    holds(coverage.settled, date) ||
    date < coverage.since ||
    (closed !== undefined && date <= closed);
  const noted = told.filter(({ date }) => counts(date));
  const after = new Map(Object.entries(before.dates));
  for (const { date, rows = 0 } of noted) {
    const [toldBefore = at, rowsBefore = 0] = after.get(date) ?? [];
    // By the clock of its process, which may be ahead of ours.
    const ofRun = isComputing(date) && begun !== undefined ? plus(begun.state.attempt.startedAt, tick) : at;
    after.set(date, [later(toldBefore, later(at, ofRun)), Math.max(rowsBefore, rows)]);
  }
  const sorted = [...after].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const kept = sorted.slice(-mostLateDates);
  return {
    late: { ...before, dates: Object.fromEntries(kept) },
    noted: noted.map(({ date }) => date),
    givenUp: sorted.length - kept.length,
  };
}

const tick = milliseconds(1);
