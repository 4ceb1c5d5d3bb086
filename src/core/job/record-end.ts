/** What the end of an attempt adds to the state, besides the run itself. */
import { recordComputed } from '../coverage/covered-days.ts';
import { withoutSeen } from '../coverage/late-input.ts';
import { computedBy } from '../coverage/ledger.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { isFinished, type Run } from '../run/run.ts';
import { adaptAfter, type Arrived } from '../schedule/adaptive.ts';
import type { Plan } from '../schedule/document/schedule-document.ts';
import { type JobState, recordRun } from './job-state.ts';

/** Where an attempt ends: a success covers its dates, and may change the adaptive interval. */
export function recordEnd(plan: Plan, before: JobState, run: Run, arrived?: Arrived): JobState {
  const recorded = recordRun(before, run);
  const computed = computedBy(run);
  if (!isFinished(run) || computed === undefined) return recorded;
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
