/** What became of a slot of the past: which run or skip covers it, or what came in between. */
import type { Run } from '../run/run.ts';
import type { Slot } from '../schedule/slot.ts';
import { dueSlots } from '../schedule/timeline/next-slot.ts';
import { days, type EpochMs, minus, minutes, plus } from '../time/time.ts';
import type { Then } from './background.ts';
import { droppedBetween } from './config-then.ts';
import { endOf, isMereSkip } from './state-then.ts';
import type { WhyAnswer, WhyFact } from './why-answer.ts';
import type { WhyFactsRead } from './why-facts.ts';

/** A run that begins so soon after its slot began with it. */
export const prompt = minutes(2);

export type Verdict = Pick<WhyAnswer, 'code'> & Partial<Pick<WhyAnswer, 'slot' | 'run' | 'facts'>>;

/** What became of a slot that the schedule had then, and that no run names. */
export function fateThen(then: Then, slot: Slot): Verdict {
  const { read, active } = then;
  const run = servingRun(then, slot.at);
  const dropped = droppedBetween(read.audit, read.at, run === undefined ? read.now : servedAt(run));
  if (dropped !== undefined) {
    const { entry, change } = dropped;
    const fact: WhyFact =
      change.kind === 'pause' && change.after !== undefined
        ? { code: 'paused', source: 'audit', pause: change.after }
        : { code: 'schedule', source: 'audit', changed: { at: entry.at, by: entry.actor } };
    return { code: 'dropped', slot, facts: [fact] };
  }
  if (run !== undefined && isMereSkip(run)) return { code: 'skipped', run, slot, facts: skipped(run) };
  if (run !== undefined) return { code: 'served_later', run, slot, facts: caughtUp(run) };
  if (read.now < plus(slot.at, days(90))) return { code: 'pending', slot, ...(active && { run: active }) };
  return { ...unknown(read), slot };
}

/**
 * The run or skip that covers a slot: the first that was made afterwards for this slot or a later one, or that somebody
 * requested where the interval counts from its end.
 */
export const servingRun = ({ read, plan, history }: Then, slot: EpochMs): Run | undefined =>
  read.runs.find((run) => {
    if (run.createdAt < slot) return false;
    if (run.trigger === 'backfill') return false;
    if (run.trigger === 'schedule') return run.slot >= slot;
    const lastEnd = run.attempts.length === 0 ? undefined : endOf(run);
    return lastEnd !== undefined && dueSlots(plan, { ...history, lastEnd }, slot) === undefined;
  });

const servedAt = (run: Run): EpochMs =>
  run.trigger === 'schedule' ? run.createdAt : (endOf(run) ?? run.createdAt);

export function unknown({ at, now }: WhyFactsRead): Verdict {
  const kept = minus(now, days(400));
  return {
    code: 'unknown',
    facts: at < kept ? [{ code: 'history_purged', source: 'runs', before: kept }] : [],
  };
}

export const caughtUp = (run: Run): readonly WhyFact[] =>
  run.trigger === 'schedule' && (run.missedSlots > 0 || run.createdAt > plus(run.slot, prompt))
    ? [{ code: 'catch_up', source: 'runs', runId: run.id, missed: run.missedSlots }]
    : [];

export function skipped(run: Run): readonly WhyFact[] {
  const skip = run.state.kind === 'finished' ? run.state.skip : undefined;
  if (skip === 'missed') return [{ code: 'catch_up_off', source: 'configuration' }];
  return skip === 'period_closed' ? [{ code: 'period_closed', source: 'runs' }] : [];
}
