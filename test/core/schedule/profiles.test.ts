/** Which profile is in force when: their order, nights that end on the next day, and kinds of holidays. */
import { expect, test } from 'vitest';
import { HolidayCalendar } from '../../../src/core/schedule/document/holiday-calendar.ts';
import { Profile } from '../../../src/core/schedule/document/profile.ts';
import type { Plan } from '../../../src/core/schedule/document/schedule-document.ts';
import { segmentsOf } from '../../../src/core/schedule/timeline/segments.ts';
import { epochMsToIso } from '../../../src/core/time/time.ts';
import { at, fixedRate, jakarta } from '../../support/core-samples.ts';

const rule = { kind: 'paused' };
const night = Profile.parse({
  name: 'night',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  window: { from: '22:00', to: '06:00' },
  rule: fixedRate(2),
});
const holiday = (kinds?: readonly string[]) =>
  Profile.parse({ name: 'holiday', calendar: { name: 'Indonesia', ...(kinds && { kinds }) }, rule });
const calendars = [
  HolidayCalendar.parse({
    name: 'Indonesia',
    days: [
      { date: '2026-12-24', name: 'Cuti bersama Natal', kind: 'cuti bersama' },
      { date: '2026-12-25', name: 'Natal', kind: 'hari libur nasional' },
      { date: '2026-12-26', name: 'Libur perusahaan' },
    ],
  }),
];

/** When each profile begins to be in force, and when it ends. */
function changes(profiles: readonly Profile[], from: string, to: string): readonly string[] {
  const plan: Plan = { schedule: fixedRate(1), timeZone: jakarta, profiles, calendars };
  return [...segmentsOf(plan, at(`${from}+07:00`), at(`${to}+07:00`), undefined)].map((segment) => {
    const begins = epochMsToIso(segment.from, jakarta).slice(0, 16);
    const name = segment.blockedBy?.kind === 'paused_profile' ? segment.blockedBy.name : segment.profile;
    return `${begins} ${name ?? 'default'}`;
  });
}

test('a night belongs to the day on which it begins: that of Friday ends on Saturday', () => {
  expect(changes([night], '2026-11-27T21:00:00', '2026-11-30T23:00:00')).toEqual([
    '2026-11-27T21:00 default',
    '2026-11-27T22:00 night',
    '2026-11-28T06:00 default',
    '2026-11-30T22:00 night',
  ]);
});

test('of several profiles that fit, the first one is in force', () => {
  const weekdays = Profile.parse({ name: 'friday', weekdays: ['fri'], rule: fixedRate(3) });
  expect(changes([night, weekdays], '2026-11-27T21:00:00', '2026-11-28T01:00:00')).toEqual([
    '2026-11-27T21:00 friday',
    '2026-11-27T22:00 night',
  ]);
  expect(changes([weekdays, night], '2026-11-27T21:00:00', '2026-11-28T01:00:00')).toEqual([
    '2026-11-27T21:00 friday',
    '2026-11-28T00:00 night',
  ]);
});

test.each([
  ['of every kind', undefined, ['24', '27']],
  ['of one kind', ['hari libur nasional'], ['25', '26']],
  ['of another kind', ['cuti bersama'], ['24', '25']],
])('a profile on the days of a calendar applies on those %s that it names', (_, kinds, [first, end]) => {
  expect(changes([holiday(kinds)], '2026-12-23T12:00:00', '2026-12-28T12:00:00')).toEqual([
    '2026-12-23T12:00 default',
    `2026-12-${first}T00:00 holiday`,
    `2026-12-${end}T00:00 default`,
  ]);
});
