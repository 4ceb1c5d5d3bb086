/** What is the matter with the schedule: no run succeeds in time, or a pause without an end has perhaps been forgotten. */
import type { Condition } from './condition.ts';
import type { Context, JobNow, Standing } from './standing-states.ts';
import { scheduleHistory } from '../job/job-state.ts';
import { successesOfSchedule } from '../job/statistics.ts';
import { forgottenFrom, successDueBy } from '../job/success-due.ts';
import { labelOf } from '../identity.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { adaptedPlan } from '../schedule/adaptive.ts';
import { nextSlot } from '../schedule/timeline/next-slot.ts';
import { elapsed, type EpochMs } from '../time/time.ts';

/** During a pause that is told of, nobody is told of the missing success as well: it has the same reason. */
export function* ofSchedule(rows: JobNow, open: readonly Condition[], context: Context): Generator<Standing> {
  const pause = longPause(rows, open, context);
  if (pause !== undefined) yield pause;
  yield* late(rows, open, context, pause !== undefined);
}

/** Whoever was told hears of the end when a run has succeeded, not when a change or a pause puts off the next one. */
function* late(
  { config, state }: JobNow,
  open: readonly Condition[],
  { now, settings }: Context,
  isPaused: boolean,
): Generator<Standing> {
  const { lastSuccessAt, statistics, last, lastSkip } = state;
  const successesBefore = open.find(({ kind }) => kind === 'no_success')?.successesBefore;
  const goesOn = successesBefore !== undefined && successesOfSchedule(state) <= successesBefore;
  const dueBy = successDueBy(config, state, now, settings);
  if (!goesOn && (now <= dueBy || isPaused)) return;
  const skipped = lastSkip !== undefined && (last === undefined || last.id < lastSkip.id);
  const skip = skipped ? lastSkip.state.skip : undefined;
  const limit = elapsed(lastSuccessAt ?? config.notBefore, dueBy);
  const failures = statistics.consecutiveFailures;
  yield {
    facts: { kind: 'no_success', limit, failures, ...omitUndefined({ lastSuccessAt, skip }) },
    failures: 1,
  };
}

/** One with an end was planned for as long. A setting that changes meanwhile ends nothing. */
function longPause(
  { config }: JobNow,
  open: readonly Condition[],
  { now, settings }: Context,
): Standing | undefined {
  const { pause } = config;
  const from = forgottenFrom(config, now, settings);
  if (pause === undefined || from === undefined) return undefined;
  const toldSince = open.find(({ kind }) => kind === 'paused_long')?.since;
  const isSame = toldSince !== undefined && pause.since < toldSince;
  if (now < from && !isSame) return undefined;
  const { since, reason } = pause;
  const by = labelOf(pause.by, pause.byId);
  return { facts: { kind: 'paused_long', since, by, reason }, failures: 1 };
}

/** When the schedule runs next, as people are told; undefined while it is paused. */
export function nextAt({ config, state }: JobNow, now: EpochMs): EpochMs | undefined {
  if (config.pause !== undefined) return undefined;
  return nextSlot(adaptedPlan(config, state.adapted), scheduleHistory(config, state, now), now)?.at;
}
