/** Why it did or did not run at an instant of the past: what a tick would have found just then, and what followed. */
import { ticksAt } from './ticks-then.ts';
import { adaptedPlan } from '../schedule/adaptive.ts';
import type { Slot } from '../schedule/slot.ts';
import { permittedFrom } from '../schedule/timeline/next-slot.ts';
import { earlier, type EpochMs, later, minus, plus } from '../time/time.ts';
import { background, nextPlanned, previousPlanned, type Then } from './background.ts';
import { configThen } from './config-then.ts';
import { caughtUp, fateThen, prompt, servingRun, skipped, unknown, type Verdict } from './fate-then.ts';
import { inForceThen, slotsThen } from './slots-then.ts';
import { activeThen, adaptedThen, historyThen, isMereSkip } from './state-then.ts';
import type { WhyAnswer, WhyFact } from './why-answer.ts';
import { endOfMinute, type WhyFactsRead } from './why-facts.ts';
import type { Run } from '../run/run.ts';

export function explainPast(read: WhyFactsRead): WhyAnswer {
  const { at, now, rows, audit, runs } = read;
  const upTo = earlier(endOfMinute(at), now);
  const known = configThen(rows.config, audit, at, read.startDelay);
  const config = known.config ?? rows.config;
  const plan = adaptedPlan(config, adaptedThen(read).adapted);
  const history = historyThen(config, runs, at);
  const active = activeThen(runs, at);
  const none = { overdue: undefined, slot: undefined };
  const slots =
    known.config === undefined || config.pause !== undefined
      ? none
      : slotsThen(plan, history, { at, upTo }, active !== undefined && active.trigger !== 'backfill');
  const then = { read, upTo, known, config, plan, history, active, slots };
  const recorded = fromRuns(then);
  const verdict = recorded ?? (known.config === undefined ? unknown(read) : fromSchedule(then));
  const segment = known.config && inForceThen(plan, at, history.lastEnd);
  return {
    at,
    now,
    timeZone: rows.config.timeZone,
    code: verdict.code,
    rule: segment?.rule,
    profile: segment?.profile,
    slot: verdict.slot,
    run: verdict.run,
    before: previousPlanned(then),
    after: nextPlanned(then, verdict.code),
    facts: [...(verdict.facts ?? []), ...background(then, verdict.code, segment?.profile)],
  };
}

/** What a run itself proves, whatever the schedule was. */
function fromRuns({ read, upTo, slots }: Then): Verdict | undefined {
  const { at, runs } = read;
  const began = runs.find((run) => !isMereSkip(run) && run.createdAt >= at && run.createdAt <= upTo);
  const scheduled = runs.filter(({ trigger }) => trigger === 'schedule');
  const made = scheduled.find(({ slot, createdAt }) => slot >= at && slot <= upTo && createdAt >= slot);
  const slotOf = (run: Run): Slot =>
    slots.slot?.at === run.slot ? slots.slot : { at: run.slot, cause: slots.slot?.cause ?? 'fixed_rate' };
  if (began !== undefined) {
    const slot = began.trigger === 'schedule' && began.slot >= minus(at, prompt) ? slotOf(began) : undefined;
    return { code: 'ran', run: began, ...(slot && { slot }), facts: caughtUp(began) };
  }
  if (made === undefined) return undefined;
  const slot = slotOf(made);
  if (isMereSkip(made)) return { code: 'skipped', run: made, slot, facts: skipped(made) };
  if (made.createdAt <= plus(made.slot, prompt)) return { code: 'ran', run: made, slot };
  return { code: 'served_later', run: made, slot, facts: caughtUp(made) };
}

function fromSchedule(then: Then): Verdict {
  const { read, config, plan, history, active, slots } = then;
  const { at } = read;
  if (config.pause !== undefined) return { code: 'paused' };
  if (nothingOnRecord(then)) return unknown(read);
  if (slots.slot !== undefined) return fateThen(then, slots.slot);
  if (active !== undefined) return { code: 'running', run: active };
  const { blockedBy } = permittedFrom(plan, at, history.lastEnd);
  if (blockedBy !== undefined) return { code: 'blocked' };
  if (at < config.notBefore) return { code: 'start_delay', facts: [startDelay(config.notBefore)] };
  const ticks = ticksAt(at, read.rows, read.gaps, read.now);
  if (ticks.kind === 'none' && at >= ticks.gap.silentFrom) return { code: 'down' };
  // A tick would have begun a run for it.
  if (slots.overdue !== undefined && slots.overdue.last < minus(at, prompt)) {
    const served = servingRun(then, slots.overdue.last);
    const facts: readonly WhyFact[] =
      served === undefined
        ? []
        : [{ code: 'served_late', source: 'runs', slot: slots.overdue.last, at: served.createdAt }];
    return { code: 'down', facts };
  }
  return { code: 'not_planned' };
}

const nothingOnRecord = ({ read }: Then): boolean => {
  const { at, runs, audit, rows } = read;
  const before =
    runs.some(({ createdAt }) => createdAt <= at) || audit.entries.some((entry) => entry.at <= at);
  return !before && at < (rows.ticks?.since ?? Infinity) && at < later(rows.config.changedAt, at);
};

const startDelay = (until: EpochMs): WhyFact => ({ code: 'start_delay', source: 'configuration', until });
