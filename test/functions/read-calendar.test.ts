/** Holidays from iCalendar, CSV and lists, as POST /scheduler/schedule/calendar reads them. */
import { describe, expect, test } from 'vitest';
import { startScheduleApp } from './support/schedule-app.ts';

const range = { from: '2026-01-01', to: '2027-12-31' };

async function read(text: string, type = 'text/calendar', query: Readonly<Record<string, string>> = range) {
  const { ask } = startScheduleApp();
  return ask('readCalendar', { text, headers: { 'content-type': type }, query });
}
const daysOf = async (text: string, type?: string, query?: Readonly<Record<string, string>>) => {
  const { jsonBody } = await read(text, type, query);
  return jsonBody.data?.days ?? jsonBody.error;
};
const messageOf = async (text: string) => (await read(text, 'text/plain')).jsonBody.error.message;
const detailsOf = async (text: string, type?: string) => (await read(text, type)).jsonBody.error?.details;

const calendarOf = (...events: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'X-WR-CALNAME:Hari Libur di Indonesia',
    ...events.flatMap((event) => ['BEGIN:VEVENT', event, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');
const natal = 'DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261226\r\nSUMMARY:Hari Natal';

describe('iCalendar', () => {
  test('gives days with their names and kinds, in order', async () => {
    const text = calendarOf(
      natal,
      'DTSTART;VALUE=DATE:20261224\r\nSUMMARY:Cuti Bersama Natal',
      'DTSTART;VALUE=DATE:20260817\r\nSUMMARY:Hari Kemerdekaan\\, RI\r\nCATEGORIES:hari libur nasional',
    );
    const { jsonBody } = await read(text);
    expect(jsonBody.data).toEqual({
      name: 'Hari Libur di Indonesia',
      days: [
        { date: '2026-08-17', name: 'Hari Kemerdekaan, RI', kind: 'hari libur nasional' },
        { date: '2026-12-24', name: 'Cuti Bersama Natal', kind: 'cuti bersama' },
        { date: '2026-12-25', name: 'Hari Natal' },
      ],
      ...range,
      left_out: 0,
    });
  });

  test('several days become that many, by their end or their duration, with or without times', async () => {
    const days = await daysOf(
      calendarOf(
        'DTSTART;VALUE=DATE:20260320\r\nDTEND;VALUE=DATE:20260323\r\nSUMMARY:Idul Fitri',
        'DTSTART;VALUE=DATE:20260601\r\nDURATION:P2D\r\nSUMMARY:Dua hari',
        'DTSTART;TZID=Asia/Jakarta:20260701T080000\r\nDTEND;TZID=Asia/Jakarta:20260702T120000\r\nSUMMARY:Rapat',
      ),
    );
    expect(days.map(({ date }: { date: string }) => date)).toEqual([
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
      '2026-06-01',
      '2026-06-02',
      '2026-07-01',
      '2026-07-02',
    ]);
  });

  test.each([
    ['FREQ=YEARLY', '20201225', ['2026-12-25', '2027-12-25']],
    ['FREQ=YEARLY;UNTIL=20261231', '20201225', ['2026-12-25']],
    ['FREQ=YEARLY;COUNT=8', '20201225', ['2026-12-25', '2027-12-25']],
    ['FREQ=YEARLY;INTERVAL=2', '20201225', ['2026-12-25']],
    ['FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', '20200525', ['2026-05-25', '2027-05-31']],
    [
      'FREQ=YEARLY;BYMONTH=1,7;BYDAY=3FR',
      '20200117',
      ['2026-01-16', '2026-07-17', '2027-01-15', '2027-07-16'],
    ],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', '20200229', ['2026-02-28', '2027-02-28']],
    ['FREQ=YEARLY', '20200229', []],
  ])('%s from %s is expanded within the range', async (rule, start, expected) => {
    const days = await daysOf(
      calendarOf(`UID:1\r\nDTSTART;VALUE=DATE:${start}\r\nRRULE:${rule}\r\nSUMMARY:x`),
    );
    expect(days.map(({ date }: { date: string }) => date)).toEqual(expected);
  });

  test('a repeated event that began before the range is taken as far as it reaches into it', async () => {
    const event =
      'DTSTART;VALUE=DATE:20201231\r\nDTEND;VALUE=DATE:20210102\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:x';
    const days = await daysOf(calendarOf(event));
    const expected = ['2026-01-01', '2026-12-31', '2027-01-01', '2027-12-31'];
    expect(days.map(({ date }: { date: string }) => date)).toEqual(expected);
  });

  test('an occurrence that was moved or left out, and a cancelled event, are not there', async () => {
    const { jsonBody } = await read(
      calendarOf(
        'UID:a\r\nDTSTART;VALUE=DATE:20200501\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20270501\r\nSUMMARY:Hari Buruh',
        'UID:a\r\nRECURRENCE-ID;VALUE=DATE:20260501\r\nDTSTART;VALUE=DATE:20260502\r\nSUMMARY:Hari Buruh (geser)',
        `${natal}\r\nSTATUS:CANCELLED`,
      ),
    );
    expect(jsonBody.data).toMatchObject({
      days: [{ date: '2026-05-02', name: 'Hari Buruh (geser)' }],
      left_out: 2,
    });
  });

  test('a rule from which a library would never come back is refused, and the event named', async () => {
    for (const rule of [
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=SECONDLY',
      'FREQ=YEARLY;BYDAY=MO',
      'FREQ=X',
    ])
      expect(
        await detailsOf(calendarOf(natal, `DTSTART;VALUE=DATE:20200101\r\nRRULE:${rule}\r\nSUMMARY:x`)),
      ).toEqual([
        expect.objectContaining({ field: 'event 2', expected: expect.stringContaining('FREQ=YEARLY') }),
      ]);
  });

  test.each([
    ['no date', 'SUMMARY:Hari Natal', 'event 1', /DTSTART/],
    ['a date that does not exist', 'DTSTART;VALUE=DATE:20261325\r\nSUMMARY:x', 'event 1', /DTSTART/],
    ['no name', 'DTSTART;VALUE=DATE:20261225', 'event 1', /SUMMARY/],
    [
      'an end before its beginning',
      'DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261201\r\nSUMMARY:x',
      'event 1',
      /DTEND/,
    ],
    [
      'a length of years',
      'DTSTART;VALUE=DATE:20200101\r\nDTEND;VALUE=DATE:20300101\r\nSUMMARY:x',
      'event 1',
      /100 days/,
    ],
    [
      'a line that is none',
      'DTSTART;VALUE=DATE:20261225\r\nwhat is this\r\nSUMMARY:x',
      'line 6',
      /line of iCalendar/,
    ],
  ])('an event with %s is refused, and its place named', async (_, event, field, expected) => {
    expect(await detailsOf(calendarOf(event))).toEqual([
      expect.objectContaining({ field, expected: expect.stringMatching(expected) }),
    ]);
  });
});

describe('a list', () => {
  const expected = [
    { date: '2026-12-24', name: 'Cuti bersama', kind: 'cuti bersama' },
    { date: '2026-12-25', name: 'Hari Natal', kind: 'hari libur nasional' },
  ];
  test.each([
    [
      'text/plain',
      '# libur\n2026-12-25 Hari Natal [hari libur nasional]\n\n2026-12-24 Cuti bersama [cuti bersama]\n',
    ],
    [
      'text/csv',
      'date,name,kind\r\n2026-12-24,Cuti bersama,cuti bersama\r\n2026-12-25,"Hari Natal",hari libur nasional',
    ],
    ['text/csv', '\uFEFF2026-12-24;Cuti bersama;cuti bersama\n2026-12-25;Hari Natal;'],
  ])('as %s gives the same days', async (type, text) => {
    expect(await daysOf(text, type, { ...range, kind: 'hari libur nasional' })).toEqual(expected);
  });

  test('may have separators and quotation marks within a name', async () => {
    expect(await daysOf('2026-12-25,"Natal, ""besar""",x', 'text/csv')).toEqual([
      { date: '2026-12-25', name: 'Natal, "besar"', kind: 'x' },
    ]);
  });

  test('with wrong lines is refused, and each of them named', async () => {
    expect(
      await detailsOf('2026-12-25 Natal\n25/12/2026 Natal\n2026-02-30 Tidak ada\n2026-12-26', 'text/plain'),
    ).toEqual(['line 2', 'line 3', 'line 4'].map((field) => expect.objectContaining({ field })));
  });
});

describe('what is no calendar, or too large, gets a 4xx', () => {
  const event = `BEGIN:VEVENT\r\n${natal}\r\nEND:VEVENT\r\n`;
  const short = 'BEGIN:VEVENT\r\nDTSTART:20261225\r\nSUMMARY:x\r\nEND:VEVENT\r\n';
  const odd = short.replace('BEGIN:', 'BEGIN;X=y:');
  const many = Array.from(
    { length: 450 },
    (_, index) =>
      `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')} n${index}`,
  ).join('\n');
  test.each([
    ['nothing', '', 400],
    ['garbage', '\u0001\u0002 what?', 400],
    ['a calendar that does not end', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n', 400],
    ['a visiting card', 'BEGIN:VCARD\r\nEND:VCARD', 400],
    ['nested without end', 'BEGIN:VCALENDAR\r\n'.repeat(3_000), 400],
    ['5 MB', event.repeat(60_000), 413],
    ['10,000 events', `BEGIN:VCALENDAR\r\n${event.repeat(10_000)}END:VCALENDAR`, 413],
    ['3,000 events', `BEGIN:VCALENDAR\r\n${short.repeat(3_000)}END:VCALENDAR`, 400],
    ['3,000 events that begin in another form', `BEGIN:VCALENDAR\r\n${odd.repeat(3_000)}END:VCALENDAR`, 400],
    ['3,000 lines', '2026-12-25 x\n'.repeat(3_000), 400],
    ['more days than a document holds', many, 400],
  ])('%s', async (_, text, status) => {
    const answer = await read(text, 'text/plain');
    expect(answer.status).toBe(status);
    expect(answer.jsonBody.error.details).toHaveLength(1);
  });

  test('which names what there is, and how much there may be', async () => {
    expect(await messageOf(event.repeat(60_000))).toBe(
      `body: expected at most 245760 bytes, got ${event.length * 60_000}`,
    );
    expect(await messageOf(`BEGIN:VCALENDAR\r\n${short.repeat(3_000)}END:VCALENDAR`)).toBe(
      'text: expected at most 2000 events, got 3000',
    );
    expect(await messageOf('2026-12-25 x\n'.repeat(3_000))).toBe(
      'text: expected at most 2000 lines with a day, got 3000',
    );
    expect(await messageOf(calendarOf('DTSTART;VALUE=DATE:20261399\r\nSUMMARY:Hari Natal'))).toBe(
      'event 1: expected a DTSTART with a date that exists, in "Hari Natal", got "20261399"',
    );
  });

  // An earlier version took up to ten minutes for one of them.
  const allDays = Array.from({ length: 31 }, (_, index) => index + 1).join(',');
  const allMonths = Array.from({ length: 12 }, (_, index) => index + 1).join(',');
  const events = (lines: string) =>
    calendarOf(...Array.from({ length: 1_000 }, () => `${lines}\r\nSUMMARY:x`));
  const last = { from: '9990-01-01', to: '9999-12-31' };
  test.each([
    ['an event since the year 1, a thousand times', events('DTSTART:00010101\r\nRRULE:FREQ=YEARLY'), last],
    [
      'a count that never comes, a thousand times',
      events('DTSTART:00010101\r\nRRULE:FREQ=YEARLY;COUNT=99;BYMONTH=2;BYMONTHDAY=30'),
      last,
    ],
    [
      'every day of ten years, a thousand times',
      events(`DTSTART:00010101\r\nRRULE:FREQ=YEARLY;BYMONTH=${allMonths};BYMONTHDAY=${allDays}`),
      last,
    ],
    ['a hundred days, a thousand times', events('DTSTART:20260101\r\nDTEND:20260411'), range],
    [
      'a hundred days from each of 20,000 dates',
      calendarOf(
        `DTSTART:20260101\r\nDTEND:20260411\r\nSUMMARY:x\r\nRDATE:${'20270101,20260601,'.repeat(10_000)}`,
      ),
      range,
    ],
    ['a list behind a screen of blanks', `${' '.repeat(240_000)}2026-12-25 x`, range],
  ])(
    '%s is read or refused without delay',
    async (_, text, query) => {
      expect((await read(text, 'text/calendar', query)).status).toBeLessThan(500);
    },
    20_000,
  );

  test('another type, an odd range and an unknown parameter', async () => {
    expect(await read(natal, 'application/pdf')).toMatchObject({ status: 415 });
    expect(await read('2026-12-25 x', 'text/plain', { from: '2026-02-01', to: '2026-01-01' })).toMatchObject({
      status: 400,
    });
    expect(await read('2026-12-25 x', 'text/plain', { from: '2026-02-01', to: '2126-01-01' })).toMatchObject({
      status: 400,
    });
    expect(await read('2026-12-25 x', 'text/plain', { form: '2026-02-01' })).toMatchObject({ status: 400 });
  });
});

test('a browser that is signed in sends the text within JSON', async () => {
  const { ask } = startScheduleApp();
  const text = JSON.stringify({ text: '2026-12-25 Hari Natal', kind: 'hari libur nasional' });
  const answer = await ask('readCalendar', { text, headers: { 'content-type': 'application/json' } });
  expect(answer.jsonBody.data).toEqual({
    name: null,
    days: [{ date: '2026-12-25', name: 'Hari Natal', kind: 'hari libur nasional' }],
    from: '2026-01-01',
    to: '2027-12-31',
    left_out: 0,
  });
});
