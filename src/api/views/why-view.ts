/** The answers about slots as the API shows them: why one came or did not, and what became of each. */
import type { TickGap } from '../../core/job/tick-record.ts';
import type { Blocker, Slot } from '../../core/schedule/slot.ts';
import type { SlotRecord } from '../../core/why/slot-record.ts';
import { summarise } from '../../core/why/slot-record.ts';
import type { WhyAnswer, WhyFact } from '../../core/why/why-answer.ts';
import { elapsed, type EpochMs, epochMsToIso, type TimeZone, toSeconds } from '../../core/time/time.ts';
import type { SlotsView, WhyFactView, WhyView } from '../schemas/why-schemas.ts';
import { englishWhy } from '../why/english-why.ts';
import { indonesianWhy } from '../why/indonesian-why.ts';
import { describeFactOf, describeWhy } from '../why/why-words.ts';
import { toRuleView } from './rule-view.ts';
import { toIso, toRunView } from './run-view.ts';

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
    moved: moved === undefined ? null : { from: epochMsToIso(moved.from, zone), by: toBlockedBy(moved.by) },
  };
}

function toBlockedBy(by: Blocker) {
  switch (by.kind) {
    case 'blackout':
      return { kind: by.kind, name: by.label };
    case 'paused_profile':
      return { kind: by.kind, name: by.name };
    case 'paused_rule':
    case 'least_gap':
    case 'clock_change':
      return { kind: by.kind, name: null };
  }
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
    case 'forecast':
      return {};
  }
}

interface SlotsRead {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly timeZone: TimeZone;
  readonly records: readonly SlotRecord[];
  readonly gaps: readonly TickGap[];
  readonly complete: boolean;
  readonly ticksSince: EpochMs | undefined;
}

/** Where the period ends now, its ends change with every request. */
export function slotsContent(view: SlotsView): unknown {
  const { from: _, to: __, ...content } = view;
  return content;
}

export function toSlotsView({
  from,
  to,
  timeZone,
  records,
  gaps,
  complete,
  ticksSince,
}: SlotsRead): SlotsView {
  const iso = (instant: EpochMs): string => epochMsToIso(instant, timeZone);
  const { shareKept, ...counts } = summarise(records);
  return {
    from: iso(from),
    to: iso(to),
    time_zone: timeZone,
    slots: records.map(({ at, fate, missed, run }) => ({
      at: iso(at),
      kind: fate,
      missed_slots: missed,
      delay_seconds: run === undefined ? null : toSeconds(elapsed(at, run.createdAt)),
      run: run === undefined ? null : toRunView(run, timeZone),
    })),
    gaps: gaps.map((gap) => ({ from: iso(gap.from), silent_from: iso(gap.silentFrom), to: iso(gap.to) })),
    summary: { ...counts, share_kept: shareKept ?? null },
    complete,
    ticks_since: toIso(ticksSince, timeZone),
  };
}
