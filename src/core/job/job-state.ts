/** The state row: what has happened to the job so far, and what each move of a run adds to it. */
import { z } from 'zod';
import { AuditHead } from './audit.ts';
import { ClockNotice } from './clock-notice.ts';
import { Backfill, chunkBegins, chunkEnded } from '../coverage/backfill.ts';
import { Closing } from '../coverage/closing.ts';
import { CoveredDays } from '../coverage/covered-days.ts';
import { LateInput } from '../coverage/late-input.ts';
import type { JobConfig } from './job-config.ts';
import { LostProcesses, noteProcess } from './lost-processes.ts';
import { Condition } from '../notices/condition.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { Adapted } from '../schedule/adaptive.ts';
import { ActiveRun, FinishedRun, isFinished, movesInterval, type Run } from '../run/run.ts';
import type { ScheduleHistory } from '../schedule/slot.ts';
import { countDuration, RunDurations } from './run-durations.ts';
import { countFinished, noStatistics, Statistics } from './statistics.ts';
import { earlier, EpochMs, later } from '../time/time.ts';

export const JobState = z
  .object({
    /** The one run that has not finished. */
    active: ActiveRun.exactOptional(),
    /** The last run that was executed and finished. */
    last: FinishedRun.exactOptional(),
    lastSkip: FinishedRun.exactOptional(),
    /** The last run that backfill executed: it is neither of the two above. */
    lastBackfill: FinishedRun.exactOptional(),
    /** The latest id, if none of these runs has it any more: the next one sorts after it. */
    latestId: z.string().exactOptional(),
    lastSuccessAt: EpochMs.exactOptional(),
    /** The last slot that became a run or a recorded skip. */
    lastSlot: EpochMs.exactOptional(),
    /** When the last run ended that intervals count from. */
    lastEnd: EpochMs.exactOptional(),
    statistics: Statistics,
    /** Absent until a run succeeded under a version that counts them. */
    durations: RunDurations.exactOptional(),
    /** Absent in rows of earlier versions. */
    lostProcesses: LostProcesses.exactOptional(),
    /** When a run was last requested: the cool-down counts from here. */
    lastRequestAt: EpochMs.exactOptional(),
    /** The end of the audit chain; absent before the first entry. */
    auditHead: AuditHead.exactOptional(),
    /** Until a run succeeds under the clock as it is now. */
    clockNotice: ClockNotice.exactOptional(),
    /** The adaptive interval, and what it was measured by. */
    adapted: Adapted.exactOptional(),
    /** Which dates are computed; absent until a tick has derived it. */
    coverage: CoveredDays.exactOptional(),
    backfill: Backfill.exactOptional(),
    /** Of the successes in the statistics, those of backfill. */
    backfillSuccesses: z.int().min(0).exactOptional(),
    late: LateInput.exactOptional(),
    /** Absent while no period was ever closed. */
    closing: Closing.exactOptional(),
    /** States that people were told of and that are not over. Absent while no channel is configured. */
    notices: z.array(Condition).readonly().exactOptional(),
  })
  .readonly();
export type JobState = z.infer<typeof JobState>;

export const initialState: JobState = { statistics: noStatistics };

/** What has happened has not happened in the future, whatever clock recorded it. */
export function scheduleHistory(
  { notBefore }: JobConfig,
  { lastSlot, lastEnd }: JobState,
  now: EpochMs,
): ScheduleHistory {
  return {
    notBefore,
    lastSlot: lastSlot && earlier(lastSlot, now),
    lastEnd: lastEnd && earlier(lastEnd, now),
  };
}

/** The id after which the next one must sort; undefined before the first run. */
export const latestRunId = ({
  active,
  last,
  lastSkip,
  lastBackfill,
  latestId,
}: JobState): string | undefined =>
  [active?.id, last?.id, lastSkip?.id, lastBackfill?.id, latestId]
    .filter((id) => id !== undefined)
    .toSorted()
    .at(-1);

export function recordRun(before: JobState, run: Run): JobState {
  const after = isFinished(run) ? recordFinished(before, run) : recordActive(before, run);
  const known = latestRunId(before);
  const latestId = known === undefined || known < run.id ? run.id : known;
  return latestRunId(after) === latestId ? after : { ...after, latestId };
}

function recordActive(before: JobState, run: ActiveRun): JobState {
  const after = { ...before, active: run };
  if (run.trigger !== 'backfill')
    return { ...after, ...omitUndefined({ lastSlot: latestSlot(before, run) }) };
  // It is recorded again while it goes on: a plan that somebody made meanwhile did not begin it.
  const begins = before.active?.id !== run.id;
  return begins ? { ...after, backfill: chunkBegins(before.backfill, run) } : after;
}

/** Never goes back: slots that pass during a run are skipped before that run is recorded again. */
function latestSlot(before: JobState, run: Run): EpochMs | undefined {
  if (run.trigger !== 'schedule') return before.lastSlot;
  return later(before.lastSlot ?? run.slot, run.slot);
}

/** A slot that passed while another run was active ends as a skip without touching that run. */
function recordFinished(before: JobState, run: FinishedRun): JobState {
  const { active, ...rest } = before;
  const { outcome, endedAt } = run.state;
  if (run.trigger === 'backfill') return recordChunk(rest, run);
  const counted = {
    ...rest,
    ...(active === undefined || active.id === run.id ? {} : { active }),
    statistics: countFinished(before.statistics, run),
    ...omitUndefined({
      lastSlot: latestSlot(before, run),
      lostProcesses: noteProcess(before.lostProcesses, run),
      durations: countDuration(before.durations, run),
    }),
    ...(movesInterval(run) ? { lastEnd: endedAt } : {}),
  };
  if (outcome === 'skipped') return { ...counted, lastSkip: run };
  if (run.attempts.length === 0) return counted;
  if (outcome !== 'succeeded') return { ...counted, last: run };
  const { clockNotice: _, ...known } = counted;
  return { ...known, last: run, lastSuccessAt: endedAt };
}

/** It fills in what is missing, and says nothing about whether the schedule works: nothing of that changes. */
function recordChunk(before: Omit<JobState, 'active'>, run: FinishedRun): JobState {
  const { consecutiveFailures, consecutiveLost } = before.statistics;
  return {
    ...before,
    statistics: { ...countFinished(before.statistics, run), consecutiveFailures, consecutiveLost },
    ...omitUndefined({ lostProcesses: noteProcess(before.lostProcesses, run) }),
    lastBackfill: run,
    backfill: chunkEnded(before.backfill, run),
    ...(run.state.outcome === 'succeeded' ? { backfillSuccesses: (before.backfillSuccesses ?? 0) + 1 } : {}),
  };
}
