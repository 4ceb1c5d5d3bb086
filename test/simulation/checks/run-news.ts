/** What a write says about its run that was not known before. */
import { type EndedAttempt, type FinishedRun, isFinished, type Run } from '../../../src/core/run/run.ts';
import type { Commit } from '../truth.ts';

/** The run that this write begins to execute. */
export function begunBy({ run, runBefore }: Commit): Run | undefined {
  if (run?.state.kind !== 'running') return undefined;
  return runBefore?.state.kind === 'running' && runBefore.state.attempt.number === run.state.attempt.number
    ? undefined
    : run;
}

/** Attempts that this write ends. */
export function endedBy({ run, runBefore }: Commit): readonly EndedAttempt[] {
  return run === undefined ? [] : run.attempts.slice(runBefore?.attempts.length ?? 0);
}

/** The run that finishes with this write. */
export const finishedBy = ({ run, runBefore }: Commit): FinishedRun | undefined =>
  run !== undefined && isFinished(run) && (runBefore === undefined || !isFinished(runBefore))
    ? run
    : undefined;

/** The new run, if it was made for a slot. */
export const madeForSlot = ({ run, runBefore }: Commit): Run | undefined =>
  run?.trigger === 'schedule' && runBefore === undefined ? run : undefined;
