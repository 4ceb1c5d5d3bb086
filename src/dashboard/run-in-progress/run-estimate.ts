/** How far a run is and when it is expected to end. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';
import type { Format } from '../words/format.ts';

export interface RunProgress {
  /** Of the attempt in progress. */
  readonly elapsedSeconds: number;
  /** Undefined for a run that is stopping, or that no process answers for. */
  readonly estimate: RunEstimate | undefined;
}

export interface RunEstimate {
  /** From 0 to 100; undefined when the procedure reports nothing and no usual duration is known. */
  readonly percent: number | undefined;
  /** Whether the percentage comes from the procedure. */
  readonly reported: boolean;
  /** Epoch milliseconds. */
  readonly expectedEnd: number | undefined;
  /** How many times the usual duration it has taken so far. */
  readonly timesUsual: number;
  readonly deadline: number | undefined;
}

/** From so many times the usual duration on, something may be wrong: half of all runs take longer than the median. */
const unusual = 1.5;
export const isSlow = (estimate: RunEstimate | undefined): boolean => (estimate?.timesUsual ?? 0) >= unusual;

/** Rounded down: `1.9` until it is twice the usual. */
export const timesIn = (estimate: RunEstimate, { decimal }: Pick<Format, 'decimal'>): string =>
  decimal(Math.floor(estimate.timesUsual * 10) / 10);

/** A run that takes longer than usual is not done yet. */
const mostExpected = 99;

export function progressOf(
  run: ActiveRunView,
  schedule: Pick<ScheduleView, 'usual_duration' | 'limits'> | undefined,
  now: number,
): RunProgress | undefined {
  if (run.attempt === null) return undefined;
  // The clock may have gone back since.
  const began = Math.min(now, Date.parse(run.attempt.started_at));
  const elapsedSeconds = (now - began) / 1_000;
  if (run.state !== 'running') return { elapsedSeconds, estimate: undefined };
  const usual = schedule?.usual_duration?.median_seconds;
  const reported = run.progress?.percent ?? undefined;
  const expected =
    usual === undefined || usual === 0
      ? undefined
      : Math.min(mostExpected, Math.floor((elapsedSeconds / usual) * 100));
  const timeout = schedule?.limits.run_timeout_seconds;
  return {
    elapsedSeconds,
    estimate: {
      percent: reported ?? expected,
      reported: reported !== undefined,
      expectedEnd: usual === undefined ? undefined : began + usual * 1_000,
      timesUsual: usual === undefined || usual === 0 ? 0 : elapsedSeconds / usual,
      deadline: timeout === undefined ? undefined : began + timeout * 1_000,
    },
  };
}
