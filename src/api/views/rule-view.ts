/** The rule of the schedule as the API shows it, and the interval that may stand in for its hours. */
import type { JobConfig } from '../../core/job/job-config.ts';
import type { AdaptedInterval } from '../../core/schedule/adaptive.ts';
import { epochMsToIso, milliseconds, type TimeZone, toSeconds } from '../../core/time/time.ts';
import { adaptedWords } from '../schedule-words/adapted-words.ts';
import { inBoth } from '../schedule-words/document-words.ts';
import type { AdaptedIntervalView, RuleView } from '../schemas/schedule-schemas.ts';

export function toRuleView({ schedule, timeZone }: Pick<JobConfig, 'schedule' | 'timeZone'>): RuleView {
  switch (schedule.kind) {
    case 'interval': {
      const { kind, hours, after } = schedule;
      return { kind, hours, after, time_zone: timeZone };
    }
    case 'cron':
      return { kind: schedule.kind, expression: schedule.expression, time_zone: timeZone };
    case 'paused':
      return { kind: schedule.kind, time_zone: timeZone };
  }
}

export function toAdaptedIntervalView(
  adapted: AdaptedInterval | undefined,
  zone: TimeZone,
): AdaptedIntervalView | null {
  if (adapted === undefined) return null;
  const { hours, before, at, by, measured, runs } = adapted;
  return {
    hours,
    from_hours: before,
    since: epochMsToIso(at, zone),
    by,
    measured: by === 'duration' ? toSeconds(milliseconds(measured)) : measured,
    runs,
    words: inBoth((words) => adaptedWords(adapted, words)),
  };
}
