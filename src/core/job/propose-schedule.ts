/** Puts a whole schedule document in place of the one in force: the row that results, or why there can be none. */
import type { z } from 'zod';
import type { Actor } from '../identity.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { Blackout, BlackoutTime } from '../schedule/document/blackout.ts';
import type { AdaptiveRule } from '../schedule/document/adaptive-rule.ts';
import type { HolidayCalendar } from '../schedule/document/holiday-calendar.ts';
import type { Profile } from '../schedule/document/profile.ts';
import { type Contradiction, tooLong } from '../schedule/document/schedule-document.ts';
import type { IntervalSchedule } from '../schedule/interval.ts';
import { documentFormat } from '../schedule/limits.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import type { DurationMs, EpochMs, TimeZone } from '../time/time.ts';
import { changeSchedule, JobConfig } from './job-config.ts';
import { unmetBySettings } from './unmet-by-settings.ts';

/** Without an anchor, a fixed rate goes on as it was, or begins with the first instant that the change permits. */
export type ProposedRule =
  Exclude<Schedule, IntervalSchedule> | (Omit<IntervalSchedule, 'anchor'> & { readonly anchor?: EpochMs });

/** Complete: whatever is empty or off here is so afterwards. */
export interface ProposedSchedule {
  readonly rule: ProposedRule;
  readonly timeZone: TimeZone;
  readonly daysBack: number;
  readonly profiles: readonly (Omit<Profile, 'rule'> & { readonly rule: ProposedRule })[];
  readonly blackouts: readonly { readonly time: BlackoutTime; readonly label: string }[];
  readonly calendars: readonly HolidayCalendar[];
  readonly adaptive: AdaptiveRule | undefined;
  readonly catchUp: boolean;
  readonly leastGap: DurationMs;
}

export type ReplacedSchedule =
  /** `unchanged`: the document in force is the same, and nothing needs to be written. */
  | { readonly kind: 'changed' | 'unchanged'; readonly config: JobConfig }
  | { readonly kind: 'refused'; readonly problems: readonly Contradiction[] };

export function replaceSchedule(
  config: JobConfig,
  proposed: ProposedSchedule,
  by: Actor,
  now: EpochMs,
  settings: Settings,
): ReplacedSchedule {
  const unmet = unmetBySettings(config, proposed, settings);
  if (unmet !== undefined) return { kind: 'refused', problems: [unmet] };
  const { format: _, profiles = [], blackouts = [], ...rest } = config;
  const { calendars: __, adaptive: ___, catchUp: ____, leastGap: _____, ...kept } = rest;
  const { notBefore } = changeSchedule(config, config.schedule, by, now, settings);
  const rule = anchored(proposed.rule, config.schedule, notBefore);
  const document = {
    timeZone: proposed.timeZone,
    daysBack: proposed.daysBack,
    ...ifAny('profiles', anchoredProfiles(proposed, profiles, notBefore)),
    ...ifAny('blackouts', signed(proposed, blackouts, by, now)),
    ...ifAny('calendars', proposed.calendars),
    ...omitUndefined({ adaptive: proposed.adaptive }),
    ...(proposed.catchUp ? {} : { catchUp: false }),
    ...(proposed.leastGap === 0 ? {} : { leastGap: proposed.leastGap }),
  };
  // What an earlier version would not understand: everything beyond an interval, its zone and its days.
  const isPlain = rule.kind === 'interval' && Object.keys(document).length === 2;
  const candidate = {
    ...changeSchedule(kept, rule, by, now, settings),
    ...document,
    ...(isPlain ? {} : { format: documentFormat }),
  };
  // In the form in which it will be read again, whatever order the proposal had.
  const parsed = JobConfig.safeParse(candidate);
  if (!parsed.success)
    return {
      kind: 'refused',
      problems: parsed.error.issues.map((issue) => toContradiction(issue, candidate)),
    };
  const tooLarge = tooLong(parsed.data);
  if (tooLarge !== undefined) return { kind: 'refused', problems: [tooLarge] };
  return sameDocument(config, parsed.data)
    ? { kind: 'unchanged', config }
    : { kind: 'changed', config: parsed.data };
}

const toContradiction = ({ path, message }: z.core.$ZodIssue, candidate: object): Contradiction => ({
  path: path.map((each) => (typeof each === 'number' ? each : String(each))),
  value: path.reduce<unknown>((value, key) => Object(value)[key], candidate),
  message,
});

const ifAny = <N extends string, T>(name: N, list: readonly T[]) =>
  list.length === 0 ? {} : { [name]: list };

function anchored(rule: ProposedRule, before: Schedule | undefined, earliest: EpochMs): Schedule {
  if (rule.kind !== 'interval') return rule;
  const same = before?.kind === 'interval' && before.hours === rule.hours && before.after === rule.after;
  const known = same ? before.anchor : earliest;
  // Only a fixed rate has a grid.
  return { ...rule, anchor: rule.after === 'start' ? (rule.anchor ?? known) : known };
}

const anchoredProfiles = (
  { profiles }: ProposedSchedule,
  before: readonly Profile[],
  earliest: EpochMs,
): readonly Profile[] =>
  profiles.map((profile) => {
    const known = before.find(({ name }) => name === profile.name);
    return { ...profile, rule: anchored(profile.rule, known?.rule, earliest) };
  });

/** Whoever set a blackout stays its author as long as its time and its label stay. */
const signed = (
  { blackouts }: ProposedSchedule,
  before: readonly Blackout[],
  by: Actor,
  now: EpochMs,
): readonly Blackout[] =>
  blackouts.map(({ time, label }) => {
    const known = before.find((each) => each.label === label && sameTime(each.time, time));
    return known ?? { time, label, by: by.name, byId: by.id, at: now };
  });

const sameTime = (one: BlackoutTime, other: BlackoutTime): boolean => {
  const [first, second] = [one, other].map((time) => ('dates' in time ? time.dates : time.instants));
  return 'dates' in one === 'dates' in other && first?.from === second?.from && first?.to === second?.to;
};

/** What the audit shows of the schedule: all that decides when slots come, but not whether it is paused. */
export function documentOf(config: JobConfig) {
  const { pause: _, notBefore: __, ...rest } = config;
  const { changedAt: ___, changedBy: ____, changedById: _____, ...document } = rest;
  return document;
}

/** The format and the revision say nothing about slots. */
function sameDocument(one: JobConfig, other: JobConfig): boolean {
  const [first, second] = [one, other].map((config) =>
    JSON.stringify({ ...documentOf(config), format: undefined, revision: undefined }),
  );
  return first === second;
}
