/** The answer to "why?" as the API shows it. */
import type { Slot } from '../../core/schedule/slot.ts';
import type { WhyAnswer, WhyFact } from '../../core/why/why-answer.ts';
import { type EpochMs, epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import type { WhyFactView, WhyView } from '../schemas/why-schemas.ts';
import { englishWhy } from '../why/english-why.ts';
import { indonesianWhy } from '../why/indonesian-why.ts';
import { describeFactOf, describeWhy } from '../why/why-words.ts';
import { toRuleView } from './rule-view.ts';
import { toIso, toRunView } from './run-view.ts';
import { toBlockerView } from './slot-view.ts';

export function toWhyView(answer: WhyAnswer): WhyView {
  const { at, now, timeZone, code, rule, profile, slot, run, before, after, facts } = answer;
  return {
    at: epochMsToIso(at, timeZone),
    now: epochMsToIso(now, timeZone),
    tense: at <= now ? 'past' : 'future',
    code,
    words: { en: describeWhy(answer, englishWhy), id: describeWhy(answer, indonesianWhy) },
    rule: rule === undefined ? null : toRuleView({ schedule: rule, timeZone }),
    profile: profile ?? null,
    slot: slot === undefined ? null : toSlotView(slot, timeZone),
    run: run === undefined ? null : toRunView(run, timeZone),
    before: toIso(before, timeZone),
    after: toIso(after, timeZone),
    facts: facts.map((fact) => toFactView(fact, answer)),
  };
}

/** It changes with every request. */
export function whyContent(view: WhyView): unknown {
  const { now: _, ...content } = view;
  return content;
}

function toSlotView({ at, cause, profile, moved }: Slot, zone: TimeZone): WhyView['slot'] {
  return {
    at: epochMsToIso(at, zone),
    cause,
    profile: profile ?? null,
    moved: moved === undefined ? null : { from: epochMsToIso(moved.from, zone), by: toBlockerView(moved.by) },
  };
}

function toFactView(fact: WhyFact, answer: WhyAnswer): WhyFactView {
  const { timeZone } = answer;
  const { from, to, runId } = extentOf(fact);
  return {
    code: fact.code,
    source: fact.source,
    from: toIso(from, timeZone),
    to: toIso(to, timeZone),
    run_id: runId ?? null,
    words: {
      en: describeFactOf(answer, fact, englishWhy),
      id: describeFactOf(answer, fact, indonesianWhy),
    },
  };
}

interface Extent {
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  readonly runId?: string;
}

function extentOf(fact: WhyFact): Extent {
  switch (fact.code) {
    case 'schedule':
      return { from: fact.changed?.at };
    case 'adapted':
      return { from: fact.interval.at };
    case 'paused':
      return { from: fact.pause.since, to: fact.pause.until };
    case 'blocked':
    case 'start_delay':
      return { to: fact.until };
    case 'run_in_progress':
    case 'no_ticks':
      return fact;
    case 'ticks_unknown':
      return { to: fact.since };
    case 'served_late':
      return { from: fact.slot, to: fact.at };
    case 'catch_up':
      return { runId: fact.runId };
    case 'history_purged':
      return { to: fact.before };
    case 'schedule_unknown':
    case 'profile':
    case 'catch_up_off':
    case 'period_closed':
    case 'forecast':
      return {};
  }
}
