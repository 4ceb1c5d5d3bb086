/** How long a successful run usually takes, by those of the last 30 days. */
import { isFinished, type Run } from './run.ts';
import { days, type DurationMs, type EpochMs, milliseconds, minus } from '../time/time.ts';

/** With fewer runs, a single slow one would be the 95th percentile. */
const fewestForP95 = 20;
export const usualPeriod = days(30);

export interface UsualDuration {
  readonly runs: number;
  /** Half of the runs took no longer. */
  readonly median: DurationMs;
  /** 19 of 20 runs took no longer; undefined while there are too few to say. */
  readonly p95: DurationMs | undefined;
}

export const countsForUsual = (run: Pick<Run, 'createdAt'>, now: EpochMs): boolean =>
  run.createdAt >= minus(now, usualPeriod);

/** Undefined while there is no successful run. */
export function usualDuration(runs: readonly Run[], now: EpochMs): UsualDuration | undefined {
  const durations = runs
    // A chunk of backfill may hold more or fewer dates.
    .filter((run) => run.trigger !== 'backfill' && countsForUsual(run, now))
    .flatMap((run) => (isFinished(run) && run.state.outcome === 'succeeded' ? [run.state.duration] : []))
    // One recorded under a clock that was set back meanwhile says nothing.
    .filter((duration) => duration >= 0)
    .toSorted((one, other) => one - other);
  const median = atShare(durations, 0.5);
  if (median === undefined) return undefined;
  const p95 = durations.length < fewestForP95 ? undefined : atShare(durations, 0.95);
  return { runs: durations.length, median, p95 };
}

/** As far above the usual one as the alert on long runs: every twentieth run exceeds the 95th percentile itself. */
const farAbove = 1.5;

/** What a run must exceed to be unusually long; with few runs twice the median. */
export function unusualFrom(usual: UsualDuration): {
  readonly usual: DurationMs;
  readonly limit: DurationMs;
} {
  const { median, p95 } = usual;
  if (p95 !== undefined) return { usual: p95, limit: milliseconds(farAbove * p95) };
  const twice = milliseconds(2 * median);
  return { usual: twice, limit: twice };
}

/** The shortest duration that this share of the sorted ones does not exceed. */
const atShare = (sorted: readonly DurationMs[], share: number): DurationMs | undefined =>
  sorted[Math.ceil(sorted.length * share) - 1];
