/** The metrics of dates: which are settled, missing or closed, and how backfill gets on. */
import { closedThrough, openDates } from '../../core/coverage/closing.ts';
import { noBackfill } from '../../core/coverage/backfill.ts';
import { cutOff } from '../../core/coverage/cut-off.ts';
import { countDates } from '../../core/coverage/date-ranges.ts';
import { workOf } from '../../core/coverage/decide-backfill.ts';
import { pendingDates, rangesOf } from '../../core/coverage/late-input.ts';
import { gaps, settledThrough } from '../../core/coverage/missing-dates.ts';
import { decide, nextSlotOf } from '../../core/job/decide.ts';
import type { ControlRows, Snapshot } from '../../core/job/snapshot.ts';
import { daysBackFrom } from '../../core/run/date-range.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { dayMs, dayOf } from '../../core/time/calendar-days.ts';
import type { EpochMs, LocalDate, TimeZone } from '../../core/time/time.ts';
import { fromLocal } from '../../core/time/zone-offsets.ts';
import type { BackfillView } from '../schemas/coverage-schemas.ts';
import { toBackfillView } from '../views/backfill-view.ts';
import type { MetricFamily } from './exposition.ts';
import { gauge, gaugeBy, timestamp } from './families.ts';

/** None before a tick has derived which dates are computed. */
export function coverageMetrics(
  { config, state }: ControlRows,
  snapshot: Snapshot,
  now: EpochMs,
  settings: Settings,
): readonly MetricFamily[] {
  const { coverage, closing: closed, late, backfill = noBackfill } = state;
  if (coverage === undefined || snapshot.kind === 'empty') return [];
  const nextSlot = nextSlotOf(decide(snapshot, now, settings.startDelay));
  const missing = countDates(gaps({ coverage, closing: closed }, config, nextSlot, now));
  const pending = rangesOf(pendingDates(late, daysBackFrom(nextSlot ?? now, config)));
  const remaining = countDates(workOf({ config, state }, nextSlot, now, settings).missing);
  const closing = cutOff({ config, state }, nextSlot, now, settings);
  const view = toBackfillView({ config, state }, missing, now, settings);
  return [
    ...gauge(
      'coverage_gap_dates',
      'Dates that the schedule has moved past and that are not settled.',
      missing,
    ),
    ...gauge(
      'coverage_settled_through_timestamp_seconds',
      'The end of the last date up to which every date is settled or closed.',
      endOf(settledThrough({ coverage, closing: closed, late }, now), config.timeZone),
    ),
    ...gauge(
      'coverage_pending_dates',
      'Computed dates with late input that backfill is to compute again.',
      countDates(openDates(pending, closed, now)),
    ),
    ...gauge(
      'coverage_closed_through_timestamp_seconds',
      'The end of the last closed date; absent while nothing is closed.',
      endOf(closedThrough(closed, now), config.timeZone),
    ),
    ...gauge(
      'late_input_unknown_timestamp_seconds',
      'Since when the database has not answered which dates have late input; absent while it does.',
      timestamp(late?.problem?.since),
    ),
    ...gauge(
      'cut_off_in_danger',
      '1 while the period of the next closing day may not be settled in time; absent without CUT_OFF_DAY.',
      closing === undefined ? undefined : Number(closing.inDanger),
    ),
    ...gauge(
      'cut_off_start_by_timestamp_seconds',
      'When the last run or backfill must start for that period; absent where it is settled.',
      timestamp(closing?.startBy),
    ),
    ...gauge('backfill_remaining_dates', 'Dates that backfill has to compute now.', remaining),
    ...gauge(
      'backfill_failures',
      'Runs of backfill that failed in a row; after three of them it stops.',
      backfill.failures,
    ),
    ...gaugeBy('state', 'backfill_state', '1 for the state of backfill.', { ...noState, [view.state]: 1 }),
  ];
}

const noState: Readonly<Record<BackfillView['state'], number>> = {
  idle: 0,
  offered: 0,
  waiting: 0,
  running: 0,
  paused: 0,
  stopped: 0,
};

/** Midnight after the date. */
const endOf = (date: LocalDate | undefined, zone: TimeZone): number | undefined =>
  date === undefined ? undefined : timestamp(fromLocal((dayOf(date) + 1) * dayMs, zone));
