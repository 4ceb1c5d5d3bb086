/** What is odd about a schedule, and what is not. */
import { describe, expect, test } from 'vitest';
import { LocalTime } from '../../../src/core/schedule/document/names.ts';
import type { Profile } from '../../../src/core/schedule/document/profile.ts';
import type { Plan } from '../../../src/core/schedule/document/schedule-document.ts';
import {
  scheduleWarnings,
  scheduleWarningCodes,
} from '../../../src/core/schedule/warnings/schedule-warnings.ts';
import { epochMs, isoToEpochMs, LocalDate, minutes } from '../../../src/core/time/time.ts';
import { afterHours, berlin, cron, fixedRate, jakarta, start } from '../../support/core-samples.ts';

const window = (from: string, to: string) => ({ from: LocalTime.parse(from), to: LocalTime.parse(to) });
const dates = (from: string, to = from) => [{ from: LocalDate.parse(from), to: LocalDate.parse(to) }];
const paused = { kind: 'paused' } as const;
const planWith = (parts: Partial<Plan>): Plan => ({ schedule: fixedRate(3), timeZone: jakarta, ...parts });
const withProfiles = (...profiles: readonly Profile[]) => planWith({ profiles });
const of = (plan: Plan) => scheduleWarnings(plan, start, undefined);

const inBerlin = (expression: string) => of(planWith({ schedule: cron(expression), timeZone: berlin }));

const nights = { name: 'nights', window: window('20:00', '06:00'), rule: fixedRate(1) };

test('a usual schedule has none', () => {
  const weekend = { name: 'weekend', weekdays: ['sat', 'sun'] as const, rule: paused };
  const blackouts = [{ time: { dates: dates('2026-12-31')[0]! }, label: 'closing', by: 'siti', at: start }];
  expect(of({ ...withProfiles(nights, weekend), blackouts })).toEqual([]);
  expect(of(planWith({ schedule: cron('0 7 29 2 *') }))).toEqual([]);
});

describe('an interval that is too short for what runs take', () => {
  const measured = { median: minutes(30), p95: minutes(50) };

  test('comes with the one that is recommended', () => {
    const plan = { ...withProfiles(nights), schedule: fixedRate(0.5), leastGap: minutes(15) };
    expect(scheduleWarnings(plan, start, measured)).toEqual([
      { code: 'interval_too_short', profile: undefined, hours: 0.5, recommendedHours: 2 },
      { code: 'interval_too_short', profile: 'nights', hours: 1, recommendedHours: 2 },
    ]);
  });

  test('is one only below the 95th percentile and the gap', () => {
    const plan = planWith({ schedule: fixedRate(1), leastGap: minutes(10) });
    expect(scheduleWarnings(plan, start, measured)).toEqual([]);
    expect(scheduleWarnings(plan, start, { ...measured, p95: minutes(51) })).toMatchObject([
      { code: 'interval_too_short', recommendedHours: 2 },
    ]);
    expect(scheduleWarnings(plan, start, { median: minutes(55), p95: undefined })).toMatchObject([
      { recommendedHours: 4 },
    ]);
  });
});

describe('a rule that never fires', () => {
  test.each<[string, Plan, string | undefined]>([
    ['is a date that does not exist', planWith({ schedule: cron('0 7 31 2 *') }), undefined],
    ['is a pause without profiles', planWith({ schedule: paused }), undefined],
    ['has its times outside of its window', withProfiles({ ...nights, rule: cron('0 12 * * *') }), 'nights'],
    [
      'has no time on its days',
      withProfiles({ name: 'once', dates: dates('2026-12-30'), rule: cron('0 7 1 * *') }),
      'once',
    ],
  ])('%s', (_, plan, profile) => {
    expect(of(plan)).toEqual([{ code: 'rule_never_fires', profile }]);
  });
});

test('a profile never applies that is over, hidden by another, or bound to a calendar without such days', () => {
  const over = { name: 'over', dates: dates('2026-11-01', '2026-11-23'), rule: fixedRate(1) };
  const always = { name: 'always', rule: fixedRate(2) };
  const hidden = { name: 'hidden', weekdays: ['mon'] as const, rule: fixedRate(1) };
  const days = [{ date: LocalDate.parse('2026-12-25'), name: 'Natal', kind: 'libur' }];
  const unknownKind = {
    name: 'kinds',
    calendar: { name: 'id', kinds: ['cuti bersama'] },
    rule: fixedRate(1),
  };
  const plan = { ...withProfiles(over, unknownKind, always, hidden), calendars: [{ name: 'id', days }] };
  expect(of(plan)).toEqual([
    { code: 'profile_never_applies', profile: 'over' },
    { code: 'profile_never_applies', profile: 'kinds' },
    { code: 'profile_never_applies', profile: 'hidden' },
  ]);
});

describe('a cron time at a change of the clocks', () => {
  test('that is skipped or comes twice within thirteen months', () => {
    expect(inBerlin('30 2 * * *')).toEqual([
      {
        code: 'cron_time_skipped',
        profile: undefined,
        at: isoToEpochMs('2027-03-28T01:00:00Z'),
        time: '02:30',
      },
      {
        code: 'cron_time_repeated',
        profile: undefined,
        at: isoToEpochMs('2027-10-31T01:00:00Z'),
        time: '02:30',
      },
    ]);
  });

  test('is none on other days, at other hours, in a zone without changes, or if it comes every hour', () => {
    expect(inBerlin('30 2 * * mon-fri')).toEqual([]);
    expect(inBerlin('59 1 * * *')).toEqual([]);
    expect(inBerlin('0 3 * * *')).toEqual([]);
    expect(inBerlin('*/15 * * * *')).toEqual([]);
    expect(of(planWith({ schedule: cron('30 2 * * *') }))).toEqual([]);
  });
});

test('windows overlap that have a day and a time in common, also past midnight', () => {
  const early = { name: 'early', window: window('05:30', '07:00'), rule: fixedRate(0.5) };
  expect(of(withProfiles(nights, early))).toEqual([
    { code: 'windows_overlap', profile: 'nights', other: 'early' },
  ]);
  expect(of(withProfiles(nights, { ...early, window: window('06:00', '07:00') }))).toEqual([]);
  const monday = { ...nights, weekdays: ['mon'] as const };
  expect(of(withProfiles(monday, { ...early, weekdays: ['tue'] }))).toHaveLength(1);
  expect(of(withProfiles(monday, { ...early, weekdays: ['mon'] }))).toEqual([]);
});

test('a blackout is over at the instant at which it ends', () => {
  const of24 = { time: { dates: dates('2026-11-23')[0]! }, label: 'yesterday', by: 'siti', at: start };
  const instants = { from: afterHours(-2), to: start };
  const blackouts = [of24, { ...of24, time: { instants }, label: 'now' }];
  expect(of(planWith({ blackouts }))).toEqual([
    { code: 'blackout_over', label: 'yesterday', index: 0 },
    { code: 'blackout_over', label: 'now', index: 1 },
  ]);
  const going = [{ ...of24, time: { instants: { ...instants, to: epochMs(start + 1) } } }];
  expect(of(planWith({ blackouts: going }))).toEqual([]);
});

test('the codes are listed once each', () => {
  expect(new Set(scheduleWarningCodes).size).toBe(scheduleWarningCodes.length);
});
