/** The schedule document as the API shows it: complete, and in the form in which it may be sent back. */
import type { JobConfig } from '../../core/job/job-config.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import type { AdaptiveRule } from '../../core/schedule/document/adaptive-rule.ts';
import type { Blackout } from '../../core/schedule/document/blackout.ts';
import type { Schedule } from '../../core/schedule/schedule.ts';
import { epochMsToIso, milliseconds, type TimeZone, toMinutes } from '../../core/time/time.ts';
import type {
  AdaptiveDocument,
  BlackoutDocument,
  ScheduleDocumentView,
} from '../schemas/document-schemas.ts';
import type { RuleDocument } from '../schemas/rule-schemas.ts';

export function toDocumentView(config: JobConfig): ScheduleDocumentView {
  const { schedule, timeZone, daysBack, profiles = [], blackouts = [], calendars = [], adaptive } = config;
  return {
    rule: toRuleDocument(schedule, timeZone),
    time_zone: timeZone,
    days_back: daysBack,
    profiles: profiles.map((profile) => ({ ...profile, rule: toRuleDocument(profile.rule, timeZone) })),
    blackouts: blackouts.map((blackout) => toBlackoutDocument(blackout, timeZone)),
    calendars,
    adaptive: adaptive === undefined ? null : toAdaptiveDocument(adaptive),
    catch_up: config.catchUp ?? true,
    least_gap_minutes: toMinutes(config.leastGap ?? milliseconds(0)),
  };
}

function toRuleDocument(rule: Schedule, zone: TimeZone): RuleDocument {
  switch (rule.kind) {
    case 'interval': {
      const { kind, hours, after, anchor } = rule;
      return after === 'start'
        ? { kind, hours, after, anchor: epochMsToIso(anchor, zone) }
        : { kind, hours, after };
    }
    case 'cron':
    case 'paused':
      return rule;
  }
}

function toBlackoutDocument({ time, label, by, byId, at }: Blackout, zone: TimeZone): BlackoutDocument {
  const who = { by, ...omitUndefined({ by_id: byId }), at: epochMsToIso(at, zone) };
  if ('dates' in time) return { label, dates: time.dates, ...who };
  const { from, to } = time.instants;
  return { label, instants: { from: epochMsToIso(from, zone), to: epochMsToIso(to, zone) }, ...who };
}

function toAdaptiveDocument(adaptive: AdaptiveRule): AdaptiveDocument {
  switch (adaptive.by) {
    case 'duration':
      return adaptive;
    case 'rows':
    case 'pending': {
      const steps = adaptive.steps.map(({ upTo, hours }) => ({ ...omitUndefined({ up_to: upTo }), hours }));
      return { ...adaptive, steps };
    }
  }
}
