/**
 * The next closing day (CUT_OFF_DAY): what of its period is not settled, and by when the last run or chunk of backfill must
 * begin so that everything is settled by the end of that day.
 */
import type { JobConfig } from '../job/job-config.ts';
import type { JobState } from '../job/job-state.ts';
import { usualMean } from '../job/run-durations.ts';
import type { DateRange } from '../run/date-range.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { civilDate, dayMs, dayOf, dayOfCivil, daysInMonth } from '../time/calendar-days.ts';
import {
  addDays,
  type DurationMs,
  elapsed,
  type EpochMs,
  epochMsToLocalDate,
  type LocalDate,
  milliseconds,
  minus,
} from '../time/time.ts';
import { fromLocal } from '../time/zone-offsets.ts';
import { heldBy } from './backfill.ts';
import { openDates } from './closing.ts';
import { lastComplete } from './covered-days.ts';
import { type DateRanges, lengthOf, rangeOrNone, within, without } from './date-ranges.ts';
import { daysPerChunk, expectedDuration } from './decide-backfill.ts';
import { gaps, settledNow } from './missing-dates.ts';

export interface CutOff {
  readonly day: LocalDate;
  /** From the day after the closing day before. */
  readonly period: DateRange;
  /** Dates of the period that could be settled by now, and are not. */
  readonly unsettled: DateRanges;
  /** Undefined where everything is settled that can be by the end of the day. */
  readonly startBy: EpochMs | undefined;
  readonly inDanger: boolean;
}

/** Undefined without CUT_OFF_DAY, and until a tick has derived the coverage. `nextSlot` as `gaps` takes it. */
export function cutOff(
  { config, state }: { readonly config: JobConfig; readonly state: JobState },
  nextSlot: EpochMs | undefined,
  now: EpochMs,
  settings: Settings,
): CutOff | undefined {
  const { coverage, closing, late } = state;
  const { cutOffDay } = settings;
  if (cutOffDay === undefined || coverage === undefined) return undefined;
  const { day, period } = nextClosing(epochMsToLocalDate(now, config.timeZone), cutOffDay);
  const usual = usualMean(state.durations) ?? settings.runTimeout;
  const end = fromLocal((dayOf(day) + 1) * dayMs, config.timeZone);
  // Input of the dates after can still come when the last run begins that ends by then: nobody can settle them in time.
  const last = lastComplete(minus(end, usual), coverage);
  const toSettle = within(
    openDates(without(rangeOrNone(coverage.since, last), settledNow({ coverage, late })), closing, now),
    period,
  );
  const soFar = rangeOrNone(period.awal, lastComplete(now, coverage));
  const coming = without(toSettle, soFar);
  const unsettled = without(toSettle, coming);
  const chunkDays = daysPerChunk(config, settings);
  const needed = unsettled.map((range) => durationOf(range, chunkDays, config.daysBack, usual));
  const total = needed.reduce((sum, each) => sum + each, coming.length === 0 ? 0 : usual);
  const startBy = toSettle.length === 0 ? undefined : minus(end, milliseconds(total));
  const isLate = startBy !== undefined && unsettled.length > 0 && elapsed(now, startBy) <= usual;
  const missing = within(gaps({ coverage, closing }, config, nextSlot, now), period);
  const isHeld = missing.length > 0 && heldBy(state.backfill, config, settings) !== undefined;
  return { day, period, unsettled, startBy, inDanger: isLate || isHeld };
}

/** The first closing day from this date on. */
function nextClosing(today: LocalDate, cutOffDay: number): Pick<CutOff, 'day' | 'period'> {
  const { year, month } = civilDate(dayOf(today));
  // Counted from January of the year 0.
  const current = year * 12 + month - 1;
  const next = closingDayOf(current, cutOffDay) < dayOf(today) ? current + 1 : current;
  const last = closingDayOf(next, cutOffDay);
  const day = addDays(today, last - dayOf(today));
  const length = last - closingDayOf(next - 1, cutOffDay);
  return { day, period: { awal: addDays(day, 1 - length), akhir: day } };
}

function closingDayOf(months: number, cutOffDay: number): number {
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  return dayOfCivil(year, month, Math.min(cutOffDay, daysInMonth(year, month)));
}

/** Of the chunks in which a range is computed. */
function durationOf(range: DateRange, chunkDays: number, daysBack: number, usual: DurationMs): number {
  const { awal } = range;
  const whole = Math.floor(lengthOf(range) / chunkDays);
  const rest = lengthOf(range) % chunkDays;
  const ofDays = (count: number): number =>
    count === 0 ? 0 : expectedDuration({ awal, akhir: addDays(awal, count - 1) }, daysBack, usual);
  return whole * ofDays(chunkDays) + ofDays(rest);
}
