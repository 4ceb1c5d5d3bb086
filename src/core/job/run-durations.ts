/** How long successful runs took, as counts in fixed steps: what a scraper of metrics can turn into percentiles. */
import { z } from 'zod';
import type { FinishedRun } from '../run/run.ts';
import { type DurationMs, milliseconds, minutes } from '../time/time.ts';

const count = z.int().min(0);

/** Kept in the state row, from the first run on that ended under a version that counts. */
export const RunDurations = z
  .object({
    runs: count,
    /** Of all of them together, in milliseconds. */
    sum: count,
    /** By the steps below; a row with fewer was written while there were fewer. Longer runs are in `runs` alone. */
    counts: z.array(count).readonly(),
  })
  .readonly();
export type RunDurations = z.infer<typeof RunDurations>;

export const noDurations: RunDurations = { runs: 0, sum: 0, counts: [] };

/** In minutes, up to the longest RUN_TIMEOUT_MINUTES. Rows count by position: only ever append. */
const steps = [1, 2, 5, 10, 15, 20, 30, 45, 60, 75, 90, 120, 180, 240, 360, 480, 720, 1_440];

const atMost = (value: number): number => Math.min(value, Number.MAX_SAFE_INTEGER);

/** Others than successes end early, or when somebody notices. */
export function countDuration(
  before: RunDurations | undefined,
  { state }: FinishedRun,
): RunDurations | undefined {
  const { outcome, duration } = state;
  // One recorded under a clock that was set back meanwhile says nothing.
  if (outcome !== 'succeeded' || duration < 0) return before;
  const { runs, sum, counts } = before ?? noDurations;
  const step = steps.findIndex((upTo) => duration <= minutes(upTo));
  return {
    runs: atMost(runs + 1),
    sum: atMost(sum + duration),
    counts: steps.map((_, index) => atMost((counts[index] ?? 0) + (index === step ? 1 : 0))),
  };
}

/** The mean, for forecasts; undefined while none is counted. */
export const usualMean = ({ runs, sum }: RunDurations = noDurations): DurationMs | undefined =>
  runs === 0 ? undefined : milliseconds(Math.round(sum / runs));

export interface DurationStep {
  readonly upTo: DurationMs;
  /** How many runs took no longer. */
  readonly runs: number;
}

/** Up to the first step that no run may exceed. */
export function durationSteps({ runs, counts }: RunDurations, limit: DurationMs): readonly DurationStep[] {
  const beyond = steps.findIndex((upTo) => minutes(upTo) >= limit);
  let sum = 0;
  return steps.slice(0, beyond === -1 ? steps.length : beyond + 1).map((upTo, index) => {
    sum += counts[index] ?? 0;
    // A row that somebody edited may have more in its steps than runs.
    return { upTo: milliseconds(minutes(upTo)), runs: Math.min(sum, runs) };
  });
}
