/** What the end of an attempt adds to the state, besides the run itself. */
import { recordComputed } from '../coverage/covered-days.ts';
import { lateAsOf, withoutSeen } from '../coverage/late-input.ts';
import { computedBy } from '../coverage/ledger.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { type FinishedRun, isFinished, type Run } from '../run/run.ts';
import { adaptAfter, type Arrived } from '../schedule/adaptive.ts';
import type { Plan } from '../schedule/document/schedule-document.ts';
import { type JobState, recordRun } from './job-state.ts';

/** Where an attempt ends: a success covers its dates, and may change the adaptive interval. */
export function recordEnd(plan: Plan, before: JobState, run: Run, arrived?: Arrived): JobState {
  const recorded = recordRun(before, run);
  return isFinished(run) ? lateAfter(coverAndAdapt(plan, recorded, run, arrived), run) : recorded;
}

/** What was told of during the run may lie ahead: the clock was put back meanwhile. */
const lateAfter = (state: JobState, { state: { endedAt } }: FinishedRun): JobState =>
  state.late === undefined
    ? state
    : { ...state, late: { ...state.late, dates: lateAsOf(state.late, endedAt).dates } };

function coverAndAdapt(plan: Plan, recorded: JobState, run: FinishedRun, arrived?: Arrived): JobState {
  const computed = computedBy(run);
  if (computed === undefined) return recorded;
  const { coverage, late } = recorded;
  const after = {
    ...recorded,
    ...omitUndefined({
      coverage: coverage && recordComputed(coverage, computed),
      late: late && withoutSeen(late, computed),
    }),
  };
  if (run.trigger === 'backfill') return after;
  const { adapted: adaptedBefore, ...rest } = after;
  const rows = run.attempts.at(-1)?.rowsAffected ?? 0;
  const measured = { duration: run.state.duration, rows, arrived };
  const adapted = adaptAfter(plan, adaptedBefore, measured, run.state.endedAt);
  return { ...rest, ...omitUndefined({ adapted }) };
}
