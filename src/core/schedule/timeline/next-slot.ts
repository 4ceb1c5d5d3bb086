/** When the next slot is due, which slots are due now, and from when on slots are permitted. */
import type { Plan } from '../document/schedule-document.ts';
import type { Blocker, DueSlots, ScheduleHistory, Slot } from '../slot.ts';
import { dayMs } from '../../time/calendar-days.ts';
import { days, type EpochMs, epochMs, later, plus } from '../../time/time.ts';
import { plannedSlots, searchFrom } from './planned-slots.ts';
import { neverFires, neverPermits } from './never-permits.ts';
import { searchedOnce } from './searched-once.ts';
import { segmentsOf } from './segments.ts';

/** A 29th of February can be more than eight years after the last. */
const horizon = days(9 * 366);
/** A profile that always fits makes one segment of all the time that is asked for: most slots are near. */
const horizons = [days(2), days(62), horizon];
const noTime = days(0);

/** The first slot that has become neither a run nor a skip. Undefined when there is none within nine years. */
export function nextSlot(plan: Plan, history: ScheduleHistory, now?: EpochMs): Slot | undefined {
  if (neverFires(plan)) return undefined;
  const from = searchFrom(plan, history);
  // Nine years from the beginning of the day: all that is asked on a day has one answer.
  const begins = now === undefined ? from : later(from, epochMs(now - (now % dayMs)));
  return searchedOnce(plan, history, begins, () => search(plan, history, begins));
}

function search(plan: Plan, history: ScheduleHistory, begins: EpochMs): Slot | undefined {
  for (const ahead of horizons) {
    const upTo = plus(begins, ahead);
    for (const { first, cause, profile, moved } of plannedSlots(plan, history, { upTo, extent: 'first' }))
      return { at: first, cause, profile, moved };
  }
  return undefined;
}

/** The slots from the next one up to `now`; undefined when the next one is still ahead. */
export const dueSlots = (plan: Plan, history: ScheduleHistory, now: EpochMs): DueSlots | undefined =>
  collect(plan, history, now, false);

/** Of those, the ones that came during a run: none that counts from its end. */
export const dueDuringRun = (plan: Plan, history: ScheduleHistory, until: EpochMs): DueSlots | undefined =>
  collect(plan, history, until, true);

function collect(
  plan: Plan,
  history: ScheduleHistory,
  upTo: EpochMs,
  duringRun: boolean,
): DueSlots | undefined {
  let due: DueSlots | undefined;
  let count = 0;
  for (const group of plannedSlots(plan, history, { upTo, extent: 'all', duringRun })) {
    count += group.count;
    const { profile, moved } = group;
    due = { first: due?.first ?? group.first, latest: group.last, missed: count - 1, profile, moved };
  }
  return due;
}

export interface Permission {
  /** The instant itself, if slots are permitted then. Undefined when none is within nine years. */
  readonly from: EpochMs | undefined;
  /** What permits none at the instant; undefined if nothing does. */
  readonly blockedBy: Blocker | undefined;
}

/** The first instant from `at` on at which a run may begin for a slot. */
export function permittedFrom(plan: Plan, at: EpochMs, lastEnd?: EpochMs): Permission {
  let blockedBy: Blocker | undefined;
  for (const ahead of neverPermits(plan) ? [noTime] : horizons) {
    for (const segment of segmentsOf(plan, at, plus(at, ahead), lastEnd)) {
      if (segment.blockedBy === undefined) return { from: segment.from, blockedBy };
      blockedBy ??= segment.blockedBy;
    }
  }
  return { from: undefined, blockedBy };
}
