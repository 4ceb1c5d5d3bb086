/** A plan of dates that somebody asks backfill for: what of it there is to compute, or why it is refused. */
import type { CommandRefusal } from '../job/command-outcome.ts';
import type { ReadySnapshot } from '../job/snapshot.ts';
import { rangeOfRequest } from '../run/date-range.ts';
import type { EpochMs, LocalDate } from '../time/time.ts';
import { type Backfill, type BackfillPlan, noBackfill } from './backfill.ts';
import { countDates } from './date-ranges.ts';
import { refuseClosed } from './decide-closing.ts';
import { planned } from './missing-dates.ts';

/** More than a year, and a payroll that is checked a month later. */
export const longestPlanDays = 400;

export interface WantedDates {
  readonly awal: LocalDate;
  readonly akhir: LocalDate;
  readonly dates: BackfillPlan['dates'];
}

type Signed = Pick<BackfillPlan, 'id' | 'by' | 'byId' | 'reason'>;

export type MadePlan =
  /** `days`: how many it has to compute; undefined where the ledger has not been derived yet. */
  | {
      readonly kind: 'plan_made';
      readonly plan: BackfillPlan;
      readonly backfill: Backfill;
      readonly days: number | undefined;
    }
  | CommandRefusal;

type Rows = Pick<ReadySnapshot, 'config' | 'state'>;

/** It ends no pause: whoever paused backfill had a reason. The failures before it say nothing about these dates. */
export function makePlan(
  { config, state }: Rows,
  wanted: WantedDates,
  signed: Signed,
  now: EpochMs,
): MadePlan {
  const { coverage, closing, late, backfill = noBackfill } = state;
  const requested = rangeOfRequest(wanted, now, config, longestPlanDays);
  if (requested.kind === 'refused') return { kind: 'refused', why: 'range_refused', range: requested };
  const { awal, akhir } = requested.range;
  if (backfill.plan !== undefined && !isDone({ state }, backfill.plan, now))
    return { kind: 'refused', why: 'plan_active', plan: backfill.plan, rows: { config, state }, at: now };
  const closed = refuseClosed(requested.range, closing, now);
  if (closed !== undefined) return closed;
  const plan = { ...signed, at: now, awal, akhir, dates: wanted.dates, next: awal, computed: 0 };
  const days =
    coverage === undefined ? undefined : countDates(planned({ coverage, closing, late }, plan, now));
  if (days === 0) return { kind: 'refused', why: 'nothing_missing', asked: { awal, akhir } };
  return { kind: 'plan_made', plan, backfill: { ...backfill, plan, failures: 0 }, days };
}

/** A tick forgets it soon, but not while a run is in progress: nobody should have to wait for that. */
const isDone = ({ state }: Pick<Rows, 'state'>, plan: BackfillPlan, now: EpochMs): boolean => {
  const { coverage, closing, late } = state;
  return coverage !== undefined && planned({ coverage, closing, late }, plan, now).length === 0;
};
