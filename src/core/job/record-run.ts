/** What a run's new state does to the state of the job. */
import { present } from '../present.ts';
import { type ActiveRun, type FinishedRun, isFinished, type Run } from '../run/run.ts';
import type { JobState } from './job-state.ts';
import { countFinished } from './statistics.ts';
import { type EpochMs, later } from '../time/time.ts';

export function recordRun(before: JobState, run: Run): JobState {
  return isFinished(run) ? recordFinished(before, run) : recordActive(before, run);
}

function recordActive(before: JobState, run: ActiveRun): JobState {
  return { ...before, active: run, ...present('lastSlot', lastSlot(before, run)) };
}

/** Never goes back: slots that passed during a run are skipped before that run itself is recorded again. */
function lastSlot(before: JobState, run: Run): EpochMs | undefined {
  if (run.trigger !== 'schedule') return before.lastSlot;
  return before.lastSlot === undefined ? run.slot : later(before.lastSlot, run.slot);
}

/** A slot that passed while another run was active ends as a skip without touching that run. */
function recordFinished(before: JobState, run: FinishedRun): JobState {
  const { active, ...rest } = before;
  const { outcome, endedAt } = run.state;
  const counted = {
    ...rest,
    ...(active === undefined || active.id === run.id ? {} : { active }),
    statistics: countFinished(before.statistics, run),
    ...present('lastSlot', lastSlot(before, run)),
    // A run that never began has no end that an interval could count from.
    ...(run.attempts.length === 0 ? {} : { lastEnd: endedAt }),
  };
  if (outcome === 'skipped') return { ...counted, lastSkip: run };
  if (run.attempts.length === 0) return counted;
  return { ...counted, last: run, ...(outcome === 'succeeded' ? { lastSuccessAt: endedAt } : {}) };
}
