/**
 * Late input: rows that arrived for a date after it was computed. The database, or whoever uploads, tells of the dates;
 * a success that began afterwards has seen the rows, and the date is forgotten here.
 */
import { z } from 'zod';
import { omitUndefined } from '../omit-undefined.ts';
import { type ActiveRun, hasBegun } from '../run/run.ts';
import {
  type DurationMs,
  earlier,
  elapsed,
  EpochMs,
  later,
  LocalDate,
  milliseconds,
  plus,
} from '../time/time.ts';
import type { CoveredDays } from './covered-days.ts';
import { type DateRanges, holds, union } from './date-ranges.ts';
import type { Computed } from './ledger.ts';

/** Since when the last question to the database has failed, and how, for people. */
export const InputProblem = z.object({ message: z.string(), since: EpochMs }).readonly();
export type InputProblem = z.infer<typeof InputProblem>;

export const LateInput = z
  .object({
    /** By date: when it was told of last, and the most rows told at once; 0 where nobody said how many. */
    dates: z.record(LocalDate, z.tuple([EpochMs, z.int().min(0)]).readonly()).readonly(),
    /** When the database was last asked with success. */
    askedAt: EpochMs.exactOptional(),
    problem: InputProblem.exactOptional(),
  })
  .readonly();
export type LateInput = z.infer<typeof LateInput>;

export const noLateInput: LateInput = { dates: {} };

export interface LateDate {
  readonly date: LocalDate;
  readonly toldAt: EpochMs;
  /** 0: not known. */
  readonly rows: number;
}

export interface ToldDate {
  readonly date: LocalDate;
  readonly rows?: number | undefined;
}

/** The state row has room for no more. */
export const mostLateDates = 400;

/** In order of the dates. */
export const lateDates = (late: LateInput | undefined): readonly LateDate[] =>
  Object.entries(late?.dates ?? {})
    .map(([date, [toldAt, rows]]) => ({ date: LocalDate.parse(date), toldAt, rows }))
    .toSorted(byDate);

export const lateRanges = (late: LateInput | undefined): DateRanges => rangesOf(lateDates(late));

export const rangesOf = (dates: readonly { readonly date: LocalDate }[]): DateRanges =>
  union(
    dates.map(({ date }) => ({ awal: date, akhir: date })),
    [],
  );

const byDate = (one: { readonly date: LocalDate }, other: { readonly date: LocalDate }): number =>
  one.date < other.date ? -1 : 1;

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
}

/**
 * `at`: when they were told of. What some run has yet to compute needs nothing: it will see the rows. So only dates
 * count that are settled, that a run is computing right now, or that lie before coverage, where nothing else looks.
 */
export function recordTold({ coverage, late, active }: Known, told: readonly ToldDate[], at: EpochMs): Told {
  const before = late ?? noLateInput;
  const begun = active !== undefined && hasBegun(active) ? active : undefined;
  const isComputing = (date: LocalDate): boolean => begun !== undefined && holds([begun.range], date);
  const counts = (date: LocalDate): boolean =>
    coverage === undefined || isComputing(date) || date < coverage.since || holds(coverage.settled, date);
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

/** A success has seen every row of its dates that was told of before it began. */
export function withoutSeen(late: LateInput, { awal, akhir, at }: Computed): LateInput {
  const isSeen = ({ date, toldAt }: LateDate): boolean => awal <= date && date <= akhir && toldAt < at;
  if (!lateDates(late).some(isSeen)) return late;
  const rest = lateDates(late).filter((each) => !isSeen(each));
  return { ...late, dates: Object.fromEntries(rest.map(({ date, toldAt, rows }) => [date, [toldAt, rows]])) };
}

/** Those that no run of the schedule is going to compute: before `first`, the first date of its next range. */
export const pendingDates = (late: LateInput | undefined, first: LocalDate): readonly LateDate[] =>
  lateDates(late).filter(({ date }) => date < first);

/** Of those, the ones for which nothing more has arrived for a while. */
export const quietRanges = (
  late: LateInput | undefined,
  first: LocalDate,
  quiet: DurationMs,
  now: EpochMs,
): DateRanges =>
  late === undefined
    ? []
    : rangesOf(pendingDates(late, first).filter(({ toldAt }) => elapsed(toldAt, now) >= quiet));

/** As it must be where the clock went back: what lies ahead would never be quiet, and never seen. */
export function lateAsOf({ dates, askedAt, problem }: LateInput, now: EpochMs): LateInput {
  const past = (instant: EpochMs): EpochMs => earlier(instant, now);
  return {
    dates: Object.fromEntries(
      Object.entries(dates).map(([date, [toldAt, rows]]) => [date, [past(toldAt), rows]]),
    ),
    ...omitUndefined({
      askedAt: askedAt && past(askedAt),
      problem: problem && { ...problem, since: past(problem.since) },
    }),
  };
}
