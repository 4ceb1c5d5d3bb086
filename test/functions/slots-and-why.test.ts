/** What the answers about slots carry for people and for calendars, and when a caller who has one gets 304. */
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { toSlotsCalendar } from '../../src/api/views/slots-calendar.ts';
import { toSlotsView } from '../../src/api/views/slots-view.ts';
import { minutes, seconds } from '../../src/core/time/time.ts';
import { afterHours, afterMinutes, configWith, jakarta, start, waitingRun } from '../support/core-samples.ts';
import { startScheduleApp } from './support/schedule-app.ts';

describe('an event of the feed', () => {
  const slot = { at: afterHours(1), cause: 'cron', moved: undefined } as const;
  const eventOf = (more: object) => {
    const usual = { runs: 3, median: seconds(90), p95: undefined };
    const slots = [{ ...slot, profile: undefined, estimated: false, overlapped: false, ...more }];
    const { text } = toSlotsCalendar({ config: configWith(), now: start, usual, slots }, 'spJamkerja', 'en');
    const [event] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    return (name: string) => String(event?.getFirstPropertyValue(name));
  };

  test('lasts as long as a run usually takes, in whole minutes', () => {
    expect(eventOf({})('duration')).toBe('PT2M');
  });

  test.each([
    [{}, 'CONFIRMED', /\w/],
    [{ estimated: true }, 'TENTATIVE', /\w/],
    [{ overlapped: true }, 'TENTATIVE', /would be skipped\.$/],
  ])('%j is %s', (more, status, description) => {
    const event = eventOf(more);
    expect(event('status')).toBe(status);
    expect(event('description')).toMatch(description);
  });

  test('has the profile as its category, whatever its name has in it', () => {
    expect(eventOf({ profile: 'Malam, "akhir"; pekan' })('categories')).toBe('Malam, "akhir"; pekan');
  });
});

test('the delay of a slot is the time from the slot to its run; pauses and other runs stand beside them', () => {
  const run = waitingRun({ createdAt: afterMinutes(65) });
  const read = {
    from: start,
    to: afterHours(2),
    timeZone: jakarta,
    gaps: [],
    pauses: [{ from: start, to: afterHours(1) }],
    otherRuns: [{ ...run, trigger: 'backfill' as const }],
    complete: true,
    ticksSince: undefined,
  };
  const records = [{ at: afterHours(1), fate: 'ran', missed: 0, run } as const];
  const view = toSlotsView({ ...read, records });
  expect(view.slots).toMatchObject([{ delay_seconds: 300, run: { id: run.id } }]);
  expect(view.other_runs).toMatchObject([{ run_id: run.id, trigger: 'backfill', outcome: null }]);
  expect(view.pauses.map(({ to }) => to)).toEqual([view.slots[0]?.at]);
});

describe('who has the answer already gets 304 while nothing else than the time has changed', () => {
  test.each([
    ['why', { at: '2026-11-24T06:00' }],
    ['slots', {}],
  ] as const)('%s', async (name, query) => {
    const { ask, put, clock } = startScheduleApp();
    const first = await ask(name, { query });
    expect(first.status).toBe(200);
    const etag = new Headers(first.headers as Record<string, string>).get('etag') ?? '';
    await clock.advance(minutes(1));
    expect(await ask(name, { query, headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 });
    await put({ document: { rule: { kind: 'paused' }, time_zone: 'Asia/Makassar', days_back: 1 } });
    expect(await ask(name, { query, headers: { 'if-none-match': etag } })).toMatchObject({ status: 200 });
  });
});
