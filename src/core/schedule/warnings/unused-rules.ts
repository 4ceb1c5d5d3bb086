/** Profiles that never apply and rules that never fire, found by walking along the time line until all have. */
import type { Plan } from '../document/schedule-document.ts';
import { type Schedule, slotsAreFixed, slotsWithin } from '../schedule.ts';
import { namedRules } from '../timeline/planned-slots.ts';
import { type Segment, segmentsOf } from '../timeline/segments.ts';
import { days, type EpochMs, plus } from '../../time/time.ts';
import type { ScheduleWarning } from './schedule-warnings.ts';

/** As long as the search for a next slot. */
const horizon = days(9 * 366);

export function unusedRules(plan: Plan, now: EpochMs): readonly ScheduleWarning[] {
  const { profiles = [], timeZone } = plan;
  const unapplied = new Set(profiles.map(({ name }) => name));
  // The default rule may rest; a profile that does so has a purpose, too.
  const unfired = new Map(
    namedRules(plan).flatMap(({ profile, rule }): [string | undefined, Schedule][] =>
      rule.kind === 'paused' ? [] : [[profile, rule]],
    ),
  );
  for (const segment of segmentsOf(plan, now, plus(now, horizon), undefined)) {
    if (unapplied.size === 0 && unfired.size === 0) break;
    const inForce = segment.blockedBy?.kind === 'paused_profile' ? segment.blockedBy.name : segment.profile;
    if (inForce !== undefined) unapplied.delete(inForce);
    if (segment.skipped || (unfired.has(segment.profile) && fires(segment, timeZone)))
      unfired.delete(segment.profile);
  }
  return [
    ...[...unfired.keys()]
      .filter((profile) => profile === undefined || !unapplied.has(profile))
      .filter((profile) => profile !== undefined || isNeeded(plan))
      .map((profile) => ({ code: 'rule_never_fires' as const, profile })),
    ...[...unapplied].map((profile) => ({ code: 'profile_never_applies' as const, profile })),
    ...(namedRules(plan).every(({ rule }) => rule.kind === 'paused')
      ? [{ code: 'rule_never_fires' as const, profile: undefined }]
      : []),
  ];
}

function fires({ rule, from, upTo, blockedBy }: Segment, zone: Plan['timeZone']): boolean {
  if (!slotsAreFixed(rule)) return rule.kind === 'interval' && blockedBy === undefined;
  return slotsWithin(rule, { from, upTo }, { zone, base: undefined, extent: 'first' }) !== undefined;
}

/** A default rule that always gives way to some profile is no mistake. */
const isNeeded = ({ profiles = [] }: Plan): boolean =>
  !profiles.some(
    ({ weekdays, window, dates, calendar }) =>
      weekdays === undefined && window === undefined && dates === undefined && calendar === undefined,
  );
