/** What every next slot promises, whatever the plan, the zone and the instant. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LocalTime } from '../../../src/core/schedule/document/names.ts';
import type { Plan } from '../../../src/core/schedule/document/schedule-document.ts';
import { dueSlots, nextSlot, permittedFrom } from '../../../src/core/schedule/timeline/next-slot.ts';
import { plannedSlots } from '../../../src/core/schedule/timeline/planned-slots.ts';
import { segmentsOf } from '../../../src/core/schedule/timeline/segments.ts';
import { days, epochMs, isoToEpochMs, LocalDate, minutes, plus } from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  berlin,
  cron,
  fixedRate,
  jakarta,
  start,
} from '../../support/core-samples.ts';
import { anyCase } from './support/any-plan.ts';
import { MinuteByMinute } from './support/minute-by-minute.ts';
import { patience, runsOr } from './support/property-runs.ts';

describe('the next slot', () => {
  test(
    'is in the future, permitted, and moves forward as slots are served',
    () => {
      fc.assert(
        fc.property(anyCase, ({ plan, history, now }) => {
          const served = { ...history, notBefore: now };
          const oracle = new MinuteByMinute(plan);
          let before = epochMs(now - 1);
          let past = served;
          for (let count = 0; count < 5; count += 1) {
            const slot = nextSlot(plan, past);
            if (slot === undefined) break;
            expect(slot.at).toBeGreaterThan(before);
            expect(slot.at).toBeGreaterThanOrEqual(now);
            expect(oracle.at(slot.at, past.lastEnd).blocked).toBe(false);
            expect(permittedFrom(plan, slot.at, past.lastEnd)).toEqual({
              from: slot.at,
              blockedBy: undefined,
            });
            before = slot.at;
            past = { notBefore: now, lastSlot: slot.at, lastEnd: plus(slot.at, minutes(20)) };
          }
        }),
        runsOr(20),
      );
    },
    patience,
  );

  test(
    'is the same whichever instant it is asked for at, until it is due',
    () => {
      fc.assert(
        fc.property(anyCase, ({ plan, history }) => {
          const slot = nextSlot(plan, history);
          fc.pre(slot !== undefined);
          expect(nextSlot(plan, history, slot.at)).toEqual(slot);
          expect(dueSlots(plan, history, epochMs(slot.at - 1))).toBeUndefined();
          expect(dueSlots(plan, history, slot.at)).toMatchObject({
            first: slot.at,
            latest: slot.at,
            missed: 0,
          });
        }),
        runsOr(40),
      );
    },
    patience,
  );

  test(
    'is not due any more once a run has served everything that was',
    () => {
      fc.assert(
        fc.property(anyCase, ({ plan, history, now }) => {
          const due = dueSlots(plan, history, now);
          // Within the least gap no run begins.
          fc.pre(due !== undefined && permittedFrom(plan, now, history.lastEnd).blockedBy === undefined);
          fc.pre((history.lastEnd ?? now) <= now);
          expect(dueSlots(plan, { ...history, lastSlot: due.latest, lastEnd: now }, now)).toBeUndefined();
        }),
        runsOr(60),
      );
    },
    patience,
  );
});

test(
  'the segments follow one another without a gap, and each differs from the one before',
  () => {
    fc.assert(
      fc.property(anyCase, ({ plan, history, now }) => {
        const segments = [...segmentsOf(plan, history.notBefore, plus(now, days(3)), history.lastEnd)];
        expect(segments[0]?.from).toBe(history.notBefore);
        const ends = segments.map(({ upTo }) => upTo);
        const begins = segments.slice(1).map(({ from }) => from - 1);
        expect(ends).toEqual([...begins, plus(now, days(3))]);
      }),
      runsOr(40),
    );
  },
  patience,
);

const window = (from: string, to: string) => ({ from: LocalTime.parse(from), to: LocalTime.parse(to) });
const weekend = { name: 'weekend', weekdays: ['sat', 'sun'] as const, rule: { kind: 'paused' } as const };
const nights = { name: 'nights', window: window('19:00', '06:00'), rule: cron('0 22 * * *') };
const after = (hours: number) => ({ kind: 'interval', hours, after: 'finish', anchor: start }) as const;

describe('what falls into a time in which nothing is permitted', () => {
  const plan: Plan = { schedule: fixedRate(3), timeZone: jakarta, profiles: [weekend] };
  const friday = isoToEpochMs('2026-11-27T22:00:00+07:00');

  test('is one slot at the first instant that is permitted, with its origin and its reason', () => {
    expect(nextSlot(plan, { notBefore: start, lastSlot: friday })).toEqual({
      at: isoToEpochMs('2026-11-30T00:00:00+07:00'),
      cause: 'moved',
      profile: undefined,
      moved: {
        from: isoToEpochMs('2026-11-28T01:00:00+07:00'),
        by: { kind: 'paused_profile', name: 'weekend' },
      },
    });
    const monday = isoToEpochMs('2026-11-30T03:00:00+07:00');
    expect(dueSlots(plan, { notBefore: start, lastSlot: friday }, monday)).toMatchObject({ missed: 1 });
  });

  test('does not come if nothing lies beneath', () => {
    const resting: Plan = { schedule: { kind: 'paused' }, timeZone: jakarta, profiles: [weekend, nights] };
    expect(nextSlot(resting, { notBefore: friday, lastSlot: friday })).toMatchObject({
      at: isoToEpochMs('2026-11-30T00:00:00+07:00'),
      cause: 'moved',
      profile: 'nights',
    });
    expect(nextSlot({ ...resting, profiles: [weekend] }, { notBefore: start })).toBeUndefined();
  });

  test('comes also where an interval is in force then that is not over: its time was promised', () => {
    const from = isoToEpochMs('2026-11-24T21:00:00+07:00');
    const to = isoToEpochMs('2026-11-25T06:30:00+07:00');
    const blackouts = [{ time: { instants: { from, to } }, label: 'stocktaking', by: 'siti', at: start }];
    const mixed: Plan = { schedule: after(24), timeZone: jakarta, profiles: [nights], blackouts };
    expect(nextSlot(mixed, { notBefore: start, lastEnd: start })).toMatchObject({ at: to, cause: 'moved' });
    // An interval that was not over, however, is only asked whether it is over now.
    const hourly = { ...nights, rule: after(1) };
    expect(
      nextSlot({ ...mixed, profiles: [hourly] }, { notBefore: start, lastEnd: afterHours(13.5) })?.at,
    ).toBe(isoToEpochMs('2026-11-25T19:00:00+07:00'));
  });

  test('waits for the end of a blackout that touches the paused time', () => {
    const label = 'stocktaking';
    const monday = LocalDate.parse('2026-11-30');
    const blackouts = [{ time: { dates: { from: monday, to: monday } }, label, by: 'siti', at: start }];
    expect(nextSlot({ ...plan, blackouts }, { notBefore: start, lastSlot: friday })?.at).toBe(
      isoToEpochMs('2026-12-01T00:00:00+07:00'),
    );
  });
});

describe('intervals that count from the end', () => {
  const plan: Plan = {
    schedule: after(6),
    timeZone: jakarta,
    profiles: [{ name: 'office', window: window('08:00', '17:00'), rule: after(1) }],
  };

  test('follow the profile in force at the instant, not the one at the end', () => {
    // 07:30: six hours would be 13:30; from 08:00 on one hour is enough.
    expect(nextSlot(plan, { notBefore: start, lastEnd: afterMinutes(30) })).toEqual({
      at: afterMinutes(90),
      cause: 'interval_after_finish',
      profile: 'office',
      moved: undefined,
    });
    expect(nextSlot(plan, { notBefore: start, lastEnd: afterMinutes(-180) })).toMatchObject({
      at: afterHours(1),
      cause: 'first_permitted',
    });
    // 16:30: one hour would be 17:30, when six are in force again.
    expect(nextSlot(plan, { notBefore: start, lastEnd: afterHours(9.5) })?.at).toBe(afterHours(15.5));
  });

  test('keep the least gap, and say so', () => {
    const gap = { ...plan, schedule: after(0.5), profiles: [], leastGap: minutes(45) };
    expect(nextSlot(gap, { notBefore: start, lastEnd: start })).toEqual({
      at: afterMinutes(45),
      cause: 'moved',
      profile: undefined,
      moved: { from: afterMinutes(30), by: { kind: 'least_gap' } },
    });
  });
});

describe('ten years of downtime', () => {
  const busy: Plan = {
    schedule: cron('*/5 * * * *'),
    timeZone: berlin,
    profiles: [
      weekend,
      { name: 'office', weekdays: ['mon'], window: window('08:00', '17:00'), rule: fixedRate(0.5) },
    ],
  };
  const end = plus(start, days(3_652));

  test('are one catch-up run with an exact count', () => {
    const due = dueSlots({ ...busy, timeZone: jakarta }, { notBefore: start }, epochMs(end - 1));
    // From a Tuesday on. On Mondays nine hours have 2 instead of 12 slots each. What falls into a weekend is moved to
    // Monday at midnight, where a slot is anyway.
    const workdays = Array.from({ length: 3_652 }, (_, index) => (index + 2) % 7).filter(
      (day) => day > 0 && day < 6,
    );
    const mondays = workdays.filter((day) => day === 1).length;
    const beforeSeven = 7 * 12;
    expect((due?.missed ?? 0) + 1).toBe(workdays.length * 288 - mondays * 9 * 10 - beforeSeven);
  });

  test('are counted by stretch of time, not by slot: one a minute makes no more steps than one a day', () => {
    const segments = [...segmentsOf(busy, start, end, undefined)].length;
    const stepsFor = (expression: string) => {
      const plan = { ...busy, schedule: cron(expression) };
      return [...plannedSlots(plan, { notBefore: start }, { upTo: end, extent: 'all' })].length;
    };
    expect(segments).toBeLessThan(3_652);
    expect(stepsFor('0 7 * * *')).toBeLessThanOrEqual(2 * segments);
    expect(stepsFor('* * * * *')).toBeLessThanOrEqual(2 * segments);
  });
});
