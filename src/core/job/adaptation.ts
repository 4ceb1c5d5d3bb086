/** A change of the adaptive interval at the end of a run, as the audit records it, and how it is read back. */
import { z } from 'zod';
import { type Adapted, AdaptedInterval, intervalInForce } from '../schedule/adaptive.ts';
import type { Plan } from '../schedule/document/schedule-document.ts';
import { IntervalHours } from '../schedule/interval.ts';
import { milliseconds, toMinutes } from '../time/time.ts';
import type { AuditEntry } from './audit.ts';

const Interval = z
  .object({
    /** In force. Null where the default rule is no interval any more. */
    hours: IntervalHours.nullable(),
    /** What the state row has, in force or not. */
    adapted: AdaptedInterval.nullable(),
  })
  .readonly();

export const Adaptation = z.object({ before: Interval, after: Interval }).readonly();
export type Adaptation = z.infer<typeof Adaptation>;

/** Undefined where the end of the run has changed nothing. */
export function adaptationBetween(
  plan: Plan,
  before: Adapted | undefined,
  after: Adapted | undefined,
): Adaptation | undefined {
  if (before?.interval === after?.interval) return undefined;
  return { before: intervalOf(plan, before), after: intervalOf(plan, after) };
}

function intervalOf(plan: Plan, adapted: Adapted | undefined): Adaptation['before'] {
  const { schedule } = plan;
  const own = schedule.kind === 'interval' ? schedule.hours : null;
  return { hours: intervalInForce(plan, adapted)?.hours ?? own, adapted: adapted?.interval ?? null };
}

/** Undefined for an entry about something else. */
export function adaptationIn({ action, before, after }: AuditEntry): Adaptation | undefined {
  if (action !== 'adapt_interval') return undefined;
  try {
    return Adaptation.safeParse({ before: JSON.parse(before), after: JSON.parse(after) }).data;
  } catch {
    return undefined;
  }
}

/** For the audit and the log. */
export function describeAdaptation({ before, after }: Adaptation): string {
  const { adapted } = after;
  if (adapted === null)
    return `the interval of ${rounded(before.adapted?.hours ?? 0)} hours is forgotten: the default rule, or how its interval adapts, has changed since${before.adapted?.by === 'pending' ? ', or PENDING_PROCEDURE is no longer set' : ''}`;
  const runs = `the last ${adapted.runs === 1 ? 'successful run' : `${adapted.runs} successful runs usually`}`;
  return `the interval is adapted from ${rounded(adapted.before)} to ${rounded(adapted.hours)} hours: ${runs} ${measuredBy(adapted)}`;
}

function measuredBy({ by, measured }: AdaptedInterval): string {
  switch (by) {
    case 'duration':
      return `took ${rounded(toMinutes(milliseconds(measured)))} minutes`;
    case 'rows':
      return `processed ${measured} rows`;
    case 'pending':
      return `had ${measured} new rows of input`;
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
