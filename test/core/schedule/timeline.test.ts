/** The slots of whole plans: random documents, zones and instants, against a walk through every minute. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueDuringRun, dueSlots, nextSlot } from '../../../src/core/schedule/timeline/next-slot.ts';
import { anyCase } from './support/any-plan.ts';
import { MinuteByMinute } from './support/minute-by-minute.ts';
import { patience, runsOr } from './support/property-runs.ts';

describe('for any plan near a change of the clocks', () => {
  test(
    'the slots that are due are those that every single minute gives',
    () => {
      fc.assert(
        fc.property(anyCase, ({ plan, history, now }) => {
          const oracle = new MinuteByMinute(plan);
          const slots = oracle.slots(history, now);
          const [first] = slots;
          const due = dueSlots(plan, history, now);
          expect(due && [due.first, due.latest, due.missed]).toEqual(
            first === undefined ? undefined : [first, slots.at(-1), slots.length - 1],
          );
          const next = nextSlot(plan, history);
          expect(next !== undefined && next.at <= now ? next.at : undefined).toBe(first);
        }),
        runsOr(60),
      );
    },
    patience,
  );

  test(
    'and those that come during a run, from whose end intervals count',
    () => {
      fc.assert(
        fc.property(anyCase, ({ plan, history, now }) => {
          const slots = new MinuteByMinute(plan).slots(history, now, true);
          const due = dueDuringRun(plan, history, now);
          expect(due && [due.first, due.latest, due.missed]).toEqual(
            slots.length === 0 ? undefined : [slots[0], slots.at(-1), slots.length - 1],
          );
        }),
        runsOr(30),
      );
    },
    patience,
  );
});
