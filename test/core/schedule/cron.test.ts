/** Cron expressions: what is accepted, which days they have, and croner as the oracle for what it supports, too. */
import { Cron } from 'croner';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CronExpression } from '../../../src/core/schedule/cron/cron-expression.ts';
import { longestCronGap } from '../../../src/core/schedule/cron/cron-gap.ts';
import { cronSlots } from '../../../src/core/schedule/cron/cron-rule.ts';
import {
  days,
  epochMs,
  epochMsToIso,
  type EpochMs,
  isoToEpochMs,
  plus,
  TimeZone,
} from '../../../src/core/time/time.ts';
import { utc } from '../../support/core-samples.ts';
import { patience, runsOr } from './support/property-runs.ts';

const start = isoToEpochMs('2026-11-24T00:00:00Z');

/** The first slots from a day on, one by one. */
function slotsOf(text: string, count: number, from: EpochMs = start, zone = utc): readonly EpochMs[] {
  const found: EpochMs[] = [];
  let next = from;
  while (found.length < count) {
    const stretch = { from: next, upTo: plus(next, days(3_700)) };
    const expression = CronExpression.parse(text);
    const group = cronSlots({ kind: 'cron', expression }, zone, stretch, 'first');
    if (group === undefined) break;
    found.push(group.first);
    next = epochMs(group.first + 1);
  }
  return found;
}
const datesOf = (text: string, count: number) =>
  slotsOf(text, count).map((slot) => epochMsToIso(slot, utc).slice(0, 10));

test.each([
  ['the last day of the month', '0 0 L * *', ['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28']],
  ['three days before it', '0 0 L-3 * *', ['2026-11-27', '2026-12-28', '2027-01-28', '2027-02-25']],
  [
    'the workday nearest to the 15th',
    '0 0 15W * *',
    ['2026-12-15', '2027-01-15', '2027-02-15', '2027-03-15'],
  ],
  [
    'that within the month, at its beginning and end',
    '0 0 1W,31W 5,8,10 *',
    ['2027-05-03', '2027-05-31', '2027-08-02', '2027-08-31', '2027-10-01', '2027-10-29'],
  ],
  ['the last workday', '0 0 LW * *', ['2026-11-30', '2026-12-31', '2027-01-29', '2027-02-26']],
  ['the third Friday', '0 0 * * 5#3', ['2026-12-18', '2027-01-15', '2027-02-19', '2027-03-19']],
  ['by its name', '0 0 * * FRI#3', ['2026-12-18', '2027-01-15']],
  ['the last Friday', '0 0 * * 5L', ['2026-11-27', '2026-12-25', '2027-01-29', '2027-02-26']],
  ['a fifth Monday only where there is one', '0 0 * * mon#5', ['2026-11-30', '2027-03-29', '2027-05-31']],
  ['the first of the month or a Monday', '0 0 1 * mon', ['2026-11-30', '2026-12-01', '2026-12-07']],
  ['months by name', '0 0 1 jan,MAR *', ['2027-01-01', '2027-03-01', '2028-01-01']],
  ['the weekend to Sunday', '0 0 * * sat-sun', ['2026-11-28', '2026-11-29', '2026-12-05']],
  ['Sunday as 7', '0 0 * * 7', ['2026-11-29', '2026-12-06']],
  ['a leap day', '0 0 29 2 *', ['2028-02-29', '2032-02-29']],
])('%s', (_, text, dates) => {
  expect(datesOf(text, dates.length)).toEqual(dates);
});

describe('an expression is refused that', () => {
  test.each([
    ['has four fields', '0 7 * *', 'expected a cron expression of five fields'],
    ['has six fields', '0 0 7 * * *', 'expected a cron expression of five fields'],
    ['is empty', '', 'expected a cron expression of five fields'],
    [
      'has a minute out of range',
      '60 7 * * *',
      'expected a value from 0 to 59, a range or "*" in the field minute, got "60"',
    ],
    ['has an hour out of range', '0 24 * * *', 'in the field hour, got "24"'],
    ['has a day out of range', '0 0 32 * *', 'in the field day of month, got "32"'],
    ['has day 0', '0 0 0 * *', 'in the field day of month, got "0"'],
    [
      'has a month out of range',
      '0 0 1 13 *',
      'a name such as "feb", a range or "*" in the field month, got "13"',
    ],
    ['has a weekday out of range', '0 0 * * 8', 'in the field day of week, got "8"'],
    ['has a sixth Friday', '0 0 * * 5#6', 'in the field day of week, got "5#6"'],
    ['has a weekday alone as L', '0 0 * * L', 'before "L" or "#"'],
    ['has a range that ends before it begins', '0 17-9 * * *', 'that ends after it begins, got "17-9"'],
    ['has a step of 0', '*/0 * * * *', 'expected a step from 1 to 59 in the field minute, got "/0"'],
    ['has a step without a range', '5/10 * * * *', 'got "5/10"'],
    ['has an empty item', '0,,5 7 * * *', 'expected no empty item in the field minute, got "0,,5"'],
    ['counts 31 days back', '0 0 L-31 * *', 'expected a day from 1 to 31, "L", "L-3"'],
    ['has a workday near the 32nd', '0 0 32W * *', 'got "32W"'],
    ['has a fraction', '0.5 7 * * *', 'got "0.5"'],
    ['is no text', 7, 'expected a cron expression of five fields'],
    ['is too long', `0 0 ${'1,'.repeat(60)}1 * *`, 'of at most 120 characters'],
  ])('%s', (_, text, expected) => {
    expect(CronExpression.safeParse(text).error?.issues[0]?.message).toContain(expected);
  });
});

const list = (item: fc.Arbitrary<string>) =>
  fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(','));
function fieldOf(least: number, most: number, special: readonly string[] = []) {
  const number = fc.integer({ min: least, max: most });
  const range = fc
    .tuple(number, number)
    .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`);
  const step = fc.integer({ min: 1, max: most });
  const item = fc.oneof(
    number.map(String),
    range,
    fc.tuple(range, step).map(([each, by]) => `${each}/${by}`),
    step.map((by) => `*/${by}`),
    ...(special.length === 0 ? [] : [fc.constantFrom(...special)]),
  );
  return fc.oneof(fc.constant('*'), list(item));
}
const anyExpression = fc
  .tuple(
    fieldOf(0, 59),
    fieldOf(0, 23),
    // croner takes these alone only.
    fc.oneof(fieldOf(1, 31, ['L']), fc.constantFrom('LW', '15W', '1W', '31W')),
    fieldOf(1, 12, ['feb', 'dec']),
    fieldOf(0, 7, ['sun', 'fri', '5#3', 'mon#5', '5L', '0L']),
  )
  .map((fields) => fields.join(' '));

const anyInstant = fc
  .integer({ min: 0, max: 20_000_000 })
  .map((minutes) => epochMs(start + minutes * 60_000));

test(
  'croner gives the same slots',
  () => {
    fc.assert(
      fc.property(anyExpression, anyInstant, (text, from) => {
        // croner looks strictly after; both are asked for four, within ten years.
        const runs = new Cron(text, { timezone: 'UTC' }).nextRuns(4, new Date(from - 1_000));
        const limit = plus(from, days(3_600));
        const theirs = runs.map((run) => run.getTime()).filter((at) => at <= limit);
        expect(slotsOf(text, theirs.length, from)).toEqual(theirs);
      }),
      runsOr(100),
    );
  },
  patience,
);

const changingZones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'];

test(
  'croner gives the same slots at one time of the day where clocks change',
  () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(time, fc.constantFrom(...changingZones), ([minute, hour], zone) => {
        const text = `${minute} ${hour} * * *`;
        const theirs = new Cron(text, { timezone: zone }).nextRuns(380, new Date(start - 1_000));
        expect(slotsOf(text, 380, start, TimeZone.parse(zone))).toEqual(theirs.map((run) => run.getTime()));
      }),
      runsOr(5),
    );
  },
  patience,
);

test(
  'the number of slots in a stretch is that of the slots one by one',
  () => {
    fc.assert(
      fc.property(anyExpression, anyInstant, fc.integer({ min: 0, max: 10_000 }), (text, from, length) => {
        const upTo = epochMs(from + length * 60_000);
        const schedule = { kind: 'cron', expression: CronExpression.parse(text) } as const;
        const group = cronSlots(schedule, utc, { from, upTo }, 'all');
        const cron = new Cron(text, { timezone: 'UTC' });
        const all: number[] = [];
        for (
          let at = cron.nextRun(new Date(from - 1_000));
          at !== null && at.getTime() <= upTo;
          at = cron.nextRun(at)
        )
          all.push(at.getTime());
        expect(group && [group.first, group.last, group.count]).toEqual(
          all.length === 0 ? undefined : [all[0], all.at(-1), all.length],
        );
      }),
      runsOr(12),
    );
  },
  patience,
);

test.each([
  ['0 7 * * *', 24],
  ['0 7,19 * * *', 12],
  ['*/30 * * * *', 0.5],
  ['0 7 * * mon-fri', 72],
  ['0 7 29 2 *', 1_461 * 24],
  ['0 7 31 2 *', undefined],
])('the slots of %s are %s hours apart at most', (text, hours) => {
  expect(longestCronGap(CronExpression.parse(text))).toBe(hours);
});
