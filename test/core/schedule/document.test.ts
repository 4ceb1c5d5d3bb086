/** The stored schedule document: what is accepted, and what a refusal says. */
import { describe, expect, test } from 'vitest';
import { JobConfig } from '../../../src/core/job/job-config.ts';
import { tooLong } from '../../../src/core/schedule/document/schedule-document.ts';
import { configWith, start } from '../../support/core-samples.ts';

const interval = { kind: 'interval', hours: 3, after: 'finish', anchor: start };
const night = {
  name: 'night',
  weekdays: ['mon', 'tue'],
  window: { from: '22:00', to: '05:00' },
  dates: [{ from: '2026-11-01', to: '2026-12-31' }],
  calendar: { name: 'libur', kinds: ['cuti bersama'] },
  rule: { kind: 'cron', expression: '0 7 L * *' },
};
const blackout = {
  time: { dates: { from: '2026-12-30', to: '2026-12-31' } },
  label: 'closing',
  by: 'siti',
  at: start,
};
const calendar = { name: 'libur', days: [{ date: '2026-12-25', name: 'Hari Natal', kind: 'cuti bersama' }] };
const byDuration = { by: 'duration', factor: 4, runs: 5, least: 1, most: 6, hysteresis: 0.1 };
const byRows = {
  by: 'rows',
  runs: 3,
  least: 1,
  most: 6,
  hysteresis: 0,
  steps: [{ upTo: 100, hours: 6 }, { hours: 1 }],
};
const whole = {
  ...configWith(),
  format: 2,
  revision: 7,
  profiles: [night, { name: 'day', rule: { kind: 'paused' } }],
  blackouts: [blackout, { ...blackout, time: { instants: { from: start, to: start + 1 } } }],
  calendars: [calendar],
  adaptive: byDuration,
  catchUp: false,
  leastGap: 600_000,
};

test('a whole document survives being written as JSON and read back', () => {
  expect(JobConfig.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  expect(JobConfig.parse({ ...whole, adaptive: byRows }).adaptive).toEqual(byRows);
});

test('a row of today is read as it is, without anything added', () => {
  expect(JobConfig.parse(configWith())).toEqual(configWith());
});

const profileWith = (parts: object) => ({ profiles: [{ name: 'odd', rule: interval, ...parts }] });
const many = (count: number, item: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => item(index));
const named = (index: number) => ({ name: `profile ${index}`, rule: interval });
const dayOfYear = (index: number) =>
  new Date(Date.parse('2026-01-01') + index * 86_400_000).toISOString().slice(0, 10);

describe('refused, with its path and what was expected, is', () => {
  test.each<[string, object, string, string]>([
    ['a newer format', { format: 3 }, 'format', 'expected 2 or nothing: a newer version has written this'],
    [
      'an unknown kind of rule',
      { schedule: { kind: 'lunar' } },
      'schedule.kind',
      'expected a rule with kind, one of "interval", "cron" and "paused"',
    ],
    ['a rule that is none', { schedule: 7 }, 'schedule', 'expected a rule with kind'],
    [
      'a cron field out of range',
      { schedule: { kind: 'cron', expression: '0 25 * * *' } },
      'schedule.expression',
      'in the field hour, got "25"',
    ],
    [
      'an interval in a profile',
      profileWith({ rule: { ...interval, hours: 0.25 } }),
      'profiles.0.rule.hours',
      'expected a number from 0.5 to 24',
    ],
    ['an unknown zone', { timeZone: 'Asia/Bandung' }, 'timeZone', 'expected an IANA time zone'],
    [
      'a window without end',
      profileWith({ window: { from: '22:00' } }),
      'profiles.0.window.to',
      'expected a local time as HH:MM',
    ],
    [
      'a window of no length',
      profileWith({ window: { from: '22:00', to: '22:00' } }),
      'profiles.0.window.to',
      'expected an end (to) that differs from the beginning',
    ],
    [
      'a window to 24:00',
      profileWith({ window: { from: '22:00', to: '24:00' } }),
      'profiles.0.window.to',
      'from 00:00 to 23:59',
    ],
    [
      'an unknown weekday',
      profileWith({ weekdays: ['monday'] }),
      'profiles.0.weekdays.0',
      'expected mon, tue',
    ],
    [
      'a weekday twice',
      profileWith({ weekdays: ['mon', 'mon'] }),
      'profiles.0.weekdays',
      'expected each weekday once',
    ],
    [
      'no weekday at all',
      profileWith({ weekdays: [] }),
      'profiles.0.weekdays',
      'expected a list of 1 to 7 weekdays',
    ],
    [
      'a date that does not exist',
      profileWith({ dates: [{ from: '2026-02-30', to: '2026-03-01' }] }),
      'profiles.0.dates.0.from',
      'expected a calendar date that exists',
    ],
    [
      'dates that end before they begin',
      profileWith({ dates: [{ from: '2026-03-02', to: '2026-03-01' }] }),
      'profiles.0.dates.0.to',
      'expected a last day (to) that is not before the first',
    ],
    [
      'a calendar that is not there',
      profileWith({ calendar: { name: 'libur' } }),
      'profiles.0.calendar.name',
      'expected no calendar, because the document has none',
    ],
    [
      'a calendar of another name',
      { ...profileWith({ calendar: { name: 'public' } }), calendars: [calendar] },
      'profiles.0.calendar.name',
      'expected the name of a calendar of this document: libur',
    ],
    [
      'two profiles of one name',
      { profiles: [named(1), { ...named(1), name: 'Profile 1' }] },
      'profiles.1.name',
      'expected a name that no other of them has',
    ],
    [
      'two calendars of one name',
      { calendars: [calendar, calendar] },
      'calendars.1.name',
      'expected a name that no other of them has',
    ],
    [
      'a name with an invisible character',
      profileWith({ name: 'a\u202Eb' }),
      'profiles.0.name',
      'none of them invisible',
    ],
    [
      'a name that is too long',
      profileWith({ name: 'a'.repeat(61) }),
      'profiles.0.name',
      'expected 1 to 60 characters',
    ],
    [
      'a blackout that ends before it begins',
      { blackouts: [{ ...blackout, time: { instants: { from: start, to: start } } }] },
      'blackouts.0.time.instants.to',
      'expected an end (to) after the beginning (from)',
    ],
    [
      'a blackout whose last day is before its first',
      { blackouts: [{ ...blackout, time: { dates: { from: '2026-12-31', to: '2026-12-30' } } }] },
      'blackouts.0.time.dates.to',
      'expected a last day (to) that is not before the first',
    ],
    [
      'a blackout of nothing',
      { blackouts: [{ ...blackout, time: {} }] },
      'blackouts.0.time',
      'expected either dates or instants',
    ],
    ['21 profiles', { profiles: many(21, named) }, 'profiles', 'expected a list of at most 20 profiles'],
    [
      '101 blackouts',
      { blackouts: many(101, () => blackout) },
      'blackouts',
      'expected a list of at most 100 blackouts',
    ],
    [
      '401 days in two calendars',
      {
        calendars: [201, 200].map((count, index) => ({
          name: `c${index}`,
          days: many(count, (day) => ({ date: dayOfYear(day), name: 'x' })),
        })),
      },
      'calendars',
      'expected 400 days in all calendars together at most',
    ],
    [
      'an adaptive interval without an interval',
      { schedule: { kind: 'paused' }, adaptive: byDuration },
      'adaptive',
      'expected no adaptive interval without an interval',
    ],
    [
      'adaptive bounds that contradict each other',
      { adaptive: { ...byDuration, least: 5, most: 2 } },
      'adaptive.most',
      'expected an upper bound (most)',
    ],
    [
      'an adaptive interval by something else',
      { adaptive: { ...byDuration, by: 'moon' } },
      'adaptive.by',
      'by: "duration", "rows" or "pending"',
    ],
    [
      'steps that do not ascend',
      { adaptive: { ...byRows, steps: [{ upTo: 5, hours: 1 }, { upTo: 5, hours: 2 }, { hours: 3 }] } },
      'adaptive.steps',
      'expected ascending limits',
    ],
    [
      'a last step with a limit',
      { adaptive: { ...byRows, steps: [{ upTo: 5, hours: 1 }] } },
      'adaptive.steps',
      'none in the last step',
    ],
    [
      'a gap of more than a day',
      { leastGap: 86_400_001 },
      'leastGap',
      'expected a duration from 0 to 1440 minutes',
    ],
  ])('%s', (_, parts, path, expected) => {
    const { error } = JobConfig.safeParse({ ...configWith(), ...parts });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
    expect(error?.issues.map(({ message }) => message).join('; ')).toContain(expected);
  });

  test('a document that is too long for its row', () => {
    expect(tooLong(whole)).toBeUndefined();
    expect(tooLong({ ...whole, changedBy: 'x'.repeat(30_000) })?.message).toContain(
      'expected at most 30000 characters in the stored document, which would have 3',
    );
  });
});
