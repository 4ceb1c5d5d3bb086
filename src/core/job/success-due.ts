/** By when a run should have succeeded again. Whoever watches compares it with the clock, and needs to know no rule. */
import { adaptedPlan } from '../schedule/adaptive.ts';
import { longestIntervalHours } from '../schedule/limits.ts';
import { nextSlot } from '../schedule/timeline/next-slot.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { clockTolerance } from '../time/clock-tolerance.ts';
import { earlier, elapsed, type EpochMs, hours, later, plus } from '../time/time.ts';
import { configAsOf } from './config-as-of.ts';
import type { JobConfig } from './job-config.ts';
import type { JobState } from './job-state.ts';

/** Slots may be weeks apart: then nobody should wait for the second one. */
const longestWait = hours(longestIntervalHours);

/**
 * The second slot after the last success, or a day after the first one if that is sooner; and the time that a run may
 * take. One slot may fail. A first start, a change, a resumption and the end of a pause count as a success would. During
 * a pause without an end nobody waits for a success until the pause counts as forgotten. A schedule that has no slots
 * puts off nothing.
 */
export function successDueBy(
  config: JobConfig,
  state: JobState,
  now: EpochMs,
  settings: Pick<Settings, 'startDelay' | 'runTimeout' | 'pauseNotice'>,
): EpochMs {
  const { startDelay, runTimeout } = settings;
  const believed = configAsOf(config, now, startDelay);
  const plan = adaptedPlan(believed, state.adapted);
  const from = [believed.notBefore, successBelieved(state, now), resumedAt(believed, startDelay)]
    .filter((each) => each !== undefined)
    .reduce(later);
  const slotAfter = (instant: EpochMs): EpochMs | undefined =>
    nextSlot(plan, { notBefore: from, lastSlot: instant, lastEnd: instant })?.at;
  const first = slotAfter(from) ?? plus(from, longestWait);
  const second = earlier(slotAfter(first) ?? plus(first, longestWait), plus(first, longestWait));
  const due = plus(second, runTimeout);
  return later(due, forgottenFrom(config, now, settings) ?? due);
}

/**
 * From this instant on a pause without an end counts as forgotten, and people are told of the pause in place of the
 * success that does not come. A pause that begins in the future was made by a clock that was ahead: it does not count.
 */
export function forgottenFrom(
  { pause }: Pick<JobConfig, 'pause'>,
  now: EpochMs,
  { pauseNotice }: Pick<Settings, 'pauseNotice'>,
): EpochMs | undefined {
  if (pause === undefined || pause.until !== undefined) return undefined;
  if (elapsed(now, pause.since) > clockTolerance) return undefined;
  return plus(pause.since, pauseNotice);
}

/** One that lies ahead was recorded by a clock that was: it came before that was noticed. */
const successBelieved = ({ lastSuccessAt, clockNotice }: JobState, now: EpochMs): EpochMs | undefined =>
  lastSuccessAt === undefined || lastSuccessAt <= now
    ? lastSuccessAt
    : earlier(clockNotice?.since ?? now, now);

function resumedAt({ pause }: JobConfig, startDelay: Settings['startDelay']): EpochMs | undefined {
  return pause?.until === undefined ? undefined : plus(pause.until, startDelay);
}
