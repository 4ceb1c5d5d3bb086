/** By when a run should have succeeded again. Whoever watches compares it with the clock, and needs to know no rule. */
import { adaptedPlan } from '../schedule/adaptive.ts';
import { longestIntervalHours } from '../schedule/limits.ts';
import { nextSlot } from '../schedule/timeline/next-slot.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { earlier, type EpochMs, hours, later, plus } from '../time/time.ts';
import { configAsOf } from './config-as-of.ts';
import type { JobConfig } from './job-config.ts';
import type { JobState } from './job-state.ts';

/** Slots may be weeks apart: then nobody should wait for the second one. */
const longestWait = hours(longestIntervalHours);

/**
 * The second slot after the last success, or a day after the first one if that is sooner; and the time that a run may
 * take. One slot may fail. A first start, a change, a resumption and the end of a pause count as a success would. A
 * pause without an end may have been forgotten, so it puts off nothing; neither does a schedule that has no slots.
 */
export function successDueBy(
  config: JobConfig,
  state: JobState,
  now: EpochMs,
  { startDelay, runTimeout }: Pick<Settings, 'startDelay' | 'runTimeout'>,
): EpochMs {
  const believed = configAsOf(config, now, startDelay);
  const plan = adaptedPlan(believed, state.adapted);
  const from = [believed.notBefore, successBelieved(state, now), resumedAt(believed, startDelay)]
    .filter((each) => each !== undefined)
    .reduce(later);
  const slotAfter = (instant: EpochMs): EpochMs | undefined =>
    nextSlot(plan, { notBefore: from, lastSlot: instant, lastEnd: instant })?.at;
  const first = slotAfter(from) ?? plus(from, longestWait);
  return plus(earlier(slotAfter(first) ?? plus(first, longestWait), plus(first, longestWait)), runTimeout);
}

/** One that lies ahead was recorded by a clock that was: it came before that was noticed. */
const successBelieved = ({ lastSuccessAt, clockNotice }: JobState, now: EpochMs): EpochMs | undefined =>
  lastSuccessAt === undefined || lastSuccessAt <= now
    ? lastSuccessAt
    : earlier(clockNotice?.since ?? now, now);

function resumedAt({ pause }: JobConfig, startDelay: Settings['startDelay']): EpochMs | undefined {
  return pause?.until === undefined ? undefined : plus(pause.until, startDelay);
}
