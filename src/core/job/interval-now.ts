/** The interval in force at an instant: that of a profile or of the default rule, adapted where that one adapts. */
import { type AdaptedInterval, adaptedPlan, intervalInForce } from '../schedule/adaptive.ts';
import { intervalHoursOf } from '../schedule/schedule.ts';
import { segmentsOf } from '../schedule/timeline/segments.ts';
import type { EpochMs } from '../time/time.ts';
import type { JobConfig } from './job-config.ts';
import type { JobState } from './job-state.ts';

export interface IntervalNow {
  /** Under a cron rule the hours between two slots, at most. */
  readonly hours: number;
  /** Present where the default rule is in force with an interval that was adapted. */
  readonly adapted: AdaptedInterval | undefined;
}

/** While nothing is permitted, it is that of the rule which lies beneath and whose slots are moved. */
export function intervalNow(config: JobConfig, { adapted }: JobState, now: EpochMs): IntervalNow {
  const plan = adaptedPlan(config, adapted);
  const [segment] = segmentsOf(plan, now, now, undefined);
  const { rule, profile } = segment ?? { rule: plan.schedule, profile: undefined };
  return {
    hours: intervalHoursOf(rule),
    adapted: profile === undefined ? intervalInForce(config, adapted) : undefined,
  };
}
