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

export function countFinished(before: Statistics, run: FinishedRun): Statistics {
  const counted = {
    ...before,
    attempts: before.attempts + run.attempts.length,
    missedSlots: before.missedSlots + run.missedSlots,
  };
  const { outcome } = run.state;
  switch (outcome) {
    case 'succeeded':
      return {
        ...counted,
        execution: before.execution + 1,
        success: before.success + 1,
        consecutiveFailures: 0,
        consecutiveLost: 0,
      };
    case 'failed':
    case 'timed_out':
    case 'lost':
      return {
        ...counted,
        execution: before.execution + 1,
        failure: before.failure + 1,
        timedOut: before.timedOut + (outcome === 'timed_out' ? 1 : 0),
        lost: before.lost + (outcome === 'lost' ? 1 : 0),
        consecutiveFailures: before.consecutiveFailures + 1,
        consecutiveLost: outcome === 'lost' ? before.consecutiveLost + 1 : 0,
      };
    case 'cancelled':
      return { ...counted, cancelled: before.cancelled + 1 };
    case 'skipped':
      return { ...counted, skipped: before.skipped + 1 };
  }
}
