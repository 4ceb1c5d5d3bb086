/** The schedule document over HTTP: it is shown, replaced, previewed, and refused where it is wrong. */
import { describe, expect, test } from 'vitest';
import { setInterval } from '../../src/operations/commands/set-interval.ts';
import { tick } from '../../src/operations/tick.ts';
import { minutes, plus } from '../../src/core/time/time.ts';
import { callerOf } from '../operations/support/caller.ts';
import { recordingLog } from '../operations/support/recording-log.ts';
import { settings, start } from '../support/core-samples.ts';
import { sampleDocument } from '../support/schedule-documents.ts';
import { startScheduleApp } from './support/schedule-app.ts';

const plain = { rule: { kind: 'interval', hours: 6 }, time_zone: 'Asia/Jakarta', days_back: 1 };
const withRule = (rule: object) => ({ ...plain, rule });
const tagOf = ({ headers }: { headers?: unknown }) =>
  new Headers(headers as Record<string, string>).get('etag');

describe('PUT', () => {
  test('replaces the document, counts the revision and puts off the next slot by the start delay', async () => {
    const { ask, put, control, logged } = startScheduleApp();
    const answer = await put({ document: sampleDocument, reason: 'closing' });
    expect(answer).toMatchObject({ status: 200, jsonBody: { message: 'Schedule changed: revision 1' } });
    expect(control().config.notBefore).toBe(plus(start, settings.startDelay));
    expect(logged).toMatchObject([{ fields: { event: 'schedule_set' } }]);
    const { jsonBody } = await ask('schedule');
    const { document, revision, words, warnings } = jsonBody.data;
    expect(revision).toBe(1);
    expect(document).toMatchObject({ time_zone: 'Asia/Jakarta', catch_up: false, least_gap_minutes: 10 });
    expect(document.profiles[3].rule.anchor).toBe('2026-12-28T00:00:00.000+07:00');
    expect(document.blackouts[0]).toMatchObject({ label: 'Tutup buku', by: 'siti', by_id: 'user:aad::siti' });
    expect(words.profiles[1]).toEqual({
      name: 'Malam',
      when: {
        en: 'Monday to Friday, from 22:00 to 06:00 of the next day',
        id: 'Senin sampai Jumat, pukul 22.00 sampai 06.00 hari berikutnya',
      },
      rule: { en: 'at 02:00 and 22:00', id: 'pukul 02.00 dan 22.00' },
    });
    expect(words.profiles[3].when).toEqual({
      en: 'from 28 December 2026 to 31 December 2026',
      id: 'tanggal 28 Desember 2026 sampai 31 Desember 2026',
    });
    expect(warnings).toEqual(expect.any(Array));
  });

  test('of what GET has shown changes nothing, and keeps who set a blackout and the grid of a fixed rate', async () => {
    const { ask, put, control, clock } = startScheduleApp();
    await put({ document: sampleDocument });
    const before = control();
    await clock.advance(minutes(9));
    const shown = await ask('schedule');
    const again = await put({ document: shown.jsonBody.data.document }, { 'if-match': tagOf(shown) ?? '' });
    expect(again).toMatchObject({ status: 200, jsonBody: { data: { revision: 1 } } });
    expect(control().config).toEqual(before.config);
  });

  test('without If-Match gets 428, with another revision 412 and the one in force, and changes nothing', async () => {
    const { put, control } = startScheduleApp();
    await put({ document: plain }, { 'if-match': '"0"' });
    const { config } = control();
    expect(await put({ document: sampleDocument }, {})).toMatchObject({
      status: 428,
      jsonBody: { error: { code: 'precondition_required' } },
    });
    expect(await put({ document: sampleDocument }, { 'if-match': '"0"' })).toMatchObject({
      status: 412,
      jsonBody: { error: { code: 'revision_changed', revision: 1 } },
    });
    for (const odd of ['1', '"a"', '"1", "2"', 'W/"1"x']) {
      expect(await put({ document: sampleDocument }, { 'if-match': odd })).toMatchObject({ status: 400 });
    }
    expect(control().config).toEqual(config);
  });

  test('with the same Idempotency-Key is answered again, also once somebody else has changed the schedule', async () => {
    const { put, control } = startScheduleApp();
    const headers = { 'if-match': '"0"', 'idempotency-key': 'k1' };
    const first = await put({ document: plain }, headers);
    await put({ document: sampleDocument });
    const { config } = control();
    expect((await put({ document: plain }, headers)).jsonBody).toEqual(first.jsonBody);
    expect(await put({ document: sampleDocument }, headers)).toMatchObject({ status: 422 });
    expect(control().config).toEqual(config);
  });

  test('is audited with the whole document before and after', async () => {
    const { put, store } = startScheduleApp();
    await put({ document: sampleDocument, reason: 'closing' });
    const [entry] = (await store.listAudit({ limit: 1 })).entries;
    expect(entry).toMatchObject({ action: 'set_schedule', actor: 'siti', reason: 'closing' });
    expect(JSON.parse(entry?.before ?? '')).toMatchObject({ schedule: { kind: 'interval', hours: 3 } });
    expect(JSON.parse(entry?.after ?? '')).toMatchObject({ catchUp: false, profiles: [{}, {}, {}, {}] });
  });

  test('changes zone and days back, which the slots and their dates follow', async () => {
    const { ask, put, control } = startScheduleApp();
    await put({ document: { ...plain, time_zone: 'Asia/Makassar', days_back: 3 } });
    expect(control().config).toMatchObject({ timeZone: 'Asia/Makassar', daysBack: 3 });
    const { jsonBody } = await ask('schedule');
    expect(jsonBody.data.slots[0].at).toMatch(/\+08:00$/);
    expect(control().config).not.toHaveProperty('format');
  });
});

describe('a preview', () => {
  test('changes nothing, and shows the slots that the schedule has once it is set', async () => {
    const { ask, put, preview, control } = startScheduleApp();
    const before = control();
    const { jsonBody } = await preview(sampleDocument);
    expect(control()).toEqual(before);
    expect(jsonBody.data).toMatchObject({ changes: true, revision: 0 });
    expect(jsonBody.data.slots).toHaveLength(20);
    await put({ document: sampleDocument });
    const shown = await ask('schedule');
    expect(shown.jsonBody.data.slots).toEqual(jsonBody.data.slots);
    expect((await preview(sampleDocument)).jsonBody.data).toMatchObject({ changes: false, revision: 1 });
  });

  test('says from when a slot was moved, and because of what', async () => {
    const { preview, clock } = startScheduleApp();
    await clock.advance(minutes(60));
    const blackouts = [{ label: 'Tutup buku', dates: { from: '2026-11-25', to: '2026-11-26' } }];
    const { jsonBody } = await preview({ ...withRule({ kind: 'cron', expression: '0 3 * * *' }), blackouts });
    const moved = jsonBody.data.slots.find(({ cause }: { cause: string }) => cause === 'moved');
    expect(moved).toMatchObject({
      at: '2026-11-27T00:00:00.000+07:00',
      moved: { from: '2026-11-25T03:00:00.000+07:00', by: { kind: 'blackout', name: 'Tutup buku' } },
      reason: {
        en: 'moved from 25 November 2026, 03:00 because of the blackout "Tutup buku"',
        id: 'digeser dari 25 November 2026 pukul 03.00 karena masa larangan "Tutup buku"',
      },
    });
  });

  test('warns without refusing, and names the place', async () => {
    const { preview } = startScheduleApp();
    const never = { name: 'Mustahil', rule: { kind: 'cron', expression: '0 0 30 2 *' } };
    const blackouts = [{ label: 'lama', dates: { from: '2020-01-01', to: '2020-01-02' } }];
    const { jsonBody } = await preview({ ...plain, profiles: [never], blackouts });
    const found = jsonBody.data.warnings.map(({ code, path }: Record<string, string>) => [code, path]);
    expect(found).toContainEqual(['rule_never_fires', 'profiles.0.rule']);
    expect(found).toContainEqual(['blackout_over', 'blackouts.0']);
  });
});

const night = (window: object) => ({ ...plain, profiles: [{ name: 'a', window, rule: { kind: 'paused' } }] });
const long = Array.from({ length: 100 }, (_, index) => ({
  label: `${String(index)}${'x'.repeat(100)}`,
  instants: { from: '2026-12-05T20:00:00.000+07:00', to: '2026-12-05T23:30:00.000+07:00' },
}));
const holidays = Array.from({ length: 400 }, (_, index) => ({
  date: `20${String(10 + Math.floor(index / 28)).padStart(2, '0')}-01-${String((index % 28) + 1).padStart(2, '0')}`,
  name: 'Hari libur dengan nama yang panjang sekali',
}));

describe('a document that is wrong gets a 4xx that names the path and what was expected, and the schedule stays', () => {
  test.each([
    [
      'a cron field out of range',
      withRule({ kind: 'cron', expression: '61 7 * * *' }),
      'rule.expression',
      /0 to 59.*minute/,
    ],
    [
      'a cron of six fields',
      withRule({ kind: 'cron', expression: '0 0 7 * * *' }),
      'rule.expression',
      /five fields/,
    ],
    ['an unknown rule', withRule({ kind: 'daily' }), 'rule.kind', /"interval", "cron" and "paused"/],
    ['hours out of range', withRule({ kind: 'interval', hours: 25 }), 'rule.hours', /0\.5 to 24/],
    ['an unknown zone', { ...plain, time_zone: 'Asia/Atlantis' }, 'time_zone', /IANA time zone/],
    ['a window without an end', night({ from: '22:00' }), 'profiles.0.window.to', /HH:MM/],
    ['a window of no length', night({ from: '22:00', to: '22:00' }), 'profiles.0.window.to', /differs/],
    [
      'a local time that does not exist',
      night({ from: '24:00', to: '06:00' }),
      'profiles.0.window.from',
      /HH:MM/,
    ],
    [
      'a blackout that ends before it begins',
      { ...plain, blackouts: [{ label: 'x', dates: { from: '2026-12-02', to: '2026-12-01' } }] },
      'blackouts.0.dates.to',
      /not before the first/,
    ],
    [
      'instants that end before they begin',
      {
        ...plain,
        blackouts: [{ label: 'x', instants: { from: '2026-12-02T00:00:00Z', to: '2026-12-01T00:00:00Z' } }],
      },
      'blackouts.0.instants.to',
      /after the beginning/,
    ],
    [
      'a blackout without a time',
      { ...plain, blackouts: [{ label: 'x' }] },
      'blackouts.0',
      /dates or instants/,
    ],
    [
      'a date that does not exist',
      { ...plain, blackouts: [{ label: 'x', dates: { from: '2026-02-30', to: '2026-03-01' } }] },
      'blackouts.0.dates.from',
      /exists/,
    ],
    [
      'a calendar that is missing',
      { ...plain, profiles: [{ name: 'a', calendar: { name: 'b' }, rule: { kind: 'paused' } }] },
      'profiles.0.calendar.name',
      /no calendar/,
    ],
    [
      'two profiles of one name',
      { ...plain, profiles: ['A', 'a'].map((name) => ({ name, rule: { kind: 'paused' } })) },
      'profiles.1.name',
      /no other/,
    ],
    [
      'an adaptive interval under cron',
      { ...withRule({ kind: 'cron', expression: '0 7 * * *' }), adaptive: sampleDocument.adaptive },
      'adaptive',
      /interval as default rule/,
    ],
    ['days back beyond the longest range', { ...plain, days_back: 31 }, 'days_back', /RANGE_MAX_DAYS/],
    ['an unknown field', { ...plain, profile: [] }, 'profile', /only the fields/],
    [
      'an unknown field within',
      { ...plain, profiles: [{ name: 'a', rul: 1, rule: { kind: 'paused' } }] },
      'profiles.0.rul',
      /only the fields/,
    ],
    ['a missing rule', { time_zone: 'UTC', days_back: 0 }, 'rule', /rule with kind/],
    ['too many blackouts', { ...plain, blackouts: [...long, ...long] }, 'blackouts', /100 blackouts/],
    [
      'more than its row holds',
      { ...plain, blackouts: long, calendars: [{ name: 'a', days: holidays }] },
      '',
      /at most 30000 characters.*would have \d+ \(calendars \d+, blackouts \d+, .*shorten/,
    ],
  ])('%s', async (_, document, path, expected) => {
    const { put, preview, control } = startScheduleApp();
    await put({ document: { ...plain, days_back: 2 } });
    const before = control();
    const field = ['document', path].filter((each) => each !== '').join('.');
    for (const answer of [await put({ document }), await preview(document)]) {
      expect(answer).toMatchObject({ status: 400, jsonBody: { error: { code: 'invalid_request' } } });
      expect(answer.jsonBody.error.details).toContainEqual(
        expect.objectContaining({ field, expected: expect.stringMatching(expected) }),
      );
    }
    expect(control()).toEqual(before);
  });

  test('a body beyond 60 KiB, and one that is no document', async () => {
    const { put } = startScheduleApp();
    expect(await put({ document: plain, reason: 'x'.repeat(65_536) })).toMatchObject({ status: 413 });
    for (const document of [null, [], 'text', 7])
      expect(await put({ document })).toMatchObject({ status: 400 });
    expect(await put({})).toMatchObject({ status: 400 });
  });
});

test('what contradicts the rest of the document is named with its value', async () => {
  const { preview } = startScheduleApp();
  const paused = { kind: 'paused' };
  const wrong = {
    ...plain,
    profiles: [
      { name: 'A', rule: paused },
      { name: 'a', calendar: { name: 'b' }, rule: paused },
    ],
    adaptive: { by: 'duration', factor: 4, runs: 10, least: 6, most: 2, hysteresis: 0.2 },
  };
  const { message } = (await preview(wrong)).jsonBody.error;
  expect(message).toContain(
    'document.adaptive.most: expected an upper bound (most) that is not below the lower one (least), got 2',
  );
  const { message: second } = (await preview({ ...wrong, adaptive: null })).jsonBody.error;
  expect(second).toContain('document.profiles.1.name: expected a name that no other of them has, got "a"');
  expect(second).toContain(
    'document.profiles.1.calendar.name: expected no calendar, because the document has none, got "b"',
  );
  const { message: third } = (await preview({ ...plain, days_back: 31 })).jsonBody.error;
  expect(third).toContain('(RANGE_MAX_DAYS), got 31');
});

test('set-interval changes the default rule alone, and counts as a change of the document', async () => {
  const { put, ask, world } = startScheduleApp();
  await put({ document: sampleDocument });
  const { document } = (await ask('schedule')).jsonBody.data;
  await setInterval(world, callerOf('set_interval'), { hours: 5 });
  const after = (await ask('schedule')).jsonBody.data;
  expect(after.document).toEqual({ ...document, rule: { ...document.rule, hours: 5 } });
  expect(after.revision).toBe(2);
  expect(await put({ document }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
});

test('the tick follows the document: a profile that permits no runs keeps them away', async () => {
  const { put, world, control, clock } = startScheduleApp();
  await put({ document: { ...plain, profiles: [{ name: 'Tutup', rule: { kind: 'paused' } }] } });
  await clock.advance(minutes(600));
  await tick(world, recordingLog().log);
  expect(control().state.active).toBeUndefined();
});
