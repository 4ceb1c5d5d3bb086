/** What had happened by an instant of the past, from the runs around it. */
import type { AdaptedInterval } from '../schedule/adaptive.ts';
import type { JobConfig } from '../job/job-config.ts';
import type { JobState } from '../job/job-state.ts';
import { isFinished, type Run } from '../run/run.ts';
import type { ScheduleHistory } from '../schedule/slot.ts';
import { type EpochMs, later } from '../time/time.ts';

/** Recorded for slots that nothing served: no run of its own began. */
export const isMereSkip = (run: Run): boolean =>
  isFinished(run) && run.state.outcome === 'skipped' && run.attempts.length === 0;

export const endOf = (run: Run): EpochMs | undefined => (isFinished(run) ? run.state.endedAt : undefined);

/** The run that was waiting or in progress then. */
export const activeThen = (runs: readonly Run[], at: EpochMs): Run | undefined =>
  runs.find((run) => !isMereSkip(run) && run.createdAt <= at && (endOf(run) ?? Infinity) > at);

const latestOf = (instants: readonly EpochMs[]): EpochMs | undefined =>
  instants.length === 0 ? undefined : instants.reduce(later);

/** `notBefore` is that of the configuration then. */
export function historyThen(
  { notBefore }: Pick<JobConfig, 'notBefore'>,
  runs: readonly Run[],
  at: EpochMs,
): ScheduleHistory {
  const slots = runs.flatMap((run) => (run.trigger === 'schedule' && run.createdAt <= at ? [run.slot] : []));
  const ends = runs.flatMap((run) => {
    const end = endOf(run);
    return end === undefined || end > at || run.attempts.length === 0 ? [] : [end];
  });
  return { notBefore, lastSlot: latestOf(slots), lastEnd: latestOf(ends) };
}

/** The interval that was in force instead of the default rule's; the one before the last change is the oldest known. */
export function adaptedThen({ adapted }: JobState, at: EpochMs): JobState['adapted'] {
  const interval = adapted?.interval;
  if (adapted === undefined || interval === undefined || interval.at <= at) return adapted;
  const before: AdaptedInterval = { ...interval, hours: interval.before };
  return { ...adapted, interval: before };
}
