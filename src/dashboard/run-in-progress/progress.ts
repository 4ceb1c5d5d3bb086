/** How far a run is and when it is expected to end. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { ScheduleView } from '../../api/schemas/schedule-schemas.ts';

export interface RunProgress {
  /** Of the attempt in progress. */
  readonly elapsedSeconds: number;
  /** What can be told only while a process answers for the run and nobody has told it to stop. */
  readonly outlook: Outlook | undefined;
}

export interface Outlook {
  /** From 0 to 100; undefined when neither the procedure nor experience says anything. */
  readonly percent: number | undefined;
  /** Whether the procedure itself said it. */
  readonly told: boolean;
  /** Epoch milliseconds. */
  readonly expectedEnd: number | undefined;
  readonly longerThanUsual: boolean;
  readonly deadline: number | undefined;
}

/** A run that takes longer than usual is not done yet. */
const mostByExperience = 99;

export function progressOf(
  run: ActiveRunView,
  schedule: Pick<ScheduleView, 'usual_duration' | 'limits'> | undefined,
  now: number,
): RunProgress | undefined {
  if (run.attempt === null) return undefined;
  const began = Date.parse(run.attempt.started_at);
  const elapsedSeconds = Math.max(0, (now - began) / 1_000);
  if (run.state !== 'running') return { elapsedSeconds, outlook: undefined };
  const usual = schedule?.usual_duration?.median_seconds;
  const told = run.progress?.percent ?? undefined;
  const byExperience =
    usual === undefined || usual === 0
      ? undefined
      : Math.min(mostByExperience, Math.floor((elapsedSeconds / usual) * 100));
  const timeout = schedule?.limits.run_timeout_seconds;
  return {
    elapsedSeconds,
    outlook: {
      percent: told ?? byExperience,
      told: told !== undefined,
      expectedEnd: usual === undefined ? undefined : began + usual * 1_000,
      longerThanUsual: usual !== undefined && elapsedSeconds > usual,
      deadline: timeout === undefined ? undefined : began + timeout * 1_000,
    },
  };
}
