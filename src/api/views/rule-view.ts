/** The rule of the schedule as the API shows it. */
import type { JobConfig } from '../../core/job/job-config.ts';
import type { RuleView } from '../schemas/schedule-schemas.ts';

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
