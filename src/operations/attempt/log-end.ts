/** Logs how an attempt or a run ended and when the next one is due. */
import { type IntervalNow, intervalNow } from '../../core/job/interval-now.ts';
import type { JobConfig } from '../../core/job/job-config.ts';
import { type JobState, scheduleHistory } from '../../core/job/job-state.ts';
import { type FinishedRun, isFinished, type Run } from '../../core/run/run.ts';
import { adaptedPlan } from '../../core/schedule/adaptive.ts';
import type { Schedule } from '../../core/schedule/schedule.ts';
import { nextSlot } from '../../core/schedule/timeline/next-slot.ts';
import { elapsed, toSeconds } from '../../core/time/time.ts';
import { warningsOf } from '../../core/run/warnings.ts';
import { completedLine, nextExecutionLine } from '../../core/job/log-lines.ts';
import type { Log, World } from '../../ports.ts';

/** `state` is the job's state after the run was recorded. */
export function logEnd(world: World, log: Log, config: JobConfig, state: JobState, run: Run): void {
  const { job } = world.settings;
  const fields = { runId: run.id };
  if (isFinished(run)) {
    logFinished(world, log, intervalNow(config, state, run.state.endedAt), config.schedule.kind, run);
    for (const { code, message, returnValue } of warningsOf(run)) {
      log.warn(`⚠️ ${job}: ${message}`, { ...fields, event: 'run_warning', warning: code, returnValue });
    }
    if (config.pause !== undefined) return;
    const now = world.clock.now();
    const history = scheduleHistory(config, state, now);
    const next = nextSlot(adaptedPlan(config, state.adapted), history, now);
    if (next !== undefined) log.info(nextExecutionLine(elapsed(now, next.at)), fields);
    return;
  }
  const last = run.attempts.at(-1);
  if (run.state.kind !== 'waiting' || last === undefined) {
    const cause = 'failure' in run.state ? `: ${run.state.failure.message}` : '';
    log.warn(
      `⚠️ ${job}: it is not known yet how attempt ${run.attempts.length + 1} ended; the run is ${run.state.kind}${cause}`,
      {
        ...fields,
        event: 'end_open',
      },
    );
    return;
  }
  const wait = Math.round(toSeconds(elapsed(world.clock.now(), run.state.dueAt)));
  const why = last.failure === undefined ? '' : `: ${last.failure.message}`;
  log.warn(
    `🔁 ${job} attempt ${last.number} ${last.outcome.replace('_', ' ')}${why}. Attempt ${run.state.attempt} follows in ${wait} seconds`,
    { ...fields, event: 'attempt_repeats' },
  );
}

function logFinished(
  world: World,
  log: Log,
  { hours: intervalHours }: IntervalNow,
  scheduleKind: Schedule['kind'],
  run: FinishedRun,
): void {
  const { job, runTimeout } = world.settings;
  const { outcome, duration, message, skip } = run.state;
  const fields = {
    runId: run.id,
    event: 'run_finished',
    outcome,
    durationSeconds: toSeconds(duration),
    trigger: run.trigger,
    skip,
    missedSlots: run.missedSlots,
    scheduleKind,
    intervalHours,
    runTimeoutSeconds: toSeconds(runTimeout),
  } as const;
  switch (outcome) {
    case 'succeeded':
      return log.info(completedLine(job, duration), fields);
    case 'cancelled':
      return log.warn(`🛑 ${job} ${message}`, fields);
    case 'skipped':
      return log.warn(`⏭️ ${job} skipped: ${message}`, fields);
    case 'failed':
    case 'timed_out':
    case 'lost':
      return log.error(`❌ ${job} ${outcome.replace('_', ' ')}: ${message}`, fields);
  }
}
