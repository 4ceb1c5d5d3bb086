/**
 * (facts, instant) → why it did or did not run then, or will. Pure: the same facts give the same answer everywhere. Of the
 * future it tells by the slots of the preview, and by what permits none then.
 */
import { configAsOf } from '../job/config-as-of.ts';
import { upcomingSlots, type UpcomingSlot } from '../job/upcoming-slots.ts';
import { adaptedPlan, intervalInForce } from '../schedule/adaptive.ts';
import { slotsAreFixed } from '../schedule/schedule.ts';
import { nextSlot, permittedFrom } from '../schedule/timeline/next-slot.ts';
import { rulesOf } from '../schedule/timeline/planned-slots.ts';
import { epochMs, later } from '../time/time.ts';
import { explainPast } from './explain-past.ts';
import { inForceThen } from './slots-then.ts';
import type { WhyAnswer, WhyCode, WhyFact } from './why-answer.ts';
import { endOfMinute, type WhyFactsRead } from './why-facts.ts';

/** The minute that goes on now belongs to the past: what has happened in it counts. */
export function explain(read: WhyFactsRead): WhyAnswer {
  if (read.at <= read.now) return explainPast(read);
  // As every decision does, it ignores what only a clock that was ahead can have written.
  const config = configAsOf(read.rows.config, read.now, read.startDelay);
  return explainFuture({ ...read, rows: { ...read.rows, config } });
}

/** Each one depends on the one before. */
const mostSlots = 1_000;

function explainFuture(read: WhyFactsRead): WhyAnswer {
  const { at, now, rows, startDelay, usual } = read;
  const { config, state } = rows;
  const upTo = endOfMinute(at);
  const plan = adaptedPlan(config, state.adapted);
  const { slots, enough } = slotsAround(read);
  const slot = slots.find((each) => each.at >= at && each.at <= upTo);
  const paused = config.pause !== undefined && (config.pause.until ?? Infinity) > at;
  const { blockedBy, from: until } = permittedFrom(plan, at);
  const notBefore =
    config.pause?.until === undefined ? config.notBefore : epochMs(config.pause.until + startDelay);
  const segment = inForceThen(plan, at, undefined);
  const facts: WhyFact[] = [];
  if (paused && config.pause !== undefined)
    facts.push({ code: 'paused', source: 'configuration', pause: config.pause });
  if (blockedBy !== undefined)
    facts.push({ code: 'blocked', source: 'configuration', by: blockedBy, ...(until && { until }) });
  if (at < notBefore) facts.push({ code: 'start_delay', source: 'configuration', until: notBefore });
  facts.push({
    code: 'schedule',
    source: 'configuration',
    changed: { at: config.changedAt, by: config.changedBy },
  });
  if (segment?.profile !== undefined)
    facts.push({ code: 'profile', source: 'configuration', name: segment.profile });
  const interval = intervalInForce(config, state.adapted);
  if (interval !== undefined) facts.push({ code: 'adapted', source: 'state', interval });
  if (slot?.estimated === true || slot?.overlapped === true)
    facts.push({ code: 'forecast', source: 'forecast', ...(usual && { usual }) });
  const codeOf = (): WhyCode => {
    if (paused) return 'paused';
    if (slot !== undefined) return slot.overlapped ? 'planned_during_run' : 'planned';
    if (blockedBy !== undefined) return 'blocked';
    if (at < notBefore) return 'start_delay';
    return enough ? 'not_planned' : 'too_far';
  };
  return {
    at,
    now,
    timeZone: config.timeZone,
    code: codeOf(),
    rule: segment?.rule,
    profile: segment?.profile,
    slot,
    run: undefined,
    before: slots.findLast((each) => each.at < at)?.at,
    after: slots.find((each) => each.at > upTo)?.at,
    facts,
  };
}

/** `enough`: they are all there are up to the instant. */
function slotsAround({ at, now, rows, startDelay, usual }: WhyFactsRead): {
  readonly slots: readonly UpcomingSlot[];
  readonly enough: boolean;
} {
  const { config, state } = rows;
  const forecast = { now, usual, startDelay };
  for (const count of [20, mostSlots]) {
    const slots = upcomingSlots(config, state, { ...forecast, count });
    const last = slots.at(-1);
    if (slots.length < count || last === undefined || last.at > endOfMinute(at))
      return { slots, enough: true };
  }
  const plan = adaptedPlan(config, state.adapted);
  if (config.pause !== undefined || !rulesOf(plan).every(slotsAreFixed)) return { slots: [], enough: false };
  // Fixed slots do not depend on what came before.
  const from = later(now, epochMs(at - 1));
  const first = nextSlot(plan, { notBefore: config.notBefore, lastSlot: from });
  const second = first && nextSlot(plan, { notBefore: config.notBefore, lastSlot: first.at });
  const slots = [first, second].flatMap((slot) =>
    slot === undefined ? [] : [{ ...slot, estimated: false, overlapped: false }],
  );
  return { slots, enough: true };
}
