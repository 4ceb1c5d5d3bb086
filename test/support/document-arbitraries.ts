/** Any schedule document that core's schema allows, with all of its parts, for property tests of what stores and sends it. */
import * as fc from 'fast-check';
import { hiddenIn } from '../../src/core/hidden-characters.ts';
import type { JobConfig } from '../../src/core/job/job-config.ts';
import type { JobState } from '../../src/core/job/job-state.ts';
import { CronExpression } from '../../src/core/schedule/cron/cron-expression.ts';
import type { AdaptiveRule } from '../../src/core/schedule/document/adaptive-rule.ts';
import type { Blackout } from '../../src/core/schedule/document/blackout.ts';
import type { HolidayCalendar } from '../../src/core/schedule/document/holiday-calendar.ts';
import { LocalTime } from '../../src/core/schedule/document/names.ts';
import { type Profile, Weekday } from '../../src/core/schedule/document/profile.ts';
import type { Schedule } from '../../src/core/schedule/schedule.ts';
import { addDays, epochMs, LocalDate, milliseconds } from '../../src/core/time/time.ts';
import { anyCharacter } from './any-character.ts';

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(epochMs);
const hours = fc.double({ min: 0.5, max: 24, noNaN: true });
const runs = fc.integer({ min: 1, max: 20 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const text = fc.string({ unit: anyCharacter });
const label = fc
  .string({ unit: anyCharacter, minLength: 1, maxLength: 20 })
  .map((given) => given.trim())
  .filter((given) => given.length > 0 && hiddenIn(given).length === 0);

const date = fc
  .integer({ min: -20_000, max: 20_000 })
  .map((offset) => addDays(LocalDate.parse('2026-01-01'), offset));
const inOrder = <T extends number | string>(one: T, other: T): { from: T; to: T } =>
  one < other ? { from: one, to: other } : { from: other, to: one };
const dateSpan = fc.tuple(date, date).map(([one, other]) => inOrder(one, other));

export const anyInterval = fc.record({
  kind: fc.constant('interval' as const),
  hours,
  after: fc.constantFrom('finish' as const, 'start' as const),
  anchor: instant,
});
const expressions = ['* * * * *', '0 7 L-3,LW feb sun', '*/20 6-9 15W 1-11/2 5#3,1L', '59 23 31 12 7'];
const rule: fc.Arbitrary<Schedule> = fc.oneof(
  anyInterval,
  fc.record({
    kind: fc.constant('cron' as const),
    expression: fc.constantFrom(...expressions).map((each) => CronExpression.parse(each)),
  }),
  fc.constant({ kind: 'paused' as const }),
);

const clock = fc
  .integer({ min: 0, max: 1_439 })
  .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16))
  .map((shown) => LocalTime.parse(shown));
const window = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }));

const profile = (calendars: readonly string[]): fc.Arbitrary<Profile> =>
  fc.record(
    {
      name: label,
      rule,
      window,
      weekdays: fc.uniqueArray(fc.constantFrom(...Weekday.options), { minLength: 1 }),
      dates: fc.array(dateSpan, { minLength: 1, maxLength: 3 }),
      ...(calendars.length === 0
        ? {}
        : {
            calendar: fc.record(
              {
                name: fc.constantFrom(...calendars),
                kinds: fc.array(label, { minLength: 1, maxLength: 3 }),
              },
              { requiredKeys: ['name'] },
            ),
          }),
    },
    { requiredKeys: ['name', 'rule'] },
  );

const blackout: fc.Arbitrary<Blackout> = fc.record(
  {
    time: fc.oneof(
      dateSpan.map((dates) => ({ dates })),
      fc
        .tuple(instant, instant)
        .filter(([one, other]) => one !== other)
        .map(([one, other]) => ({ instants: inOrder(one, other) })),
    ),
    label,
    by: text,
    byId: text,
    at: instant,
  },
  { requiredKeys: ['time', 'label', 'by', 'at'] },
);

const calendar: fc.Arbitrary<HolidayCalendar> = fc.record({
  name: label,
  days: fc.array(fc.record({ date, name: label, kind: label }, { requiredKeys: ['date', 'name'] }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const bounds = fc
  .tuple(hours, hours)
  .map(([one, other]) => ({ least: Math.min(one, other), most: Math.max(one, other) }));
const steps = fc
  .tuple(fc.uniqueArray(fc.nat(), { maxLength: 4 }), fc.array(hours, { minLength: 5, maxLength: 5 }))
  .map(([limits, given]) => {
    const ascending = limits.toSorted((one, other) => one - other);
    const last = { hours: given.at(-1) ?? 24 };
    return [...ascending.map((upTo, index) => ({ upTo, hours: given[index] ?? 24 })), last];
  });
const adaptive: fc.Arbitrary<AdaptiveRule> = fc
  .tuple(
    fc.oneof(
      fc.record({
        by: fc.constant('duration' as const),
        factor: fc.double({ min: 1, max: 100, noNaN: true }),
      }),
      fc.record({ by: fc.constantFrom('rows' as const, 'pending' as const), steps }),
    ),
    fc.record({ runs, hysteresis: share }),
    bounds,
  )
  .map(([by, common, limits]) => ({ ...by, ...common, ...limits }));

const byName = { selector: ({ name }: { readonly name: string }) => name.toLowerCase() };

/** What a configuration row has beside its plain parts. */
export const anyDocument: fc.Arbitrary<Partial<JobConfig> & Pick<JobConfig, 'schedule'>> = fc
  .tuple(rule, fc.uniqueArray(calendar, { ...byName, minLength: 1, maxLength: 3 }), fc.boolean())
  .chain(([schedule, calendars, withCalendars]) =>
    fc.record(
      {
        schedule: fc.constant(schedule),
        format: fc.constant(2 as const),
        revision: fc.nat(),
        profiles: fc.uniqueArray(profile(withCalendars ? calendars.map(({ name }) => name) : []), {
          ...byName,
          maxLength: 4,
        }),
        blackouts: fc.array(blackout, { maxLength: 3 }),
        catchUp: fc.constant(false as const),
        leastGap: fc.integer({ min: 1, max: 86_400_000 }).map(milliseconds),
        ...(withCalendars ? { calendars: fc.constant(calendars) } : {}),
        ...(schedule.kind === 'interval' ? { adaptive } : {}),
      },
      { requiredKeys: withCalendars ? ['schedule', 'calendars'] : ['schedule'] },
    ),
  );

/** What the state row has of an adaptive interval. */
export const anyAdapted: fc.Arbitrary<NonNullable<JobState['adapted']>> = fc.record(
  {
    samples: fc.array(fc.record({ duration: fc.nat().map(milliseconds), rows: fc.nat() }), { maxLength: 20 }),
    interval: fc.record({
      hours,
      at: instant,
      before: hours,
      ofRule: hours,
      by: fc.constantFrom('duration' as const, 'rows' as const, 'pending' as const),
      measured: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      runs,
    }),
  },
  { requiredKeys: ['samples'] },
);
