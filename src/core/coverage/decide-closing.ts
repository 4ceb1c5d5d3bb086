/** Whether a period may be closed or reopened now, and which of its dates no run has settled. */
import type { Actor } from '../identity.ts';
import type { CommandRefusal } from '../job/command-outcome.ts';
import type { ReadySnapshot } from '../job/snapshot.ts';
import type { DateRange } from '../run/date-range.ts';
import {
  addDays,
  days,
  elapsed,
  type EpochMs,
  epochMsToIso,
  epochMsToLocalDate,
  LocalDate,
} from '../time/time.ts';
import { type Closing, closedThrough, longestReopeningDays, reopeningNow } from './closing.ts';
import { settledNow } from './missing-dates.ts';
import { type DateRanges, rangeOrNone, without } from './date-ranges.ts';

type Rows = Pick<ReadySnapshot, 'config' | 'state'>;

export interface CloseRequest {
  readonly through: LocalDate;
  readonly reason: string;
  /** Also while dates of the period are not settled. */
  readonly confirm?: boolean;
}

export interface ReopenRequest {
  readonly until: EpochMs;
  readonly reason: string;
  /** By default the first day of the month in which the closed period ends. */
  readonly from?: LocalDate;
}

export interface DecidedClosing {
  readonly kind: 'decided';
  readonly closing: Closing;
  readonly changed: boolean;
  /** Dates that are closed although no run has settled them. */
  readonly unsettled: DateRanges;
}

const unchanged = (closing: Closing): DecidedClosing => ({
  kind: 'decided',
  closing,
  changed: false,
  unsettled: [],
});

export function decideClosing(
  { config, state }: Rows,
  by: Actor,
  { through, reason, confirm = false }: CloseRequest,
  now: EpochMs,
  coverageSince: LocalDate | undefined,
): DecidedClosing | CommandRefusal {
  const { closing, active, coverage, late } = state;
  const today = epochMsToLocalDate(now, config.timeZone);
  if (through >= today) {
    const expected = `a date before today (${today} in ${config.timeZone})`;
    return { kind: 'refused', why: 'value_refused', field: 'through', value: through, expected };
  }
  if (closing !== undefined && through < closing.through)
    return { kind: 'refused', why: 'closed_already', through, closing };
  if (through === closing?.through && reopeningNow(closing, now) === undefined) return unchanged(closing);
  const closed = closedThrough(closing, now);
  // A run that waits for its next attempt is active too. It would be left with dates that it may not compute.
  if (active !== undefined && active.range.awal <= through && active.range.akhir > (closed ?? ''))
    return { kind: 'refused', why: 'run_active', runId: active.id, state: active.state.kind };
  // Until a tick has derived it, nothing says that any date is settled.
  const since = coverage?.since ?? coverageSince ?? through;
  const first = closed === undefined || closed < since ? since : addDays(closed, 1);
  const settled = coverage === undefined ? [] : settledNow({ coverage, late });
  const unsettled = without(rangeOrNone(first, through), settled);
  if (unsettled.length > 0 && !confirm) return { kind: 'refused', why: 'not_settled', through, unsettled };
  const next = { ...signed(by, reason, now), through };
  return { kind: 'decided', closing: next, changed: true, unsettled };
}

export function decideReopening(
  { config: { timeZone }, state: { closing } }: Rows,
  by: Actor,
  { until, reason, from: asked }: ReopenRequest,
  now: EpochMs,
): DecidedClosing | CommandRefusal {
  if (closing === undefined) return { kind: 'refused', why: 'nothing_closed' };
  const { through } = closing;
  if (until <= now || elapsed(now, until) > days(longestReopeningDays)) {
    const value = epochMsToIso(until, timeZone);
    const expected = `an instant in the future, at most ${longestReopeningDays} days ahead`;
    return { kind: 'refused', why: 'value_refused', field: 'until', value, expected };
  }
  const from = asked ?? LocalDate.parse(`${through.slice(0, 'YYYY-MM'.length)}-01`);
  if (from > through) {
    const expected = `a date not after ${through}, the last closed date`;
    return { kind: 'refused', why: 'value_refused', field: 'from', value: from, expected };
  }
  const before = reopeningNow(closing, now);
  if (before?.from === from && before.until === until) return unchanged(closing);
  const reopened = { ...signed(by, reason, now), from, until };
  return { ...unchanged({ ...closing, reopened }), changed: true };
}

const signed = ({ name, id }: Actor, reason: string, at: EpochMs) => ({ by: name, byId: id, reason, at });

/** For dates that somebody asks to compute; undefined where all of them may be computed. */
export function refuseClosed(
  asked: DateRange,
  closing: Closing | undefined,
  now: EpochMs,
): CommandRefusal | undefined {
  const closed = closedThrough(closing, now);
  return closing === undefined || closed === undefined || asked.awal > closed
    ? undefined
    : { kind: 'refused', why: 'period_closed', asked, closed, closing };
}
