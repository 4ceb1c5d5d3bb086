/**
 * The next slots of the schedule, as far as anybody can know: those that count from the end of a run depend on how
 * long runs take, so they are estimates by the usual duration.
 */
import { configAsOf, type JobConfig } from './job-config.ts';
import { type JobState, scheduleHistory } from './job-state.ts';
import { type ActiveRun, hasBegun } from '../run/run.ts';
import { waitingAsOf } from '../run/waiting.ts';
import { dueSlots, nextSlot, type Schedule, slotsAreFixed } from '../schedule/schedule.ts';
import type { ScheduleHistory, Slot } from '../schedule/slot.ts';
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

/** In order; none while the schedule is paused without an end. */
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
  const { schedule, pause } = believed;
  if (pause !== undefined && pause.until === undefined) return [];
  const { now, usual = milliseconds(0), count } = forecast;
  let history = scheduleHistory(believed, state, now);
  if (pause?.until !== undefined)
    history = { ...history, notBefore: plus(later(pause.until, now), forecast.startDelay) };
  let busyUntil = state.active === undefined ? undefined : expectedEnd(state.active, forecast);
  let endIsKnown = busyUntil === undefined;
  history = { ...history, lastEnd: busyUntil ?? history.lastEnd };
  let slot = firstSlot(schedule, history, now, busyUntil !== undefined);
  return Array.from({ length: count }, () => {
    // A slot at the very end of a run is skipped as well.
    const overlapped = busyUntil !== undefined && slot.at <= busyUntil;
    const estimated = slot.cause === 'interval_after_finish' && !endIsKnown;
    const upcoming = { ...slot, estimated, overlapped };
    if (!overlapped) {
      busyUntil = plus(slot.at, usual);
      endIsKnown = false;
    }
    history = { ...history, lastSlot: slot.at, lastEnd: busyUntil };
    slot = nextSlot(schedule, history);
    return upcoming;
  });
}

/** One run serves all slots that are due; beside an active run, they are skipped. */
function firstSlot(schedule: Schedule, history: ScheduleHistory, now: EpochMs, busy: boolean): Slot {
  const due = dueSlots(schedule, history, now);
  if (due === undefined) return nextSlot(schedule, history);
  if (busy) return nextSlot(schedule, { ...history, lastSlot: due.latest });
  const { cause } = nextSlot(schedule, history);
  return { at: slotsAreFixed(schedule) ? due.latest : now, cause };
}

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
