/** The schedule as the API shows it: the rule, its next slots, and the limits that apply to runs. */
import type { ChangedInterval, JobConfig } from '../../core/job/job-config.ts';
import type { UsualDuration } from '../../core/run/usual-duration.ts';
import type { UpcomingSlot } from '../../core/job/upcoming-slots.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { epochMsToIso, toSeconds } from '../../core/time/time.ts';
import type { ScheduleView, UsualDurationView } from '../schemas/schedule-schemas.ts';
import { toRuleView } from './rule-view.ts';
import { toPauseView } from './status-view.ts';

interface ScheduleFacts {
  readonly config: JobConfig;
  /** With the interval that is tried out, perhaps the current one. */
  readonly tried: ChangedInterval;
  readonly slots: readonly UpcomingSlot[];
  readonly usual: UsualDuration | undefined;
}

export function toScheduleView(
  { config, tried, slots, usual }: ScheduleFacts,
  settings: Settings,
): ScheduleView {
  const zone = config.timeZone;
  return {
    job: settings.job,
    procedure: settings.procedure,
    rule: toRuleView(tried.config),
    in_force: tried.kind === 'unchanged',
    changed_at: epochMsToIso(config.changedAt, zone),
    changed_by: config.changedBy,
    changed_by_id: config.changedById ?? null,
    days_back: config.daysBack,
    paused: config.pause === undefined ? null : toPauseView(config.pause, zone),
    slots: slots.map((slot) => ({ ...slot, at: epochMsToIso(slot.at, zone) })),
    usual_duration: usual === undefined ? null : toUsualDurationView(usual),
    limits: {
      run_timeout_seconds: toSeconds(settings.runTimeout),
      start_delay_seconds: toSeconds(settings.startDelay),
      heartbeat_seconds: toSeconds(settings.leaseRenewal),
      range_max_days: settings.rangeMaxDays,
    },
  };
}

const toUsualDurationView = ({ runs, median, p95 }: UsualDuration): UsualDurationView => ({
  runs,
  median_seconds: toSeconds(median),
  p95_seconds: p95 === undefined ? null : toSeconds(p95),
});
