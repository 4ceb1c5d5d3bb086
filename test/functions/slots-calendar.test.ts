/** GET /scheduler/slots.ics: the coming slots as a calendar, read by the library that calendars are read with. */
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { minutes } from '../../src/core/time/time.ts';
import { startScheduleApp } from './support/schedule-app.ts';

const cron = { rule: { kind: 'cron', expression: '0 7,19 * * *' }, time_zone: 'Asia/Jakarta', days_back: 1 };
const longName = 'Malam, akhir pekan; dan hari libur 界界界界界界界界界界界界界界界界界界 😀😀😀';

async function feed({ ask }: ReturnType<typeof startScheduleApp>, query = {}, headers = {}) {
  const answer = await ask('slotsCalendar', { query, headers });
  return { ...answer, text: String(answer.body) };
}
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));

test('every slot is an event of the usual duration, with a name of its own that stays', async () => {
  const there = startScheduleApp();
  await there.put({ document: { ...cron, profiles: [{ name: longName, rule: cron.rule }] } });
  const { text, headers } = await feed(there);
  expect(headers).toMatchObject({ 'Content-Type': 'text/calendar; charset=utf-8' });
  const events = eventsOf(text);
  expect(events).toHaveLength(60);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(60);
  expect(events[0]?.startDate.toString()).toMatch(/T(00|12):00:00Z$/);
  expect(events[0]?.description).toContain(longName);
  await there.clock.advance(minutes(7));
  const later = eventsOf((await feed(there)).text);
  expect(later.map(({ uid }) => uid)).toEqual(events.map(({ uid }) => uid));
});

test('lines end with CRLF and have 75 octets at most, and none is cut within a character', async () => {
  const there = startScheduleApp();
  await there.put({ document: { ...cron, profiles: [{ name: longName, rule: cron.rule }] } });
  const { text } = await feed(there);
  const lines = text.split('\r\n');
  expect(lines.at(-1)).toBe('');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n\uFFFD]/.test(line))).toEqual([]);
  expect(lines).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT15M');
});

test('who has it gets 304 until a slot changes; the titles come in the language asked for', async () => {
  const there = startScheduleApp();
  await there.put({ document: cron });
  const { headers } = await feed(there);
  const etag = new Headers(headers as Record<string, string>).get('etag');
  await there.clock.advance(minutes(1));
  expect(await feed(there, {}, { 'if-none-match': etag })).toMatchObject({ status: 304 });
  const indonesian = (await feed(there, { language: 'id' })).text;
  expect(indonesian).toContain('SUMMARY:spJamkerja terjadwal');
  expect(await feed(there, { language: 'fr' })).toMatchObject({ status: 400 });
});

test('there is nothing in it where no rule has slots', async () => {
  const there = startScheduleApp();
  await there.put({ document: { ...cron, rule: { kind: 'paused' } } });
  expect(eventsOf((await feed(there)).text)).toEqual([]);
});
