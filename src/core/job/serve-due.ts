/** What becomes of slots that are due while no run is active: a run, a recorded skip, or a run later. */
import type { Decision } from './decide.ts';
import type { Plan } from '../schedule/document/schedule-document.ts';
import type { Blocker, DueSlots } from '../schedule/slot.ts';
import { permittedFrom } from '../schedule/timeline/next-slot.ts';
import { elapsed, type EpochMs, minutes } from '../time/time.ts';

/** Ticks may be late by so much; whatever is overdue by more was missed. */
const lateTick = minutes(10);

export type Serving =
  | { readonly kind: 'start' }
  /** Catch-up is off. */
  | { readonly kind: 'skip' }
  /** No run may begin now. `from`: when one may; absent when never, as far as anybody can tell. */
  | { readonly kind: 'hold'; readonly from: EpochMs | undefined; readonly by: Blocker };

export function serveDue(
  plan: Plan,
  lastEnd: EpochMs | undefined,
  { latest }: DueSlots,
  now: EpochMs,
): Serving {
  if (plan.catchUp === false && elapsed(latest, now) > lateTick) return { kind: 'skip' };
  const { from, blockedBy } = permittedFrom(plan, now, lastEnd);
  return blockedBy === undefined ? { kind: 'start' } : { kind: 'hold', from, by: blockedBy };
}

export function decideDue(plan: Plan, lastEnd: EpochMs | undefined, due: DueSlots, now: EpochMs): Decision {
  const { first, latest, missed } = due;
  const reason = { at: latest, missed, ...(missed > 0 && { first }) };
  const serving = serveDue(plan, lastEnd, due, now);
  switch (serving.kind) {
    case 'start':
      return { kind: 'start', due, reason: { code: 'slot_due', ...reason } };
    case 'skip':
      return { kind: 'skip', due, reason: { code: 'catch_up_off', ...reason } };
    case 'hold': {
      const { from, by } = serving;
      if (from === undefined) return { kind: 'wait', reason: { code: 'nothing_scheduled' } };
      const moved = { from: latest, by };
      return {
        kind: 'wait',
        until: from,
        reason: { code: 'waiting_for_slot', at: from, cause: 'moved', moved },
      };
    }
  }
}
