/**
 * The slots of a plan in order, a group for each stretch of time: the one place where profiles, blackouts and rules
 * become slots. What is next, what is due, and every preview come from here.
 */
import type { Plan } from '../document/schedule-document.ts';
import { intervalOf } from '../interval.ts';
import { causeOf, type Schedule, slotsAreFixed, slotsWithin } from '../schedule.ts';
import type { Moved, ScheduleHistory, SlotCause, SlotGroup, Stretch } from '../slot.ts';
import { earlier, type EpochMs, epochMs, later, plus } from '../../time/time.ts';
import { type Segment, segmentsOf } from './segments.ts';

export interface PlannedGroup extends SlotGroup {
  /** Of the first. */
  readonly cause: SlotCause;
  readonly profile: string | undefined;
  /** Of a group that has one slot. */
  readonly moved: Moved | undefined;
}

export interface Asked {
  readonly upTo: EpochMs;
  /** With `first`, the first group alone is right, and of it the first slot. */
  readonly extent: 'first' | 'all';
  /** During a run only slots come that do not count from its end. */
  readonly duringRun?: boolean;
}

interface Pending extends Moved {
  /** It counts from the end of a run: then the interval in force after the blocked time decides. */
  readonly counted: boolean;
}

export interface NamedRule {
  /** Absent for the default rule. */
  readonly profile: string | undefined;
  readonly rule: Schedule;
}

export const namedRules = ({ schedule, profiles = [] }: Plan): readonly NamedRule[] => [
  { profile: undefined, rule: schedule },
  ...profiles.map(({ name, rule }) => ({ profile: name, rule })),
];

export const rulesOf = (plan: Plan): readonly Schedule[] => namedRules(plan).map(({ rule }) => rule);

export function* plannedSlots(
  plan: Plan,
  history: ScheduleHistory,
  { upTo, extent, duringRun = false }: Asked,
): Generator<PlannedGroup, void> {
  const { notBefore, lastEnd } = history;
  let base = endToCountFrom(plan, history);
  let fixedFrom = fixedSlotsFrom(history);
  let pending: Pending | undefined;
  const slots = (rule: Schedule, from: EpochMs, to: EpochMs): SlotGroup | undefined => {
    const fixed = slotsAreFixed(rule);
    if (!fixed && duringRun) return undefined;
    const stretch = { from: later(from, fixed ? fixedFrom : notBefore), upTo: to };
    const slotsOf = (of: Schedule, { from: begins, upTo: ends }: Stretch): SlotGroup | undefined =>
      begins > ends
        ? undefined
        : slotsWithin(of, { from: begins, upTo: ends }, { zone: plan.timeZone, base, extent });
    const { adaptedFrom } = plan;
    if (adaptedFrom === undefined || rule !== plan.schedule || rule.kind !== 'interval' || !fixed)
      return slotsOf(rule, stretch);
    // Runs adapt it when they end: an instant after the last end comes from a clock that was ahead.
    const until = earlier(adaptedFrom.until, lastEnd ?? adaptedFrom.until);
    const past = { from: stretch.from, upTo: earlier(to, until) };
    const rest = { from: later(stretch.from, epochMs(until + 1)), upTo: to };
    return joined(slotsOf({ ...rule, hours: adaptedFrom.hours }, past), slotsOf(rule, rest));
  };
  for (const segment of segmentsOf(plan, searchFrom(plan, history, duringRun), upTo, lastEnd)) {
    const { rule, from } = segment;
    const fixed = slotsAreFixed(rule);
    if (segment.skipped && from >= fixedFrom)
      pending = { from, by: { kind: 'clock_change' }, counted: false, ...uncounted(pending) };
    if (segment.blockedBy !== undefined) {
      const found = slots(rule, from, segment.upTo);
      if (found !== undefined)
        pending = { from: found.first, by: segment.blockedBy, counted: !fixed, ...earlierOf(pending, fixed) };
      continue;
    }
    if (pending !== undefined && (fixed || !pending.counted)) {
      const moved = { from: pending.from, by: pending.by };
      yield { first: from, last: from, count: 1, cause: 'moved', profile: segment.profile, moved };
      base = from;
      fixedFrom = epochMs(from + 1);
    }
    const found = slots(rule, from, segment.upTo);
    if (found !== undefined) {
      const moved = pending !== undefined && found.first === from ? pending : undefined;
      yield describe(found, segment, moved, { base, notBefore });
      base = found.last;
      fixedFrom = epochMs(found.last + 1);
    }
    pending = undefined;
  }
}

const joined = (one: SlotGroup | undefined, other: SlotGroup | undefined): SlotGroup | undefined =>
  one === undefined || other === undefined
    ? (one ?? other)
    : { first: one.first, last: other.last, count: one.count + other.count };

/** What was pending before stays the origin; a fixed slot makes it one that comes in any case. */
function earlierOf(pending: Pending | undefined, fixed: boolean): Partial<Pending> {
  return pending === undefined ? {} : { ...pending, counted: pending.counted && !fixed };
}

const uncounted = (pending: Pending | undefined): Partial<Pending> => earlierOf(pending, true);

function describe(
  found: SlotGroup,
  { rule, profile }: Segment,
  pending: Pending | undefined,
  { base, notBefore }: { readonly base: EpochMs | undefined; readonly notBefore: EpochMs },
): PlannedGroup {
  if (pending !== undefined)
    return { ...found, cause: 'moved', profile, moved: { from: pending.from, by: pending.by } };
  const counts = rule.kind === 'interval' && !slotsAreFixed(rule);
  const ripe = counts && base !== undefined && plus(base, intervalOf(rule)) === found.first;
  const cause =
    !counts || ripe ? causeOf(rule) : found.first === notBefore ? 'start_delay' : 'first_permitted';
  return { ...found, cause, profile, moved: undefined };
}

const fixedSlotsFrom = ({ notBefore, lastSlot }: ScheduleHistory): EpochMs =>
  lastSlot === undefined ? notBefore : later(notBefore, epochMs(lastSlot + 1));

/** Where missed slots are not caught up on, a recorded skip counts like a run. */
function endToCountFrom({ catchUp }: Plan, { lastEnd, lastSlot }: ScheduleHistory): EpochMs | undefined {
  if (catchUp !== false || lastSlot === undefined) return lastEnd;
  return lastEnd === undefined ? lastSlot : later(lastEnd, lastSlot);
}

/** No slot can be earlier, and nothing earlier can have moved one. */
export function searchFrom(plan: Plan, history: ScheduleHistory, duringRun = false): EpochMs {
  const base = endToCountFrom(plan, history);
  const starts = rulesOf(plan).flatMap((rule) => {
    if (slotsAreFixed(rule)) return [fixedSlotsFrom(history)];
    if (rule.kind !== 'interval' || duringRun) return [];
    const { notBefore } = history;
    return [base === undefined ? notBefore : later(notBefore, plus(base, intervalOf(rule)))];
  });
  return starts.reduce((first, each) => earlier(first, each), starts[0] ?? history.notBefore);
}
