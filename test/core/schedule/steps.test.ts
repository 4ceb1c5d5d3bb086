/** How much work the time line is, counted in instants that are computed: no clock of the machine takes part. */
import { beforeEach, expect, test } from 'vitest';
import { LocalTime } from '../../../src/core/schedule/document/names.ts';
import type { Plan } from '../../../src/core/schedule/document/schedule-document.ts';
import type { Schedule } from '../../../src/core/schedule/schedule.ts';
import { dueSlots, nextSlot, permittedFrom } from '../../../src/core/schedule/timeline/next-slot.ts';
import { segmentsOf } from '../../../src/core/schedule/timeline/segments.ts';
import { days, plus } from '../../../src/core/time/time.ts';
import { cron, fixedRate, jakarta, start } from '../../support/core-samples.ts';

const counted = { instants: 0 };
beforeEach(() => {
  counted.instants = 0;
  // Every instant that is computed is rounded.
  const { round } = Math;
  Math.round = (value) => {
    counted.instants += 1;
    return round(value);
  };
  return () => {
    Math.round = round;
  };
});

const window = { from: LocalTime.parse('08:00'), to: LocalTime.parse('17:00') };
const planWith = (schedule: Schedule, office: Schedule): Plan => ({
  schedule,
  timeZone: jakarta,
  profiles: [
    { name: 'weekend', weekdays: ['sat', 'sun'], rule: { kind: 'paused' } },
    { name: 'office', weekdays: ['mon', 'thu'], window, rule: office },
  ],
});
const end = plus(start, days(3_652));

test.each([
  ['one a minute', cron('* * * * *'), cron('* * * * *'), 2_000_000],
  ['one every half hour at a fixed rate', fixedRate(0.5), cron('*/2 * * * *'), 300_000],
])('misfires over ten years take as many steps with %s as with one a day', (_, rule, office, slots) => {
  const plan = planWith(rule, office);
  const boundaries = [...segmentsOf(plan, start, end, undefined)].length;
  const stepsFor = (each: Plan) => {
    counted.instants = 0;
    return { missed: dueSlots(each, { notBefore: start }, end)?.missed ?? 0, steps: counted.instants };
  };
  const many = stepsFor(plan);
  const few = stepsFor(planWith(cron('0 7 * * *'), cron('0 9 * * *')));
  expect(many.missed).toBeGreaterThan(slots);
  // Each day is some steps, and so is each boundary.
  expect(many.steps).toBeLessThan(12 * (boundaries + 3_652));
  expect(many.steps).toBeLessThan(2 * few.steps);
});

test('a schedule that never permits a slot is not searched for nine years', () => {
  const hourly = planWith(fixedRate(1), { kind: 'paused' });
  const closed = [...(hourly.profiles ?? []), { name: 'closed', rule: { kind: 'paused' } as const }];
  const plan: Plan = { ...hourly, profiles: [...closed, { name: 'after', rule: fixedRate(2) }] };
  expect(nextSlot(plan, { notBefore: start })).toBeUndefined();
  expect(permittedFrom(plan, start)).toEqual({
    from: undefined,
    blockedBy: { kind: 'paused_profile', name: 'closed' },
  });
  expect(counted.instants).toBeLessThan(50);
  const open = { ...plan, profiles: [...closed.slice(0, 2), { name: 'open', rule: fixedRate(2) }] };
  expect(nextSlot(open, { notBefore: start })).toBeDefined();
  expect(nextSlot({ ...plan, profiles: closed.slice(0, 2) }, { notBefore: start })).toBeDefined();
});
