/** The schedule as the API shows it: the rule, the slots that it gives, and the limits that hold for runs. */
import type { ScheduleView, UsualDurationView } from '../schemas/schedule-schemas.ts';
import { changeInterval, type IntervalChange, type JobConfig } from '../../core/job/job-config.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { JobState } from '../../core/job/job-state.ts';
import { type EpochMs, epochMsToIso, toSeconds } from '../../core/time/time.ts';
import { upcomingSlots } from '../../core/job/upcoming-slots.ts';
import type { UsualDuration } from '../../core/run/usual-duration.ts';
import { toPauseView, toRuleView } from './status-view.ts';

const count = 20;

export interface ScheduleFacts {
  readonly config: JobConfig;
  readonly state: JobState;
  readonly now: EpochMs;
  readonly usual: UsualDuration | undefined;
  readonly settings: Settings;
  /** The interval to try out, perhaps the one in force. */
  readonly trial: IntervalChange;
}

export function toScheduleView(facts: ScheduleFacts): ScheduleView {
  const { config, state, now, usual, settings, trial } = facts;
  const tried = changeInterval(config, trial, config.changedBy, now, settings);
  const forecast = { now, usual: usual?.median, startDelay: settings.startDelay, count };
  const slots = upcomingSlots(tried.config, state, forecast);
  const zone = config.timeZone;
  return {
    job: settings.job,
    procedure: settings.procedure,
    rule: toRuleView(tried.config),
    in_force: tried.kind === 'unchanged',
    changed_at: epochMsToIso(config.changedAt, zone),
    changed_by: config.changedBy,
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
