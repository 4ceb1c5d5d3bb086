/**
 * The ledger: by which run each calendar date was last computed. A record per month of the dates in it, written in the
 * transaction that ends the run, and never purged. The history gives the same ledger as long as it reaches back.
 */
import { z } from 'zod';
import type { DateRange } from '../run/date-range.ts';
import { type FinishedRun, isFinished, type Run } from '../run/run.ts';
import { daysInMonth } from '../time/calendar-days.ts';
import { EpochMs, LocalDate } from '../time/time.ts';
import { commonDates, overlaps, without } from './date-ranges.ts';

/** Dates in a row whose last success was the same run. */
export const Computed = z
  .object({
    awal: LocalDate,
    akhir: LocalDate,
    /**
     * When the attempt that succeeded began, a moment before its EXEC: input that had arrived by then is computed. By
     * the clock of its process.
     */
    at: EpochMs,
    runId: z.string(),
  })
  .readonly();
export type Computed = z.infer<typeof Computed>;

/** In order, apart from each other. */
export const Ledger = z.array(Computed).readonly();
export type Ledger = z.infer<typeof Ledger>;

/** `YYYY-MM`. */
export type Month = string;
export const monthOf = (date: LocalDate): Month => date.slice(0, 'YYYY-MM'.length);

export interface LedgerMonth {
  readonly month: Month;
  readonly computed: Ledger;
}

/** Undefined for a run that proves nothing about its dates. */
export function computedBy(run: Run): Computed | undefined {
  if (!isFinished(run) || run.state.outcome !== 'succeeded') return undefined;
  const at = startOfSuccess(run);
  return at === undefined ? undefined : { ...run.range, at, runId: run.id };
}

const startOfSuccess = ({ attempts }: FinishedRun): EpochMs | undefined => attempts.at(-1)?.startedAt;

/** The later run wins, whatever the clocks showed: it saw everything that the one before saw. */
export const record = (ledger: Ledger, computed: Computed): Ledger =>
  [...leaveOut(ledger, computed), computed].toSorted((one, other) => (one.awal < other.awal ? -1 : 1));

export const leaveOut = (ledger: Ledger, dates: DateRange): Ledger =>
  ledger.flatMap((each) =>
    overlaps(each, dates) ? without([each], [dates]).map((range) => ({ ...each, ...range })) : [each],
  );

/** `runs` in any order: those of the history. What older runs have computed stays as it is known. */
export function renewedBy(known: Ledger, runs: readonly Run[]): Ledger {
  const sorted = runs.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const oldest = sorted[0]?.id;
  const older = known.filter(({ runId }) => oldest === undefined || runId < oldest);
  return sorted.flatMap((run) => computedBy(run) ?? []).reduce(record, older);
}

/** The months of the range that its dates change, as they are afterwards. `known`: at least those months. */
export function monthsAfter(known: readonly LedgerMonth[], computed: Computed): readonly LedgerMonth[] {
  return monthsOf(computed).map((bounds) => {
    const month = monthOf(bounds.awal);
    const before = known.find((each) => each.month === month)?.computed ?? [];
    const part = commonDates(computed, bounds);
    const after = part === undefined ? before : record(before, { ...computed, ...part });
    return { month, computed: after };
  });
}

/** Splits at the ends of months. */
export function byMonth(ledger: Ledger): readonly LedgerMonth[] {
  const months = new Map<Month, Computed[]>();
  for (const computed of ledger) {
    for (const bounds of monthsOf(computed)) {
      const part = commonDates(computed, bounds);
      if (part === undefined) continue;
      const month = monthOf(part.awal);
      months.set(month, [...(months.get(month) ?? []), { ...computed, ...part }]);
    }
  }
  return [...months].map(([month, computed]) => ({ month, computed }));
}

/** Whole months, as ranges. */
export function monthsOf({ awal, akhir }: DateRange): readonly DateRange[] {
  const months: DateRange[] = [];
  for (let month = monthOf(awal); ; month = monthAfter(month)) {
    months.push({ awal: LocalDate.parse(`${month}-01`), akhir: lastOf(month) });
    if (month >= monthOf(akhir)) return months;
  }
}

function lastOf(month: Month): LocalDate {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return LocalDate.parse(`${month}-${daysInMonth(year, number)}`);
}

function monthAfter(month: Month): Month {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(nextYear).padStart(4, '0')}-${String(next).padStart(2, '0')}`;
}
