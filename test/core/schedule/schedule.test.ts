/** When the next slot is due, under both countings. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../src/core/schedule/schedule.ts';
import * as timeline from '../../../src/core/schedule/timeline/next-slot.ts';
import { type IntervalSchedule, intervalOf } from '../../../src/core/schedule/interval.ts';
import type { DueSlots, ScheduleHistory, Slot } from '../../../src/core/schedule/slot.ts';
import { days, type EpochMs, epochMs, minus, plus, seconds } from '../../../src/core/time/time.ts';
import { afterHours, afterMinutes, fixedRate, planOf, start } from '../../support/core-samples.ts';

/** A row of today: the rule alone. An interval always has a next slot. */
function nextSlot(schedule: Schedule, history: ScheduleHistory): Slot {
  const slot = timeline.nextSlot(planOf(schedule), history);
  if (slot === undefined) throw new Error('expected a slot');
  return slot;
}
const dueSlots = (schedule: Schedule, history: ScheduleHistory, now: EpochMs): DueSlots | undefined =>
  timeline.dueSlots(planOf(schedule), history, now);

const afterFinish = (hours: number): IntervalSchedule => ({
  kind: 'interval',
  hours,
  after: 'finish',
  anchor: start,
});
const fresh: ScheduleHistory = { notBefore: start };

describe('counting from the end of the previous run', () => {
  test('before any run the slot is the end of the start delay', () => {
    expect(nextSlot(afterFinish(3), fresh)).toEqual({ at: start, cause: 'start_delay' });
  });

  test('the interval begins when the previous run ends, however long it took', () => {
    const lastEnd = afterMinutes(47);
    expect(nextSlot(afterFinish(3), { notBefore: start, lastSlot: start, lastEnd })).toEqual({
      at: afterHours(3, lastEnd),
      cause: 'interval_after_finish',
    });
  });

  test.each([0.5, 1.5, 24])('an interval of %d h is kept to the millisecond', (hours) => {
    expect(nextSlot(afterFinish(hours), { notBefore: start, lastEnd: start }).at).toBe(
      start + hours * 3_600_000,
    );
  });

  test('the start delay pushes a nearer slot away and leaves a later one alone', () => {
    const near = { lastEnd: start, notBefore: afterHours(4) };
    expect(nextSlot(afterFinish(3), near)).toEqual({ at: afterHours(4), cause: 'start_delay' });
    const far = { lastEnd: start, notBefore: afterHours(2) };
    expect(nextSlot(afterFinish(3), far)).toEqual({ at: afterHours(3), cause: 'interval_after_finish' });
  });
});

describe('counting at a fixed rate', () => {
  test('slots lie on the grid of the anchor, whenever runs end', () => {
    const history = { notBefore: start, lastSlot: afterHours(3), lastEnd: afterMinutes(100, afterHours(3)) };
    expect(nextSlot(fixedRate(3), history)).toEqual({ at: afterHours(6), cause: 'fixed_rate' });
  });

  test('an anchor in the future is one of the slots: those before it come as well, and are counted when missed', () => {
    expect(nextSlot(fixedRate(3, afterHours(8)), fresh).at).toBe(afterHours(2));
    expect(dueSlots(fixedRate(3, afterHours(14)), fresh, afterHours(10))).toMatchObject({
      first: afterHours(2),
      latest: afterHours(8),
      missed: 2,
    });
  });

  test('an anchor long ago only gives the grid', () => {
    const anchor = minus(start, days(3_650));
    expect(nextSlot(fixedRate(1.5, anchor), { notBefore: afterMinutes(1) }).at).toBe(afterMinutes(90));
  });

  test('the start delay leaves the grid in place and drops the slots before it', () => {
    expect(nextSlot(fixedRate(3), { notBefore: afterMinutes(5), lastSlot: start }).at).toBe(afterHours(3));
    expect(nextSlot(fixedRate(3), { notBefore: afterHours(10), lastSlot: start }).at).toBe(afterHours(12));
  });
});

describe('missed slots', () => {
  test('one millisecond before the slot nothing is due, at the slot it is', () => {
    expect(dueSlots(fixedRate(3), fresh, epochMs(start - 1))).toBeUndefined();
    expect(dueSlots(fixedRate(3), fresh, start)).toEqual({ first: start, latest: start, missed: 0 });
  });

  test('ten years of downtime are one catch-up run and an exact count', () => {
    const now = plus(afterHours(0.5), days(3_650));
    expect(dueSlots(fixedRate(0.5), fresh, plus(now, seconds(1)))).toEqual({
      first: start,
      latest: now,
      missed: 3_650 * 48 + 1,
    });
  });

  test('downtime of any length costs the same: the count is computed, not looped over', () => {
    const last = epochMs(8_640_000_000_000_000);
    const missed = Math.floor((last - start) / 1_800_000);
    expect(dueSlots(fixedRate(0.5), fresh, last)).toEqual({
      first: start,
      latest: start + missed * 1_800_000,
      missed,
    });
  });

  test('under the counting from the end the missed slots are those that the interval alone would have given', () => {
    const history = { notBefore: start, lastEnd: start };
    expect(dueSlots(afterFinish(3), history, afterHours(9.5))).toEqual({
      first: afterHours(3),
      latest: afterHours(9),
      missed: 2,
    });
  });
});

describe('for any schedule, history and instant', () => {
  const instant = fc.integer({ min: start - 10 ** 10, max: start + 10 ** 10 }).map(epochMs);
  const schedule = fc.record({
    kind: fc.constant('interval' as const),
    hours: fc.integer({ min: 50, max: 2_400 }).map((hundredths) => hundredths / 100),
    after: fc.constantFrom('finish' as const, 'start' as const),
    anchor: instant,
  });
  const history = fc.record({
    notBefore: instant,
    lastSlot: fc.option(instant, { nil: undefined }),
    lastEnd: fc.option(instant, { nil: undefined }),
  });

  test('the slot served is never in the future and never before notBefore', () => {
    fc.assert(
      fc.property(schedule, history, instant, (rule, past, now) => {
        const due = dueSlots(rule, past, now);
        fc.pre(due !== undefined);
        expect(due.latest).toBeLessThanOrEqual(now);
        expect(due.latest).toBeGreaterThanOrEqual(past.notBefore);
        expect(now - due.latest).toBeLessThan(intervalOf(rule));
      }),
    );
  });

  test('exactly one catch-up run: once the latest slot is served, nothing more is due at that instant', () => {
    fc.assert(
      fc.property(schedule, history, instant, (rule, past, now) => {
        const due = dueSlots(rule, past, now);
        fc.pre(due !== undefined);
        expect(dueSlots(rule, { ...past, lastSlot: due.latest, lastEnd: now }, now)).toBeUndefined();
      }),
    );
  });

  test('the missed slots and the served one are consecutive and begin with the next slot', () => {
    fc.assert(
      fc.property(schedule, history, instant, (rule, past, now) => {
        const due = dueSlots(rule, past, now);
        fc.pre(due !== undefined);
        expect(due.latest - due.missed * intervalOf(rule)).toBe(nextSlot(rule, past).at);
      }),
    );
  });

  test('a fixed-rate slot lies on the grid and after the last slot', () => {
    fc.assert(
      fc.property(schedule, history, (rule, past) => {
        const slot = nextSlot({ ...rule, after: 'start' }, past).at;
        expect(Math.abs(slot - rule.anchor) % intervalOf(rule)).toBe(0);
        expect(slot).toBeGreaterThan(past.lastSlot ?? -1);
      }),
    );
  });
});
