/**
 * The next slots of the schedule, as far as anybody can know: those that count from the end of a run depend on how
 * long runs take, so they are estimates by the usual duration.
 */
import { configAsOf } from './config-as-of.ts';
import type { JobConfig } from './job-config.ts';
import { type JobState, scheduleHistory } from './job-state.ts';
import { serveDue } from './serve-due.ts';
import { type ActiveRun, hasBegun } from '../run/run.ts';
import { waitingAsOf } from '../run/waiting.ts';
import { adaptedPlan } from '../schedule/adaptive.ts';
import type { Plan } from '../schedule/document/schedule-document.ts';
import type { ScheduleHistory, Slot, SlotCause } from '../schedule/slot.ts';
import { dueDuringRun, dueSlots, nextSlot } from '../schedule/timeline/next-slot.ts';
import { type DurationMs, earlier, type EpochMs, hours, later, milliseconds, plus } from '../time/time.ts';

export interface UpcomingSlot extends Slot {
  /** Depends on when a run ends that has not ended yet. */
  readonly estimated: boolean;
  /** A run of usual length would still be in progress, so the slot would be skipped. */
  readonly overlapped: boolean;
}

export interface Forecast {
  readonly now: EpochMs;
  /** The usual duration of a run; undefined counts as no time at all. */
  readonly usual: DurationMs | undefined;
  /** Between the end of a pause and the first slot. */
  readonly startDelay: DurationMs;
  readonly count: number;
}

/** A change may have been made under a longer START_DELAY_SECONDS than today's. */
const believedDelay = hours(1);

/** In order; none while the schedule is paused without an end, and fewer than asked for if there are no more. */
export function upcomingSlots(
  config: JobConfig,
  state: JobState,
  forecast: Forecast,
): readonly UpcomingSlot[] {
  const believed = configAsOf(
    config,
    forecast.now,
    milliseconds(Math.max(forecast.startDelay, believedDelay)),
  );
  const { pause } = believed;
  const plan = adaptedPlan(believed, state.adapted);
  if (pause !== undefined && pause.until === undefined) return [];
  const { now, usual = milliseconds(0), count } = forecast;
  let history = scheduleHistory(believed, state, now);
  if (pause?.until !== undefined)
    history = { ...history, notBefore: later(history.notBefore, plus(pause.until, forecast.startDelay)) };
  // Slots that pass during backfill are not skipped.
  const active = state.active?.trigger === 'backfill' ? undefined : state.active;
  let busyUntil = active === undefined ? undefined : expectedEnd(active, forecast);
  let endIsKnown = busyUntil === undefined;
  history = { ...history, lastEnd: busyUntil ?? history.lastEnd };
  const upcoming: UpcomingSlot[] = [];
  let slot = firstSlot(plan, history, now, busyUntil !== undefined);
  while (slot !== undefined && upcoming.length < count) {
    // A slot at the very end of a run is skipped as well.
    const overlapped = busyUntil !== undefined && slot.at <= busyUntil;
    const estimated = slot.cause === 'interval_after_finish' && !endIsKnown;
    upcoming.push({ ...slot, estimated, overlapped });
    if (!overlapped) {
      busyUntil = plus(slot.at, usual);
      endIsKnown = false;
    }
    history = { ...history, lastSlot: slot.at, lastEnd: busyUntil };
    slot = nextSlot(plan, history, now);
  }
  return upcoming;
}

/** One run serves all slots that are due; beside an active run, they are skipped. */
function firstSlot(plan: Plan, history: ScheduleHistory, now: EpochMs, busy: boolean): Slot | undefined {
  const due = busy ? dueDuringRun(plan, history, now) : dueSlots(plan, history, now);
  if (due === undefined) return nextSlot(plan, history, now);
  const afterDue = { ...history, lastSlot: due.latest };
  if (busy) return nextSlot(plan, afterDue, now);
  const serving = serveDue(plan, history.lastEnd, due, now);
  switch (serving.kind) {
    case 'skip':
      return nextSlot(plan, afterDue, now);
    case 'hold': {
      const { from, by } = serving;
      return from && { at: from, cause: 'moved', moved: { from: due.latest, by } };
    }
    case 'start': {
      const cause = nextSlot(plan, history, now)?.cause ?? 'moved';
      const { profile, moved } = due;
      return { at: countedCauses.has(cause) ? now : due.latest, cause, profile, moved };
    }
  }
}

/** Of slots that nobody expects at an hour of their own: overdue, they are due now. */
const countedCauses: ReadonlySet<SlotCause> = new Set([
  'interval_after_finish',
  'start_delay',
  'first_permitted',
]);

/** When a run ends that takes as long as usual, but never before now. */
export function expectedEnd(
  run: ActiveRun,
  { now, usual = milliseconds(0) }: Pick<Forecast, 'now' | 'usual'>,
): EpochMs {
  const begins = hasBegun(run)
    ? earlier(run.state.attempt.startedAt, now)
    : later(waitingAsOf(run, now).state.dueAt, now);
  return later(now, plus(begins, usual));
}
