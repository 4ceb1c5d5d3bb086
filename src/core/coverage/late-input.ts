/**
 * Late input: rows that arrived for a date after it was computed. The database, or whoever uploads, tells of the dates;
 * a success that began afterwards has seen the rows, and the date is forgotten here.
 */
import { z } from 'zod';
import { omitUndefined } from '../omit-undefined.ts';
import { type ActiveRun, hasBegun } from '../run/run.ts';
import { earlier, EpochMs, LocalDate } from '../time/time.ts';
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

/**
 * As it must be where the clock went back: what lies ahead would never be quiet, and never seen. Dates of a run that has
 * begun keep their instants until it ends: put back before its beginning, they would count as seen.
 */
export function lateAsOf(
  { dates, askedAt, problem }: LateInput,
  now: EpochMs,
  active?: ActiveRun,
): LateInput {
  const begun = active !== undefined && hasBegun(active) ? [active.range] : [];
  const past = (instant: EpochMs): EpochMs => earlier(instant, now);
  return {
    dates: Object.fromEntries(
      lateDates({ dates }).map(({ date, toldAt, rows }) => [
        date,
        [holds(begun, date) ? toldAt : past(toldAt), rows],
      ]),
    ),
    ...omitUndefined({
      askedAt: askedAt && past(askedAt),
      problem: problem && { ...problem, since: past(problem.since) },
    }),
  };
}
