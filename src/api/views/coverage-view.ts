/** Which dates are computed, settled, missing and closed, as the API shows it. */
import { type Closing, closedThrough, reopeningNow } from '../../core/coverage/closing.ts';
import { cutOff } from '../../core/coverage/cut-off.ts';
import { workOf } from '../../core/coverage/decide-backfill.ts';
import { countDates } from '../../core/coverage/date-ranges.ts';
import { today, todayComputed } from '../../core/coverage/day-states.ts';
import { pendingDates } from '../../core/coverage/late-input.ts';
import { gaps, settledThrough } from '../../core/coverage/missing-dates.ts';
import { type Decision, nextSlotOf } from '../../core/job/decide.ts';
import { daysBackFrom } from '../../core/run/date-range.ts';
import type { JobConfig } from '../../core/job/job-config.ts';
import type { JobState } from '../../core/job/job-state.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { type EpochMs, epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import type { ClosingView, CoverageView } from '../schemas/coverage-schemas.ts';
import { toBackfillView } from './backfill-view.ts';
import { toCutOffView } from './cut-off-view.ts';
import { describeCoverage } from './coverage-words.ts';
import { toIso } from './run-view.ts';

interface Rows {
  readonly config: JobConfig;
  readonly state: JobState;
}

/** Enough for people; programs ask for the calendar of days. */
const mostShown = 20;

/** Null before the first tick has derived it. */
export function toCoverageView(
  { config, state }: Rows,
  decision: Decision,
  now: EpochMs,
  settings: Settings,
): CoverageView | null {
  const { coverage, closing, late } = state;
  if (coverage === undefined) return null;
  const zone = config.timeZone;
  const nextSlot = nextSlotOf(decision);
  const missing = gaps({ coverage, closing }, config, nextSlot, now);
  const pending = pendingDates(late, daysBackFrom(nextSlot ?? now, config));
  const toCompute = workOf({ config, state }, nextSlot, now, settings).missing;
  const closingDay = cutOff({ config, state }, nextSlot, now, settings);
  const settled = settledThrough({ coverage, closing, late }, now) ?? null;
  const computed = todayComputed(coverage, now);
  return {
    since: coverage.since,
    settled_through: settled,
    today: { date: today(now, coverage), as_of: toIso(computed?.at, zone), run_id: computed?.runId ?? null },
    gap_days: countDates(missing),
    gaps: missing.slice(0, mostShown),
    pending_days: pending.length,
    pending: pending.slice(0, mostShown).map(({ date, rows, toldAt }) => ({
      date,
      rows: rows === 0 ? null : rows,
      told_at: epochMsToIso(toldAt, zone),
    })),
    pending_problem:
      late?.problem === undefined
        ? null
        : { message: late.problem.message, since: epochMsToIso(late.problem.since, zone) },
    closed: closing === undefined ? null : toClosingView(closing, zone, now),
    closed_through: closedThrough(closing, now) ?? null,
    backfill: toBackfillView({ config, state }, countDates(toCompute), now, settings),
    cut_off: closingDay === undefined ? null : toCutOffView(closingDay, zone, now),
    text: describeCoverage(settled, computed?.at, countDates(missing), zone, now),
  };
}

export function toClosingView(closing: Closing, zone: TimeZone, now: EpochMs): ClosingView {
  const { by, byId, reason, at, through } = closing;
  const reopened = reopeningNow(closing, now);
  return {
    by,
    by_id: byId,
    reason,
    at: epochMsToIso(at, zone),
    through,
    reopened:
      reopened === undefined
        ? null
        : {
            by: reopened.by,
            by_id: reopened.byId,
            reason: reopened.reason,
            at: epochMsToIso(reopened.at, zone),
            from: reopened.from,
            until: epochMsToIso(reopened.until, zone),
          },
  };
}
