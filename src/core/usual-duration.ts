/** How long a successful run usually takes, measured by those of the last 30 days. */
import { isFinished, type Run } from './run.ts';
import { days, type DurationMs, type EpochMs, minus } from './time.ts';

/** Of fewer runs, one slow run alone would be the 95th percentile. */
const fewest = 20;
const period = days(30);

export interface UsualDuration {
  /** 19 of 20 runs took no longer. */
  readonly p95: DurationMs;
  readonly runs: number;
}

export const countsForUsual = (run: Run, now: EpochMs): boolean => run.createdAt >= minus(now, period);

/** Undefined while there are too few runs to say. */
export function usualDuration(runs: readonly Run[], now: EpochMs): UsualDuration | undefined {
  const durations = runs
    .filter((run) => countsForUsual(run, now))
    .flatMap((run) => (isFinished(run) && run.state.outcome === 'succeeded' ? [run.state.duration] : []))
    .toSorted((one, other) => one - other);
  const p95 = durations[Math.ceil(durations.length * 0.95) - 1];
  return p95 === undefined || durations.length < fewest ? undefined : { p95, runs: durations.length };
}
