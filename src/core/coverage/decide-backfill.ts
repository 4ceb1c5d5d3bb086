/**
 * Whether a chunk of missing dates begins now. Asked only when nothing else is to be done: backfill never comes before
 * a slot, a retry or what somebody has requested. The ticks must be steady.
 */
import type { Decision } from '../job/decide.ts';
import type { ReadySnapshot } from '../job/snapshot.ts';
import type { DateRange } from '../run/date-range.ts';
import type { FinishedRun } from '../run/run.ts';
import { permittedFrom } from '../schedule/timeline/next-slot.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import {
  addDays,
  days,
  type DurationMs,
  earlier,
  elapsed,
  type EpochMs,
  milliseconds,
  plus,
} from '../time/time.ts';
import { type Backfill, type BackfillPlan, endOfChunk, type HeldBy, heldBy, noBackfill } from './backfill.ts';
import { lastComplete } from './covered-days.ts';
import { type DateRanges, lengthOf, union } from './date-ranges.ts';
import { gaps, lateNow, planned } from './missing-dates.ts';

export type BackfillDecision =
  /** No date is missing, or nobody has asked for it. */
  | { readonly kind: 'nothing' }
  /** Only an event changes that: somebody resumes it, or asks for it. */
  | { readonly kind: 'held'; readonly by: HeldBy }
  /** `plan_done`: nothing of the plan is left, and the row may forget it. */
  | { readonly kind: 'plan_done'; readonly plan: BackfillPlan }
  | { readonly kind: 'wait'; readonly until?: EpochMs; readonly for: 'retry' | 'permission' | 'room' }
  | { readonly kind: 'start'; readonly chunk: DateRange; readonly plan?: BackfillPlan };

export interface Work {
  readonly missing: DateRanges;
  readonly plan?: BackfillPlan;
}

type Waiting = Extract<Decision, { kind: 'wait' }>;

/**
 * What is to be computed: the plan's dates first, then the gaps and the dates with late input. `nextSlot` as `gaps` takes
 * it.
 */
export function workOf(
  { config, state }: Pick<ReadySnapshot, 'config' | 'state'>,
  nextSlot: EpochMs | undefined,
  now: EpochMs,
  { pending }: Pick<Settings, 'pending'>,
): Work {
  const { coverage, closing, backfill, late } = state;
  if (coverage === undefined) return { missing: [] };
  const plan = backfill?.plan;
  if (plan !== undefined) return { missing: planned({ coverage, closing, late }, plan, now), plan };
  const again = lateNow({ closing, late }, config, nextSlot, pending, now);
  return { missing: union(gaps({ coverage, closing }, config, nextSlot, now), again) };
}

/** What it depends on, so that a forecast can go on from an end that is still to come. */
export interface Facts {
  readonly config: ReadySnapshot['config'];
  readonly state: Pick<ReadySnapshot['state'], 'coverage' | 'backfill' | 'lastEnd'> & {
    readonly lastBackfill?: { readonly state: Pick<FinishedRun['state'], 'outcome' | 'endedAt'> };
  };
}

/** `usual`: how long a run of the schedule usually takes; undefined where no run has succeeded lately. */
export function decideBackfill(
  { config, state }: Facts,
  { missing, plan }: Work,
  waiting: Pick<Waiting, 'until'>,
  usual: DurationMs | undefined,
  now: EpochMs,
  settings: Settings,
): BackfillDecision {
  const [first] = missing;
  if (first === undefined) return plan === undefined ? { kind: 'nothing' } : { kind: 'plan_done', plan };
  const by = heldBy(state.backfill, config, settings);
  if (by !== undefined) return { kind: 'held', by };
  const backfill = state.backfill ?? noBackfill;
  const again = retryAt(state, backfill, settings, now);
  if (again > now) return { kind: 'wait', until: again, for: 'retry' };
  // The least gap is one between runs of the schedule: where it puts off every slot, nothing would ever be its turn.
  const { blockedBy, from } = permittedFrom(config, now);
  if (blockedBy !== undefined)
    return { kind: 'wait', for: 'permission', ...(from === undefined ? {} : { until: from }) };
  const chunk = chunkOf(first, daysPerChunk(config, settings));
  const takes = expectedDuration(chunk, config.daysBack, usual ?? settings.runTimeout);
  // Slots may wait for as long as the schedule itself may put them off.
  const fits = waiting.until === undefined || takes <= elapsed(now, waiting.until) + (config.leastGap ?? 0);
  return fits || isItsTurn(state, chunk, plan, now)
    ? { kind: 'start', chunk, ...(plan === undefined ? {} : { plan }) }
    : { kind: 'wait', for: 'room' };
}

export const daysPerChunk = (
  { daysBack }: Pick<ReadySnapshot['config'], 'daysBack'>,
  { backfillChunkDays }: Pick<Settings, 'backfillChunkDays'>,
): number => backfillChunkDays ?? daysBack + 1;

export const chunkOf = ({ awal, akhir }: DateRange, most: number): DateRange => {
  const last = addDays(awal, most - 1);
  return { awal, akhir: akhir < last ? akhir : last };
};

export const expectedDuration = (chunk: DateRange, daysBack: number, usual: DurationMs): DurationMs =>
  milliseconds(usual * Math.max(1, lengthOf(chunk) / (daysBack + 1)));

/**
 * As between the attempts of a run; while somebody else runs the procedure, the longest of those waits. Whoever resumes
 * backfill, or plans other dates, has reset the failures, and need not wait.
 */
function retryAt(
  { lastBackfill }: Facts['state'],
  { failures }: Backfill,
  { retryDelays }: Settings,
  now: EpochMs,
): EpochMs {
  const endedAt = endOfChunk(lastBackfill, now);
  const outcome = lastBackfill?.state.outcome;
  const isSkipped = outcome === 'skipped';
  if (endedAt === undefined || outcome === 'succeeded' || (failures === 0 && !isSkipped)) return now;
  const last = retryDelays.at(-1) ?? milliseconds(0);
  const delay = isSkipped ? last : (retryDelays[failures - 1] ?? last);
  return plus(earlier(endedAt, now), delay);
}

/**
 * Between slots that leave no room, dates that have been missing for a day are computed nevertheless: one chunk after
 * each run of the schedule, so that a slot waits for one chunk at most.
 */
function isItsTurn(
  { coverage, lastBackfill, lastEnd }: Facts['state'],
  chunk: DateRange,
  plan: BackfillPlan | undefined,
  now: EpochMs,
): boolean {
  if (coverage === undefined || lastEnd === undefined) return false;
  const isOld =
    plan === undefined ? chunk.awal < lastComplete(now, coverage) : elapsed(plan.at, now) >= days(1);
  const endedAt = endOfChunk(lastBackfill, now);
  return isOld && (endedAt === undefined || endedAt < lastEnd);
}
