/** A schedule document as a caller sent it, in core's terms. Its fields have been checked by their schema. */
import type { ProposedRule, ProposedSchedule } from '../core/job/propose-schedule.ts';
import { omitUndefined } from '../core/omit-undefined.ts';
import type { AdaptiveRule } from '../core/schedule/document/adaptive-rule.ts';
import type { BlackoutTime } from '../core/schedule/document/blackout.ts';
import type { Contradiction } from '../core/schedule/document/schedule-document.ts';
import { isoToEpochMs, minutes } from '../core/time/time.ts';
import { invalid, type InvalidRequest } from './refusals.ts';
import type { AdaptiveDocument, BlackoutDocument, ScheduleDocument } from './schemas/document-schemas.ts';
import type { RuleDocument } from './schemas/rule-schemas.ts';

export function toProposedSchedule(document: ScheduleDocument): ProposedSchedule {
  const { profiles = [], blackouts = [], calendars = [], adaptive } = document;
  return {
    rule: toProposedRule(document.rule),
    timeZone: document.time_zone,
    daysBack: document.days_back,
    profiles: profiles.map((profile) => ({ ...profile, rule: toProposedRule(profile.rule) })),
    blackouts: blackouts.flatMap((blackout) => {
      const time = timeOf(blackout);
      return time === undefined ? [] : [{ label: blackout.label, time }];
    }),
    calendars,
    adaptive: adaptive === undefined || adaptive === null ? undefined : toAdaptiveRule(adaptive),
    catchUp: document.catch_up ?? true,
    leastGap: minutes(document.least_gap_minutes ?? 0),
  };
}

function toProposedRule(rule: RuleDocument): ProposedRule {
  switch (rule.kind) {
    case 'interval': {
      const { kind, hours, after = 'finish', anchor } = rule;
      return { kind, hours, after, ...(anchor === undefined ? {} : { anchor: isoToEpochMs(anchor) }) };
    }
    case 'cron':
    case 'paused':
      return rule;
  }
}

/** The schema lets exactly one of the two through. */
function timeOf({ dates, instants }: BlackoutDocument): BlackoutTime | undefined {
  if (dates !== undefined) return { dates };
  if (instants === undefined) return undefined;
  return { instants: { from: isoToEpochMs(instants.from), to: isoToEpochMs(instants.to) } };
}

function toAdaptiveRule(adaptive: AdaptiveDocument): AdaptiveRule {
  switch (adaptive.by) {
    case 'duration':
      return adaptive;
    case 'rows':
    case 'pending': {
      const steps = adaptive.steps.map(({ up_to, hours }) => ({ ...omitUndefined({ upTo: up_to }), hours }));
      return { ...adaptive, steps };
    }
  }
}

/** The names of the document where the row has others. */
const documentNames: ReadonlyMap<string, string> = new Map([
  ['schedule', 'rule'],
  ['timeZone', 'time_zone'],
  ['daysBack', 'days_back'],
  ['leastGap', 'least_gap_minutes'],
  ['catchUp', 'catch_up'],
  ['upTo', 'up_to'],
  ['time', ''],
]);

export const documentPath = (path: Contradiction['path']): string =>
  path
    .map((each) => documentNames.get(String(each)) ?? String(each))
    .filter((each) => each !== '')
    .join('.');

/** What core found in the document as a whole. */
export const refusedDocument = (problems: readonly Contradiction[]): InvalidRequest =>
  invalid(
    problems.map(({ path, value, message }) => ({
      field: ['document', documentPath(path)].filter((each) => each !== '').join('.'),
      value,
      expected: message.replace(/^expected /, ''),
    })),
  );
