/**
 * What the state row keeps of the ledger, so that an idle tick and a status request need no other row: which dates are
 * settled, and which were computed while their input could still come. Derived from the ledger under a time zone and a
 * number of hours; when one of those changes, it is derived anew.
 */
import { z } from 'zod';
import type { DateRange } from '../run/date-range.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import {
  addDays,
  type EpochMs,
  epochMsToLocalDate,
  hours,
  LocalDate,
  minus,
  TimeZone,
} from '../time/time.ts';
import { DateRanges, union, without } from './date-ranges.ts';
import { type Computed, leaveOut, Ledger, record } from './ledger.ts';

/** What decides whether a date is settled. */
export interface Terms {
  readonly zone: TimeZone;
  /** After the end of a date its input can still come for so long: night shifts, machines that are read in the morning. */
  readonly settlesAfterHours: number;
}

export const CoveredDays = z
  .object({
    /** Coverage begins here. */
    since: LocalDate,
    zone: TimeZone,
    settlesAfterHours: z.number().min(0),
    settled: DateRanges,
    /** Computed, but not settled; of the ledger. */
    open: Ledger,
  })
  .readonly();
export type CoveredDays = z.infer<typeof CoveredDays>;

/** The last date whose input had all come by this instant, as far as the terms tell. */
export const lastComplete = (at: EpochMs, { zone, settlesAfterHours }: Terms): LocalDate =>
  addDays(epochMsToLocalDate(minus(at, hours(settlesAfterHours)), zone), -1);

/** The date of the first start, or an earlier one that is set. */
export function coverageBegins(
  known: LocalDate | undefined,
  zone: TimeZone,
  { coverageSince }: Pick<Settings, 'coverageSince'>,
  now: EpochMs,
): LocalDate {
  const first = known ?? epochMsToLocalDate(now, zone);
  return coverageSince !== undefined && coverageSince < first ? coverageSince : first;
}

export function coveredDays(ledger: Ledger, since: LocalDate, terms: Terms): CoveredDays {
  const none = { since, ...termsOf(terms), settled: [], open: [] };
  return ledger.reduce<CoveredDays>(recordComputed, none);
}

const termsOf = ({ zone, settlesAfterHours }: Terms): Terms => ({ zone, settlesAfterHours });

export const isUnder = (covered: CoveredDays, terms: Terms): boolean =>
  covered.zone === terms.zone && covered.settlesAfterHours === terms.settlesAfterHours;

/** After one more success, of which `computed` is what the ledger gets. */
export function recordComputed(covered: CoveredDays, computed: Computed): CoveredDays {
  const { awal, akhir, at, runId } = computed;
  const complete = lastComplete(at, covered);
  const settledNow = partUpTo(computed, complete);
  const openNow = partAfter(computed, complete).map((range) => ({ ...range, at, runId }));
  const settled = union(without(covered.settled, [{ awal, akhir }]), settledNow);
  const open = openNow.reduce(record, leaveOut(covered.open, computed));
  return { ...covered, settled: settled.slice(-mostRanges), open: open.slice(-mostRanges) };
}

/** More are a defect: each is a stretch of days that nobody has computed. The oldest are given up. */
const mostRanges = 150;

const partUpTo = ({ awal, akhir }: DateRange, last: LocalDate): DateRanges =>
  awal > last ? [] : [{ awal, akhir: akhir < last ? akhir : last }];

const partAfter = ({ awal, akhir }: DateRange, last: LocalDate): DateRanges =>
  akhir <= last ? [] : [{ awal: awal > last ? awal : addDays(last, 1), akhir }];
