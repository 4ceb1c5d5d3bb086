/** Random plans near the changes of the clocks, for properties. */
import * as fc from 'fast-check';
import type { Plan } from '../../../../src/core/schedule/document/schedule-document.ts';
import { LocalTime } from '../../../../src/core/schedule/document/names.ts';
import type { Profile } from '../../../../src/core/schedule/document/profile.ts';
import { Weekday } from '../../../../src/core/schedule/document/profile.ts';
import type { Schedule } from '../../../../src/core/schedule/schedule.ts';
import type { ScheduleHistory } from '../../../../src/core/schedule/slot.ts';
import {
  type EpochMs,
  epochMs,
  isoToEpochMs,
  LocalDate,
  minutes,
  TimeZone,
} from '../../../../src/core/time/time.ts';
import { cron } from '../../../support/core-samples.ts';

/** A zone and an instant near which its clocks change, or nothing happens. */
const places = (
  [
    ['Asia/Jakarta', '2026-11-24T00:00:00Z'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z'],
    ['America/New_York', '2026-03-08T07:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
    ['Africa/Casablanca', '2026-03-22T02:00:00Z'],
    ['Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['America/St_Johns', '2010-11-07T02:31:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ] as const
).map(([zone, change]) => ({ timeZone: TimeZone.parse(zone), change: isoToEpochMs(change) }));

export interface Case {
  readonly plan: Plan;
  readonly history: ScheduleHistory;
  /** Up to which slots are asked for. */
  readonly now: EpochMs;
}

const halfHours = fc.integer({ min: 1, max: 16 }).map((count) => count / 2);
const field = (values: readonly string[]) => fc.constantFrom(...values);
const anyCron = fc
  .tuple(
    field(['0', '30', '15,45', '*/20']),
    field(['2', '0', '*', '1-3', '7', '22']),
    field(['*', '*', '1', 'L', '15W']),
    field(['*', '*', 'mon-fri', '6', '5L']),
  )
  .map(([minute, hour, day, weekday]) => cron(`${minute} ${hour} ${day} * ${weekday}`));

const ruleNear = (near: EpochMs): fc.Arbitrary<Schedule> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('interval' as const),
      hours: halfHours,
      after: fc.constantFrom('finish' as const, 'start' as const),
      anchor: fc.constant(epochMs(near - minutes(60 * 24 * 5))),
    }),
    anyCron,
    anyCron,
    fc.constant({ kind: 'paused' as const }),
  );

const times = ['00:00', '01:00', '02:00', '02:30', '03:00', '06:30', '20:00', '23:30'].map((text) =>
  LocalTime.parse(text),
);
const window = fc
  .tuple(fc.constantFrom(...times), fc.constantFrom(...times))
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }));

const dateNear = (near: EpochMs) =>
  fc
    .integer({ min: -2, max: 3 })
    .map((day) => LocalDate.parse(new Date(near + day * 86_400_000).toISOString().slice(0, 10)));
const spanNear = (near: EpochMs) =>
  fc.tuple(dateNear(near), dateNear(near)).map(([one, other]) => ({
    from: one < other ? one : other,
    to: one < other ? other : one,
  }));

const profileNear = (near: EpochMs): fc.Arbitrary<Profile> =>
  fc.record(
    {
      name: fc.uuid(),
      rule: ruleNear(near),
      window,
      weekdays: fc.uniqueArray(fc.constantFrom(...Weekday.options), { minLength: 1, maxLength: 6 }),
      dates: fc.array(spanNear(near), { minLength: 1, maxLength: 2 }),
      calendar: fc.constantFrom(
        { name: 'holidays' },
        { name: 'holidays', kinds: ['national'] },
        { name: 'holidays', kinds: ['cuti bersama', 'other'] },
      ),
    },
    { requiredKeys: ['name', 'rule'] },
  );

const hour = 3_600_000;
const near = (instant: EpochMs, from: number, to: number): fc.Arbitrary<EpochMs> =>
  fc.integer({ min: from * 60, max: to * 60 }).map((count) => epochMs(instant + count * 60_000));
/** Runs end at any millisecond. */
const about = (instant: EpochMs, from: number, to: number): fc.Arbitrary<EpochMs> =>
  fc.tuple(near(instant, from, to), fc.nat(59_999)).map(([minute, more]) => epochMs(minute + more));

export const anyCase: fc.Arbitrary<Case> = fc.constantFrom(...places).chain(({ timeZone, change }) => {
  const by = 'test';
  const blackout = fc.record({
    label: fc.constant('closing'),
    by: fc.constant(by),
    at: fc.constant(change),
    time: fc.oneof(
      spanNear(change).map((dates) => ({ dates })),
      fc
        .tuple(near(change, -30, 30), fc.integer({ min: 1, max: 600 }))
        .map(([from, count]) => ({ instants: { from, to: epochMs(from + count * 60_000) } })),
    ),
  });
  return fc.record({
    plan: fc
      .record(
        {
          profiles: fc.array(profileNear(change), { maxLength: 3 }),
          blackouts: fc.array(blackout, { maxLength: 2 }),
          leastGap: fc.constantFrom(minutes(30), minutes(90)),
          catchUp: fc.constant(false as const),
          schedule: ruleNear(change),
        },
        { requiredKeys: ['schedule'] },
      )
      .chain((parts) =>
        fc.tuple(dateNear(change), dateNear(change)).map(([date, other]) => ({
          ...parts,
          timeZone,
          calendars: [
            {
              name: 'holidays',
              days: [
                { date, name: 'a holiday', kind: 'national' },
                { date: other, name: 'a day off', kind: 'cuti bersama' },
              ],
            },
          ],
        })),
      ),
    history: fc.record(
      {
        notBefore: about(change, -40, 4),
        lastSlot: about(change, -30, 0),
        lastEnd: about(change, -30, 1),
      },
      { requiredKeys: ['notBefore'] },
    ),
    now: near(change, -6, 40),
  });
});

export const afterHours = (instant: EpochMs, count: number): EpochMs => epochMs(instant + count * hour);
