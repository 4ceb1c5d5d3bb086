/**
 * What is the matter with dates: some stay missing, or late input is not computed. Most gaps are filled within hours, so
 * nobody is told of dates that have been missing for less than a day.
 */
import type { Condition } from './condition.ts';
import { mostNamed } from './coverage-notice.ts';
import type { ConditionKind } from './notice.ts';
import { nextAt } from './schedule-states.ts';
import type { Context, JobNow, Standing } from './standing-states.ts';
import { isStopped, noBackfill } from '../coverage/backfill.ts';
import { cutOff } from '../coverage/cut-off.ts';
import { lastComplete } from '../coverage/covered-days.ts';
import { countDates, type DateRanges, overlaps, rangeOrNone, without } from '../coverage/date-ranges.ts';
import { workOf } from '../coverage/decide-backfill.ts';
import { gaps, unsettled } from '../coverage/missing-dates.ts';
import { labelOf } from '../identity.ts';
import type { JobState } from '../job/job-state.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { addDays, days, type DurationMs, elapsed, type EpochMs, milliseconds, minus } from '../time/time.ts';

const aDay = days(1);

export function* ofCoverage(rows: JobNow, open: readonly Condition[], context: Context): Generator<Standing> {
  const stopped = stoppedBackfill(rows, open, context);
  if (stopped !== undefined) yield stopped;
  const gap = gapFor(rows, open, context, stopped !== undefined);
  if (gap !== undefined) yield gap;
  yield* closingInDanger(rows, context);
}

/** Earlier, most of what is in danger still comes right by itself. */
const warnedBefore = days(2);

function* closingInDanger(rows: JobNow, { now, settings }: Context): Generator<Standing> {
  // Without a closing day, the next slot need not be known.
  if (settings.cutOffDay === undefined) return;
  const closing = cutOff(rows, nextAt(rows, now), now, settings);
  if (closing?.startBy === undefined || !closing.inDanger) return;
  const { day, startBy, unsettled: dates } = closing;
  if (elapsed(now, startBy) > warnedBefore) return;
  yield { facts: { kind: 'cut_off_in_danger', ...named(dates), day, startBy }, failures: 1 };
}

/** Over once a chunk has succeeded, or nothing is left to compute. Between the two, it is resumed but not proved. */
function stoppedBackfill(
  rows: JobNow,
  open: readonly Condition[],
  { now, settings }: Context,
): Standing | undefined {
  const { backfill = noBackfill, lastBackfill: last } = rows.state;
  const isNow = isStopped(backfill);
  if (last === undefined || (!isNow && knownOf(open, 'backfill_stopped') === undefined)) return undefined;
  const { outcome, failure } = last.state;
  if (!isNow && outcome === 'succeeded') return undefined;
  // Also what waits for more input to come: otherwise it would be over for a while with each new upload.
  const pending = { ...settings.pending, procedure: undefined, quiet: milliseconds(0) };
  const { missing } = workOf(rows, nextAt(rows, now), now, { pending });
  if (missing.length === 0) return undefined;
  const { id: runId, range } = last;
  const facts = {
    kind: 'backfill_stopped',
    ...named(missing),
    runId,
    range,
    outcome: outcome === 'timed_out' || outcome === 'lost' ? outcome : 'failed',
    failures: backfill.failures,
    ...(failure && outcome === 'failed'
      ? { failure: { class: failure.class, ...omitUndefined({ number: failure.number }) } }
      : {}),
  } as const;
  return { facts, runId, failures: 1, ...(isNow ? {} : { isOnlyNoticed: true }) };
}

/**
 * While backfill may fill it, it has a day from when it is noticed: so a pause of the schedule, or an app that was down,
 * that somebody ends after a week gives no notice. Over once no date is missing.
 */
function gapFor(
  rows: JobNow,
  open: readonly Condition[],
  { now, settings }: Context,
  isToldOf: boolean,
): Standing | undefined {
  const { config, state } = rows;
  const { coverage, closing, backfill } = state;
  // Most of the time there are none, and then the next slot need not be known.
  if (coverage === undefined || unsettled({ coverage, closing }, now).length === 0) return undefined;
  const missing = gaps({ coverage, closing }, config, nextAt(rows, now), now);
  const [first] = missing;
  if (first === undefined) return undefined;
  const dayOld = lastComplete(minus(now, aDay), coverage);
  const old = without(missing, rangeOrNone(addDays(dayOld, 1), lastComplete(now, coverage)));
  const known = knownOf(open, 'coverage_gap');
  const asked = settings.backfill === 'auto' || backfill?.plan !== undefined;
  const pause = asked ? backfill?.paused : undefined;
  const why = asked ? (pause === undefined ? 'slow' : 'paused') : 'ask';
  const by = pause && labelOf(pause.by, pause.byId);
  const facts = {
    kind: 'coverage_gap',
    ...named(old),
    why,
    ...omitUndefined({ by, reason: pause?.reason }),
  } as const;
  const noticed = { facts, failures: 1, isOnlyNoticed: true } as const;
  if (isTold(known)) return old.length === 0 ? noticed : { facts, failures: 1 };
  // Each has a notice of its own, or was planned for as long, and the gaps are filled once it is over.
  if (isToldOf || (config.pause !== undefined && why === 'slow')) return undefined;
  return old.length > 0 && hasWaited(why, rows, known, old, now) ? { facts, failures: 1 } : noticed;
}

function hasWaited(
  why: 'ask' | 'paused' | 'slow',
  { state }: JobNow,
  known: Condition | undefined,
  old: DateRanges,
  now: EpochMs,
): boolean {
  const isOver = (since: EpochMs | undefined, limit: DurationMs): boolean =>
    since !== undefined && elapsed(since, now) >= limit;
  switch (why) {
    case 'ask':
      return true;
    case 'paused':
      return isOver(state.backfill?.paused?.at, aDay);
    case 'slow':
      return isOver(known?.since, aDay) && !isInProgress(state, old, now);
  }
}

/** Many dates take many chunks: as long as one succeeds every day, there is nothing to tell. */
function isInProgress({ active, lastBackfill }: JobState, old: DateRanges, now: EpochMs): boolean {
  if (active !== undefined && old.some((each) => overlaps(each, active.range))) return true;
  return lastBackfill?.state.outcome === 'succeeded' && elapsed(lastBackfill.state.endedAt, now) < aDay;
}

export const named = (dates: DateRanges) => ({ days: countDates(dates), dates: dates.slice(0, mostNamed) });

export const knownOf = (open: readonly Condition[], kind: ConditionKind): Condition | undefined =>
  open.find((each) => each.kind === kind);

export const isTold = (known: Condition | undefined): boolean => known !== undefined && known.told.length > 0;
