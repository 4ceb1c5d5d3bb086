/** The schedule as the API shows it: the rule, its next slots, and the limits that apply to runs. */
import type { ChangedInterval, JobConfig } from '../../core/job/job-config.ts';
import type { UsualDuration } from '../../core/run/usual-duration.ts';
import type { UpcomingSlot } from '../../core/job/upcoming-slots.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { AdaptedInterval } from '../../core/schedule/adaptive.ts';
import type { ScheduleWarning } from '../../core/schedule/warnings/schedule-warnings.ts';
import { epochMsToIso, toSeconds } from '../../core/time/time.ts';
import type { SchedulePreviewView, ScheduleView, UsualDurationView } from '../schemas/schedule-schemas.ts';
import { toDocumentWords } from '../schedule-words/document-words.ts';
import { toDocumentView } from './document-view.ts';
import { toAdaptedIntervalView, toRuleView } from './rule-view.ts';
import { toScheduleWarningView } from './schedule-warning-view.ts';
import { toSlotView } from './slot-view.ts';
import { toPauseView } from './status-view.ts';

interface ScheduleFacts {
  readonly config: JobConfig;
  /** With the interval that is tried out, perhaps the current one. */
  readonly tried: ChangedInterval;
  readonly slots: readonly UpcomingSlot[];
  readonly usual: UsualDuration | undefined;
  readonly warnings: readonly ScheduleWarning[];
  readonly adapted: AdaptedInterval | undefined;
}

export function toScheduleView(
  { config, tried, slots, usual, warnings, adapted }: ScheduleFacts,
  settings: Settings,
): ScheduleView {
  const zone = config.timeZone;
  return {
    job: settings.job,
    procedure: settings.procedure,
    rule: toRuleView(tried.config),
    adapted_interval: toAdaptedIntervalView(adapted, zone),
    in_force: tried.kind === 'unchanged',
    changed_at: epochMsToIso(config.changedAt, zone),
    changed_by: config.changedBy,
    changed_by_id: config.changedById ?? null,
    days_back: config.daysBack,
    paused: config.pause === undefined ? null : toPauseView(config.pause, zone),
    slots: slots.map((slot) => toSlotView(slot, zone)),
    usual_duration: usual === undefined ? null : toUsualDurationView(usual),
    limits: {
      run_timeout_seconds: toSeconds(settings.runTimeout),
      start_delay_seconds: toSeconds(settings.startDelay),
      heartbeat_seconds: toSeconds(settings.leaseRenewal),
      range_max_days: settings.rangeMaxDays,
    },
    ...toDocumentFields(tried.config, warnings),
    revision: config.revision ?? 0,
  };
}

interface PreviewFacts extends Pick<ScheduleFacts, 'slots' | 'warnings'> {
  readonly kind: 'changed' | 'unchanged';
  readonly inForce: JobConfig;
  /** What the proposed document would make of the row. */
  readonly config: JobConfig;
}

export function toSchedulePreviewView({
  kind,
  inForce,
  config,
  slots,
  warnings,
}: PreviewFacts): SchedulePreviewView {
  return {
    ...toDocumentFields(config, warnings),
    revision: inForce.revision ?? 0,
    changes: kind === 'changed',
    slots: slots.map((slot) => toSlotView(slot, config.timeZone)),
  };
}

const toDocumentFields = (config: JobConfig, warnings: readonly ScheduleWarning[]) => ({
  document: toDocumentView(config),
  words: toDocumentWords(config),
  warnings: warnings.map((warning) => toScheduleWarningView(warning, config)),
});

const toUsualDurationView = ({ runs, median, p95 }: UsualDuration): UsualDurationView => ({
  runs,
  median_seconds: toSeconds(median),
  p95_seconds: p95 === undefined ? null : toSeconds(p95),
});
