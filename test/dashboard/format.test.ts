/** How the page writes times, durations and numbers, in both languages. */
import { describe, expect, test } from 'vitest';
import { createFormat } from '../../src/dashboard/words/format.ts';
import { isolate } from '../../src/dashboard/words/isolate.ts';
import { dateIn, isoToWallClock, wallClockToIso } from '../../src/dashboard/time/wall-clock.ts';
import { languages } from '../../src/dashboard/words/languages.ts';

const jakarta = 'Asia/Jakarta';
const english = createFormat(languages.en.locale, jakarta);
const indonesian = createFormat(languages.id.locale, jakarta);
const seven = '2026-11-24T00:00:00.000Z';

test.each([
  ['2026-11-02', '2026-11-05', 'Monday 2 – Thursday 5 November 2026', 'Senin 2 – Kamis 5 November 2026'],
  ['2026-11-05', '2026-11-05', 'Thursday 5 November 2026', 'Kamis 5 November 2026'],
  [
    '2026-10-31',
    '2026-11-01',
    'Saturday 31 October – Sunday 1 November 2026',
    'Sabtu 31 Oktober – Minggu 1 November 2026',
  ],
  [
    '2025-12-31',
    '2026-01-01',
    'Wednesday 31 December 2025 – Thursday 1 January 2026',
    'Rabu 31 Desember 2025 – Kamis 1 Januari 2026',
  ],
])(
  'the days from %s to %s are said in words, what they share once',
  (first, last, inEnglish, inIndonesian) => {
    expect(english.days(first, last)).toBe(inEnglish);
    expect(indonesian.days(first, last)).toBe(inIndonesian);
  },
);

describe('times', () => {
  test('are shown in the schedule’s zone, whatever offset they came with', () => {
    expect(english.time(seven)).toBe('07:00');
    expect(english.time('2026-11-24T07:00:00.000+07:00')).toBe('07:00');
    expect(indonesian.time(seven)).toBe('07.00');
    expect(english.clock('2026-11-24T00:00:05Z')).toBe('07:00:05');
    expect(createFormat(languages.en.locale, 'Europe/Berlin').time(seven)).toBe('01:00');
  });

  test('have their day unless it is today in that zone', () => {
    const lateInJakarta = Date.parse('2026-11-24T16:59:00Z');
    expect(english.moment(seven, lateInJakarta)).toBe('07:00');
    expect(english.moment(seven, lateInJakarta + 120_000)).toBe('Tue 24 Nov, 07:00');
    expect(indonesian.moment(seven, lateInJakarta + 120_000)).toBe('Sel, 24 Nov, 07.00');
  });

  test.each([
    ['Asia/Jakarta', 'WIB', '07'],
    ['Asia/Makassar', 'WITA', '08'],
    ['Asia/Jayapura', 'WIT', '09'],
    ['Europe/Berlin', 'GMT+1', '01'],
    ['UTC', 'UTC', '00'],
  ])('in a sentence name their zone, and in Indonesian say that they are times: %s', (zone, name, hour) => {
    const now = Date.parse(seven);
    const [inEnglish, inIndonesian] = [languages.en, languages.id].map(({ locale }) =>
      createFormat(locale, zone),
    );
    expect(inEnglish?.told(seven, now)).toBe(`${hour}:00\u00a0${name}`);
    expect(inIndonesian?.told(seven, now)).toBe(`pukul ${hour}.00\u00a0${name}`);
    expect(inEnglish?.told(seven, now + 86_400_000 * 7)).toMatch(`, ${hour}:00\u00a0${name}`);
    expect(inIndonesian?.told(seven, now + 86_400_000 * 7)).toMatch(` Nov pukul ${hour}.00\u00a0${name}`);
  });

  test.each([
    ['a pause until 2036', '2036-11-28T00:00:00Z', 'Fri, 28 Nov 2036, 07:00', 'Jum, 28 Nov 2036, 07.00'],
    ['last year’s run', '2025-12-31T00:00:00Z', 'Wed, 31 Dec 2025, 07:00', 'Rab, 31 Des 2025, 07.00'],
    ['the last minute of this year', '2026-12-31T16:59:00Z', 'Thu 31 Dec, 23:59', 'Kam, 31 Des, 23.59'],
    ['the first of the next', '2026-12-31T17:00:00Z', 'Fri, 1 Jan 2027, 00:00', 'Jum, 1 Jan 2027, 00.00'],
  ])('have their year unless it is this one in that zone: %s', (_, instant, inEnglish, inIndonesian) => {
    const now = Date.parse(seven);
    expect(english.moment(instant, now)).toBe(inEnglish);
    expect(indonesian.moment(instant, now)).toBe(inIndonesian);
  });

  test('have their year as days, in lists and below charts, too', () => {
    const newYear = Date.parse('2026-12-31T17:00:00Z');
    expect([english.day(seven, newYear), english.day(seven, newYear - 1)]).toEqual(['24 Nov 2026', '24 Nov']);
    expect([indonesian.day(seven, newYear), indonesian.day(seven, newYear - 1)]).toEqual([
      '24 Nov 2026',
      '24 Nov',
    ]);
    expect(english.weekday(seven, newYear)).toBe('Tue, 24 Nov 2026');
    expect(english.weekday(newYear, newYear - 1)).toBe('Fri, 1 Jan 2027');
    expect(indonesian.weekday(newYear, newYear - 1)).toBe('Jum, 1 Jan 2027');
    expect(english.weekday(newYear, newYear)).toBe('Fri 1 Jan');
  });

  test('never show midnight as 24', () => {
    expect(english.time('2026-11-23T17:00:00Z')).toBe('00:00');
  });

  test('show a range of dates as one', () => {
    expect(english.dates('2026-11-23', '2026-11-24')).toMatch(/^23\s?–\s?24 Nov 2026$/);
    expect(indonesian.dates('2026-11-24', '2026-11-24')).toBe('24 Nov 2026');
  });
});

describe('durations', () => {
  test.each([
    [0, '0 sec', '0 detik'],
    [0.4, '0 sec', '0 detik'],
    [45, '45 sec', '45 detik'],
    [59.6, '1 min', '1 menit'],
    [90, '1 min 30 sec', '1 menit 30 detik'],
    [599, '9 min 59 sec', '9 menit 59 detik'],
    [2_729, '45 min', '45 menit'],
    [5_400, '1 hr 30 min', '1 jam 30 menit'],
    [3_605, '1 hr', '1 jam'],
    [90_000, '1 day 1 hr', '1 hari 1 jam'],
    [-5, '0 sec', '0 detik'],
  ])('%d seconds are %j and %j', (seconds, inEnglish, inIndonesian) => {
    expect(english.duration(seconds)).toBe(inEnglish);
    expect(indonesian.duration(seconds)).toBe(inIndonesian);
  });

  test.each([
    [0, '0:00:00'],
    [0.2, '0:00:01'],
    [59, '0:00:59'],
    [10_799, '2:59:59'],
    [90_000, '25:00:00'],
    [-3, '0:00:00'],
  ])('a countdown of %d seconds shows %s', (seconds, text) => {
    expect(english.countdown(seconds)).toBe(text);
  });
});

test('numbers and shares are written as the language does', () => {
  expect([english.number(45.04, 1), indonesian.number(45.04, 1)]).toEqual(['45.0', '45,0']);
  expect([english.percent(0.9534), indonesian.percent(0.9534)]).toEqual(['95.3%', '95,3%']);
  expect(english.number(12_345)).toBe('12,345');
});

describe('what is typed into a date-time field', () => {
  test.each([
    ['2026-11-26T07:00', jakarta, '2026-11-26T07:00:00+07:00'],
    ['2026-07-01T07:00', 'Europe/Berlin', '2026-07-01T07:00:00+02:00'],
    ['2026-12-01T07:00', 'Europe/Berlin', '2026-12-01T07:00:00+01:00'],
    // Minutes after the change of 25 October 2026 at 01:00 UTC.
    ['2026-10-25T03:30', 'Europe/Berlin', '2026-10-25T03:30:00+01:00'],
    ['2026-11-26T07:00', 'America/St_Johns', '2026-11-26T07:00:00-03:30'],
    ['2026-11-26T07:00', 'UTC', '2026-11-26T07:00:00+00:00'],
  ])('%s in %s is the instant %s', (typed, zone, iso) => {
    expect(wallClockToIso(typed, zone)).toBe(iso);
    expect(isoToWallClock(Date.parse(iso), zone)).toBe(typed);
  });

  test.each(['', '2026-11-26', '2026-13-01T00:00', 'tomorrow'])('%j is no instant', (typed) => {
    expect(wallClockToIso(typed, jakarta)).toBeUndefined();
  });

  test('today is that of the zone', () => {
    expect(dateIn(Date.parse('2026-11-23T17:00:00Z'), jakarta)).toBe('2026-11-24');
    expect(dateIn(Date.parse('2026-11-23T16:59:59Z'), jakarta)).toBe('2026-11-23');
  });
});

test('a name cannot turn the sentence around it', () => {
  expect(isolate('siti')).toBe('\u2068siti\u2069');
  expect(isolate('\u202esiti\u2069\u2066')).toBe('\u2068siti\u2069');
});
