/** What the state row knows of backfill: the plan that somebody asked for, a pause, and how the last chunks ended. */
import { z } from 'zod';
import type { JobConfig } from '../job/job-config.ts';
import type { FinishedRun, Run } from '../run/run.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import { isAhead } from '../time/clock-tolerance.ts';
import { addDays, daysBetween, EpochMs, LocalDate } from '../time/time.ts';

const signed = { by: z.string(), byId: z.string(), reason: z.string(), at: EpochMs };

export const BackfillPlan = z
  .object({
    ...signed,
    /** Sorts by time, as ids of runs do. */
    id: z.string(),
    awal: LocalDate,
    akhir: LocalDate,
    /** `missing`: only what is not settled. */
    dates: z.enum(['missing', 'all']),
    /** Everything before is done. After `akhir` once all is. */
    next: LocalDate,
    /** The run that computes a chunk of this plan, or was the last to. */
    chunk: z.string().exactOptional(),
    /** Dates that chunks of it have computed. */
    computed: z.int().min(0),
  })
  .readonly();
export type BackfillPlan = z.infer<typeof BackfillPlan>;

export const BackfillPause = z.object(signed).readonly();
export type BackfillPause = z.infer<typeof BackfillPause>;

export const Backfill = z
  .object({
    plan: BackfillPlan.exactOptional(),
    paused: BackfillPause.exactOptional(),
    /** Chunks that failed in a row. */
    failures: z.int().min(0),
  })
  .readonly();
export type Backfill = z.infer<typeof Backfill>;

export const noBackfill: Backfill = { failures: 0 };

/** After so many failures in a row somebody has to look. */
export const mostFailures = 3;

export const isStopped = ({ failures }: Backfill): boolean => failures >= mostFailures;

export type HeldBy = 'stopped' | 'paused' | 'schedule_paused' | 'not_asked';

/** Undefined while it may begin by itself. */
export function heldBy(
  backfill: Backfill | undefined,
  { pause }: Pick<JobConfig, 'pause'>,
  { backfill: mode }: Pick<Settings, 'backfill'>,
): HeldBy | undefined {
  const { plan, paused, failures } = backfill ?? noBackfill;
  if (isStopped({ failures })) return 'stopped';
  if (paused !== undefined) return 'paused';
  if (plan !== undefined) return undefined;
  if (mode === 'ask') return 'not_asked';
  return pause === undefined ? undefined : 'schedule_paused';
}

/** A chunk of the plan begins. Another plan that somebody makes meanwhile takes no credit for it. */
export function chunkBegins(before: Backfill | undefined, run: Run): Backfill {
  const { plan, ...rest } = before ?? noBackfill;
  return plan === undefined ? rest : { ...rest, plan: { ...plan, chunk: run.id } };
}

export function chunkEnded(before: Backfill | undefined, run: FinishedRun): Backfill {
  const { failures, ...rest } = before ?? noBackfill;
  const { outcome, failure, endedAt } = run.state;
  switch (outcome) {
    case 'succeeded':
      return { ...rest, ...planAfter(rest.plan, run), failures: 0 };
    case 'timed_out':
    case 'lost':
      return { ...rest, failures: failures + 1 };
    case 'failed':
      // A process that was told to end says nothing about the dates.
      return { ...rest, failures: failure?.class === 'interrupted' ? failures : failures + 1 };
    case 'cancelled':
      // Whoever cancels it does not want it again at once.
      return {
        ...rest,
        failures,
        paused: rest.paused ?? { by: 'schedule', byId: 'schedule', reason: run.state.message, at: endedAt },
      };
    case 'skipped':
      return { ...rest, failures };
  }
}

function planAfter(plan: BackfillPlan | undefined, { id, range }: FinishedRun): Pick<Backfill, 'plan'> {
  if (plan === undefined || plan.chunk !== id) return {};
  const days = daysBetween(range.awal, range.akhir) + 1;
  return { plan: { ...plan, next: addDays(range.akhir, 1), computed: plan.computed + days } };
}

/** One in the future was recorded by a clock that was ahead: whoever waited for it would wait until then. */
export function endOfChunk(
  chunk: { readonly state: Pick<FinishedRun['state'], 'endedAt'> } | undefined,
  now: EpochMs,
): EpochMs | undefined {
  const endedAt = chunk?.state.endedAt;
  return endedAt === undefined || isAhead(endedAt, now) ? undefined : endedAt;
}
