/** The counters, kept forever. They count runs; attempts have a counter of their own. */
import { z } from 'zod';
import type { FinishedRun } from '../run/run.ts';

const count = z.int().min(0);
export const Statistics = z
  .object({
    /** Always `success + failure`; cancelled and skipped runs are counted apart. */
    execution: count,
    success: count,
    failure: count,
    /** Part of `failure`. */
    timedOut: count,
    /** Part of `failure`: the process no longer responded, and nothing proves what the procedure did. */
    lost: count,
    cancelled: count,
    skipped: count,
    attempts: count,
    missedSlots: count,
    consecutiveFailures: count,
    consecutiveLost: count,
  })
  .readonly();
export type Statistics = z.infer<typeof Statistics>;

export const noStatistics: Statistics = {
  execution: 0,
  success: 0,
  failure: 0,
  timedOut: 0,
  lost: 0,
  cancelled: 0,
  skipped: 0,
  attempts: 0,
  missedSlots: 0,
  consecutiveFailures: 0,
  consecutiveLost: 0,
};

/** A count that has reached the limit of exact integers, as in a damaged row, stays there. */
export const add = (before: number, more: number): number => Math.min(before + more, Number.MAX_SAFE_INTEGER);

export function countFinished(before: Statistics, run: FinishedRun): Statistics {
  const counted = {
    ...before,
    attempts: add(before.attempts, run.attempts.length),
    missedSlots: add(before.missedSlots, run.missedSlots),
  };
  const { outcome } = run.state;
  switch (outcome) {
    case 'succeeded':
      return {
        ...counted,
        execution: add(before.execution, 1),
        success: add(before.success, 1),
        consecutiveFailures: 0,
        consecutiveLost: 0,
      };
    case 'failed':
    case 'timed_out':
    case 'lost':
      return {
        ...counted,
        execution: add(before.execution, 1),
        failure: add(before.failure, 1),
        timedOut: add(before.timedOut, outcome === 'timed_out' ? 1 : 0),
        lost: add(before.lost, outcome === 'lost' ? 1 : 0),
        consecutiveFailures: add(before.consecutiveFailures, 1),
        consecutiveLost: outcome === 'lost' ? add(before.consecutiveLost, 1) : 0,
      };
    case 'cancelled':
      return { ...counted, cancelled: add(before.cancelled, 1) };
    case 'skipped':
      return { ...counted, skipped: add(before.skipped, 1) };
  }
}

interface Counted {
  readonly statistics: Statistics;
  readonly backfillSuccesses?: number | undefined;
}

/** A chunk of backfill ends no failure: it does not show that the schedule works. */
export const successesOfSchedule = ({ statistics, backfillSuccesses = 0 }: Counted): number =>
  statistics.success - backfillSuccesses;
