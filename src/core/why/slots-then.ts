/** The slots around an instant of the past, as a tick would have found them just then. */
import type { Plan } from '../schedule/document/schedule-document.ts';
import { causeOf } from '../schedule/schedule.ts';
import type { ScheduleHistory, Slot } from '../schedule/slot.ts';
import { plannedSlots } from '../schedule/timeline/planned-slots.ts';
import { type Segment, segmentsOf } from '../schedule/timeline/segments.ts';
import type { EpochMs } from '../time/time.ts';

/** From the first instant to the last, both included: a minute, or up to now. */
export interface Asked {
  readonly at: EpochMs;
  readonly upTo: EpochMs;
}

export interface SlotsThen {
  /** Came before, and had not been served. */
  readonly overdue: { readonly first: EpochMs; readonly last: EpochMs; readonly count: number } | undefined;
  /** Came in the time asked for. */
  readonly slot: Slot | undefined;
}

export const inForceThen = (plan: Plan, at: EpochMs, lastEnd: EpochMs | undefined): Segment | undefined =>
  segmentsOf(plan, at, at, lastEnd).next().value ?? undefined;

export function slotsThen(
  plan: Plan,
  history: ScheduleHistory,
  { at, upTo }: Asked,
  duringRun: boolean,
): SlotsThen {
  let overdue: SlotsThen['overdue'];
  let slot: Slot | undefined;
  for (const group of plannedSlots(plan, history, { upTo, extent: 'all', duringRun })) {
    const { first, last, count, profile, moved } = group;
    if (last < at) {
      overdue = { first: overdue?.first ?? first, last, count: count + (overdue?.count ?? 0) };
      continue;
    }
    // Of several, only the first was moved or put off.
    const rule = inForceThen(plan, last, undefined)?.rule;
    const cause = count === 1 || rule === undefined ? group.cause : causeOf(rule);
    slot = { at: last, cause, profile, moved };
    if (first >= at) continue;
    overdue = { first: overdue?.first ?? first, last: first, count: count - 1 + (overdue?.count ?? 0) };
  }
  return { overdue, slot };
}
