/** What a run's new state does to the state of the job. */
import { present } from './present.ts';
import { type ActiveRun, type FinishedRun, isFinished, type Run } from './run.ts';
import type { JobState } from './state.ts';
import { countFinished } from './statistics.ts';

export function recordRun(before: JobState, run: Run): JobState {
  return isFinished(run) ? recordFinished(before, run) : recordActive(before, run);
}

function recordActive(before: JobState, run: ActiveRun): JobState {
  const lastSlot = run.trigger === 'schedule' ? run.slot : before.lastSlot;
  return { ...before, active: run, ...present('lastSlot', lastSlot) };
}

/** A slot that passed while another run was active ends as a skip without touching that run. */
function recordFinished(before: JobState, run: FinishedRun): JobState {
  const { active, ...rest } = before;
  const { outcome, endedAt, skip } = run.state;
  const counted = {
    ...rest,
    ...(active === undefined || active.id === run.id ? {} : { active }),
    statistics: countFinished(before.statistics, run),
    ...(run.trigger === 'schedule' ? { lastSlot: run.slot } : {}),
    ...(skip === 'still_running' ? {} : { lastEnd: endedAt }),
  };
  if (outcome === 'skipped') return { ...counted, lastSkip: run };
  return { ...counted, last: run, ...(outcome === 'succeeded' ? { lastSuccessAt: endedAt } : {}) };
}
