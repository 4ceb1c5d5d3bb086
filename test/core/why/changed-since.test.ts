/** "Why?" of a time before the schedule was changed, paused or resumed, or before a run was requested. */
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/core/job/propose-schedule.ts';
import type { Run } from '../../../src/core/run/run.ts';
import { HolidayCalendar } from '../../../src/core/schedule/document/holiday-calendar.ts';
import { Profile } from '../../../src/core/schedule/document/profile.ts';
import { minutes, plus } from '../../../src/core/time/time.ts';
import { configWith, settings } from '../../support/core-samples.ts';
import { asked, codes, entry, runAt, sevenDaily, time } from './support/asked.ts';

const finish = (hours: number) =>
  ({ kind: 'interval', hours, after: 'finish', anchor: time('00:00', '20') }) as const;
const sixHours = { ...finish(6), after: 'start', anchor: time('00:00') } as const;
const audit = (...entries: ReturnType<typeof entry>[]) => ({ entries, complete: true });
const closed = Profile.parse({ name: 'Closed', rule: { kind: 'paused' } });
const replaced = (clock: string, before: typeof sevenDaily, after: typeof sevenDaily) =>
  entry(time(clock), 'set_schedule', documentOf(before), documentOf(after));

describe('the schedule of then', () => {
  it('comes from the audit, and the answer says so', () => {
    const entries = audit(entry(time('09:00'), 'set_interval', sevenDaily.schedule, sixHours));
    const today = { ...sevenDaily, schedule: sixHours };
    const answer = asked(time('07:00'), { audit: entries, runs: [runAt('07:00', '07:00')] }, today);
    expect(answer).toMatchObject({ code: 'ran', rule: { kind: 'cron' } });
    expect(answer.facts).toContainEqual({ code: 'schedule', source: 'audit' });
  });

  it('has no part that a document set since then has, and each part that it has not', () => {
    const since = { ...sevenDaily, schedule: sixHours, profiles: [closed], leastGap: minutes(30) };
    expect(asked(time('07:00'), { audit: audit(replaced('09:00', sevenDaily, since)) }, since)).toMatchObject(
      {
        code: 'dropped',
        rule: { kind: 'cron' },
        profile: undefined,
      },
    );
    const back = audit(replaced('09:00', since, sevenDaily));
    expect(asked(time('07:00'), { audit: back })).toMatchObject({ code: 'blocked', profile: undefined });
  });

  it('has the calendar and the zone that it had', () => {
    const holidays = HolidayCalendar.parse({
      name: 'Indonesia',
      days: [{ date: '2026-11-27', name: 'Libur', kind: 'cuti bersama' }],
    });
    const onHolidays = Profile.parse({
      name: 'Holidays',
      calendar: { name: 'Indonesia', kinds: ['cuti bersama'] },
      rule: { kind: 'paused' },
    });
    const before = { ...sevenDaily, calendars: [holidays], profiles: [onHolidays] };
    const elsewhere = { ...sevenDaily, timeZone: configWith().timeZone };
    const entries = audit(replaced('09:00', before, elsewhere));
    expect(asked(time('07:00'), { audit: entries }, elsewhere).facts).toContainEqual(
      expect.objectContaining({ code: 'blocked', by: { kind: 'paused_profile', name: 'Holidays' } }),
    );
  });

  it('is not guessed where a change cannot be undone', () => {
    for (const action of ['set_interval', 'set_schedule'] as const) {
      const answer = asked(time('07:00'), { audit: audit(entry(time('09:00'), action, 'garbage', 'other')) });
      expect(answer).toMatchObject({ code: 'unknown', rule: undefined });
      expect(codes(answer)).toContain('schedule_unknown');
    }
  });

  it('put off its slots by the start delay, whatever anchor its rule has, and today none', () => {
    const ahead = { ...sixHours, anchor: time('10:00') };
    const since = { ...sevenDaily, schedule: ahead, notBefore: plus(time('08:00'), settings.startDelay) };
    const entries = audit(replaced('08:00', sevenDaily, since));
    expect(asked(time('09:57'), { audit: entries }, since)).toMatchObject({
      code: 'not_planned',
      after: time('10:00'),
    });
    const resumed = audit(
      entry(time('11:30'), 'start', { by: 'siti', reason: '', since: time('11:00') }, null),
      entry(time('11:00'), 'stop', null, { by: 'siti', reason: '', since: time('11:00') }),
      ...entries.entries,
    );
    const later = { ...since, notBefore: plus(time('11:30'), settings.startDelay) };
    expect(asked(time('09:57'), { audit: resumed }, later)).toMatchObject({ code: 'not_planned' });
  });
});

it('a pause that somebody ended before its time delays nothing when that time comes', () => {
  const pause = { by: 'siti', reason: '', since: time('03:00'), until: time('06:00') };
  const stopped = entry(time('03:00'), 'stop', null, pause);
  const since = entry(time('11:00'), 'set_interval', sevenDaily.schedule, sixHours);
  const code = (clock: string, ...entries: ReturnType<typeof entry>[]) =>
    asked(time(clock), { audit: audit(since, ...entries) }, { ...sevenDaily, schedule: sixHours }).code;
  expect(code('06:02', stopped)).toBe('start_delay');
  const resumed = entry(time('04:00'), 'start', pause, null);
  expect(code('04:02', resumed, stopped)).toBe('start_delay');
  expect(code('06:02', resumed, stopped)).toBe('not_planned');
});

describe('a slot that nothing had served', () => {
  it('is dropped by a change, also by one of the same minute before it came', () => {
    const pause = { by: 'siti', reason: 'closing', since: plus(time('06:00'), minutes(0.25)) };
    const schedule = { ...sixHours, anchor: plus(time('00:00'), minutes(0.5)) };
    const entries = audit(entry(pause.since, 'stop', null, pause));
    const answer = asked(time('06:00'), { audit: entries, runs: [] }, { ...sevenDaily, schedule });
    expect(answer).toMatchObject({ code: 'dropped', slot: { cause: 'fixed_rate' } });
  });

  it('is served by a requested run if it counts from the end of one, and otherwise stays due', () => {
    const requested: Run = { ...runAt('08:00', '08:00', '27', 11), trigger: 'request' };
    const before: Run = { ...runAt('06:00', '06:00', '26', 9), trigger: 'request' };
    // It ended at 08:30 the day before, and the next one at 08:30.
    const config = { ...sevenDaily, schedule: finish(23) };
    expect(asked(time('07:30'), { runs: [before, requested] }, config)).toMatchObject({
      code: 'served_later',
      slot: { at: time('07:30'), cause: 'interval_after_finish' },
      run: { id: requested.id },
    });
    expect(asked(time('07:00'), { runs: [before, requested] })).toMatchObject({
      code: 'pending',
      slot: { cause: 'cron' },
    });
  });
});
