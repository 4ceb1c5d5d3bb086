/** The dates of a period, each with its last success. Two round trips, whatever its length. */
import { type Day, daysOf } from '../../core/coverage/day-states.ts';
import { pendingDates, rangesOf } from '../../core/coverage/late-input.ts';
import { monthOf } from '../../core/coverage/ledger.ts';
import { gaps } from '../../core/coverage/missing-dates.ts';
import { decide, nextSlotOf } from '../../core/job/decide.ts';
import type { Snapshot } from '../../core/job/snapshot.ts';
import { rowsOrDefaults } from '../../core/job/snapshot.ts';
import { type DateRange, daysBackFrom } from '../../core/run/date-range.ts';
import { hasBegun } from '../../core/run/run.ts';
import { daysBetween, type EpochMs, epochMsToLocalDate, LocalDate } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';

/** As far as a backfill may reach. */
const mostDays = 400;

export interface DaysOfPeriod {
  readonly kind: 'read';
  readonly period: DateRange;
  readonly days: readonly Day[];
  readonly snapshot: Snapshot;
  readonly now: EpochMs;
}

/** It ends before it begins, or it is too long. */
export interface BadDays {
  readonly kind: 'bad_days';
  readonly period: DateRange;
}

/** By default this month and the two before, up to today. */
export async function readDays(
  { store, clock, settings }: World,
  given: { readonly from?: LocalDate | undefined; readonly to?: LocalDate | undefined },
): Promise<DaysOfPeriod | BadDays> {
  const snapshot = await store.read();
  const now = clock.now();
  const { config, state } = rowsOrDefaults(snapshot, settings, now);
  const akhir = given.to ?? epochMsToLocalDate(now, config.timeZone);
  const awal = given.from ?? twoMonthsBefore(akhir);
  const period = { awal, akhir };
  if (akhir < awal || daysBetween(awal, akhir) >= mostDays) return { kind: 'bad_days', period };
  const { coverage, closing, late, active } = state;
  if (coverage === undefined) return { kind: 'read', period, days: [], snapshot, now };
  const months = await store.readLedger(monthOf(awal), monthOf(akhir));
  const nextSlot = nextSlotOf(decide(snapshot, now, settings.startDelay));
  const read = {
    coverage,
    closing,
    ledger: months.flatMap(({ computed }) => computed),
    gaps: gaps({ coverage, closing }, config, nextSlot, now),
    pending: rangesOf(pendingDates(late, daysBackFrom(nextSlot ?? now, config))),
    inProgress: active !== undefined && hasBegun(active) ? active.range : undefined,
    now,
  };
  return { kind: 'read', period, days: daysOf(period, read), snapshot, now };
}

/** The first day of the month two months ago. */
function twoMonthsBefore(date: LocalDate): LocalDate {
  const [year = 1970, month = 1] = date.split('-').map(Number);
  const [before, first] = month > 2 ? [year, month - 2] : [year - 1, month + 10];
  return LocalDate.parse(`${String(before).padStart(4, '0')}-${String(first).padStart(2, '0')}-01`);
}
