/** What callers may send, and how a bad request is told. */
import { describe, expect, test } from 'vitest';
import { parseRequest } from '../../src/api/parse-request.ts';
import { NoParameters, RunsQuery } from '../../src/api/schemas/query-parameters.ts';
import {
  ForceExecuteRequest,
  IdempotencyHeader,
  SetIntervalRequest,
  StartRequest,
  StopRequest,
} from '../../src/api/schemas/requests.ts';
import { escapeHidden, hiddenIn } from '../../src/core/hidden-characters.ts';
import { at } from '../support/core-samples.ts';
import { refusal, schemas, type Schema } from '../support/refusals.ts';

describe('a request is accepted', () => {
  const range = { awal: '2026-11-01', akhir: '2026-11-02' };
  const until = '2026-11-24T07:00:00+07:00';
  const letters = 'Ibu Siti 👩‍👩‍👧 می‌خواهم ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301 日本語';
  const page = { outcome: 'active', before: '01M83TWC6WTENC80CQS4R1FZWR' };
  test.each([
    ['an empty force-execute', ForceExecuteRequest, {}, {}],
    ['a range', ForceExecuteRequest, { ...range, reason: ' late ' }, { ...range, reason: 'late' }],
    ['names and emoji with joiners', StartRequest, { reason: letters }, { reason: letters }],
    ['half an hour', SetIntervalRequest, { hours: 0.5 }, { hours: 0.5 }],
    ['a fixed rate', SetIntervalRequest, { hours: 24, after: 'start' }, { hours: 24, after: 'start' }],
    ['a stop until an instant', StopRequest, { until }, { until: at('2026-11-24T00:00:00Z') }],
    [
      'nanoseconds and beyond',
      StopRequest,
      { until: `2026-11-24T07:00:00.9999999999+07:00` },
      { until: at('2026-11-24T00:00:00.999Z') },
    ],
    [
      'an offset of a day',
      StopRequest,
      { until: '2026-11-24T23:58:00+23:59' },
      { until: at('2026-11-23T23:59:00Z') },
    ],
    [
      'the last instant before 2100',
      StopRequest,
      { until: '2099-12-31T23:59:59.999Z' },
      { until: at('2099-12-31T23:59:59.999Z') },
    ],
    ['a query without parameters', RunsQuery, {}, { limit: 20 }],
    ['a full query', RunsQuery, { limit: '100', ...page }, { limit: 100, ...page }],
  ])('%s', (_, schema, input, value) => {
    expect(parseRequest(schema, input)).toEqual({ kind: 'parsed', value });
  });
});

describe('a request is refused with the field, its value and what was expected', () => {
  const date = 'a calendar date that exists, as YYYY-MM-DD';
  const instant = 'an ISO 8601 instant with an offset, such as 2026-11-24T07:00:00+07:00';
  const farthest = 'an instant before the year 2100; leave it out to pause without an end';
  const reason = '1 to 500 characters on one line';
  const limit = 'a whole number from 1 to 100';
  const hours = 'a number from 0.5 to 24';
  // The last field of each is the wrong one.
  test.each<readonly [Readonly<Record<string, unknown>>, Schema, string]>([
    [{ awal: '2026-02-30' }, ForceExecuteRequest, date],
    [{ awal: '2025-02-01', akhir: '2025-02-29' }, ForceExecuteRequest, date],
    [{ awal: '2026-11-01T00:00:00' }, ForceExecuteRequest, date],
    [{ awal: 20261101 }, ForceExecuteRequest, date],
    [{ akhir: null }, ForceExecuteRequest, date],
    [{ awal: '0206-11-01' }, ForceExecuteRequest, 'a date from 1900-01-01 on'],
    [{ reason: '  ' }, ForceExecuteRequest, reason],
    [{ reason: 'late\n🚀 Executing spJamkerja' }, ForceExecuteRequest, reason],
    [{ reason: 5 }, ForceExecuteRequest, reason],
    [{ reason: '\u200d\u200c' }, StopRequest, reason],
    [{ reason: '\uFE0F' }, StopRequest, reason],
    [{ reason: '\u0301\u2800' }, StartRequest, reason],
    [{ awall: '2026-11-01' }, ForceExecuteRequest, 'only the fields awal, akhir, reason'],
    [{ hours: '6' }, SetIntervalRequest, hours],
    [{ hours: 0.49 }, SetIntervalRequest, hours],
    [{ hours: 24.01 }, SetIntervalRequest, hours],
    [{ hours: 6, after: 'end' }, SetIntervalRequest, 'finish or start'],
    [{ until: '2026-11-24T07:00:00' }, StopRequest, instant],
    [{ until: '2026-02-30T07:00:00Z' }, StopRequest, instant],
    [{ cancel: 'yes' }, StopRequest, 'true or false'],
    [{ until: '2026-11-24T24:00:00Z' }, StopRequest, instant],
    [{ until: '2026-11-24T23:59:60Z' }, StopRequest, instant],
    [{ until: '+010000-01-01T00:00:00Z' }, StopRequest, instant],
    [{ until: '2026-11-24T07:00:00+24:00' }, StopRequest, instant],
    [{ until: '2100-01-01T00:00:00Z' }, StopRequest, farthest],
    [{ until: '2099-12-31T23:59:59-00:01' }, StopRequest, farthest],
    [{ until: '9999-12-31T23:59:59Z' }, StopRequest, farthest],
    [{ limit: '0' }, RunsQuery, limit],
    [{ limit: '101' }, RunsQuery, limit],
    [{ limit: 'all' }, RunsQuery, limit],
    [{ outcome: 'done' }, RunsQuery, 'one of active, succeeded, failed, timed_out, cancelled, lost, skipped'],
    [{ before: 'yesterday' }, RunsQuery, 'the id of a run'],
    [{ verbose: '1' }, NoParameters, 'no parameters'],
    [JSON.parse('{"__proto__":1}'), StartRequest, 'only the fields reason'],
  ])('%j', (input, schema, expected) => {
    const [field, value] = Object.entries(input).at(-1) ?? [];
    const { code, details, message } = refusal(schema, input);
    expect(code).toBe('invalid_request');
    expect(details).toEqual([{ field, value, expected }]);
    expect(message).toBe(`${field}: expected ${expected}, got ${JSON.stringify(value)}`);
  });

  test.each([
    ['U+202E', 'gnisolc \u202e month-end'],
    ['U+202A', 'call \u202a+62 812\u202a'],
    ['U+2066, U+2069', '\u2066a\u2069'],
    ['U+200E', 'a\u200eb'],
    ['U+061C', 'a\u061cb'],
    ['U+200B', 'a\u200bb'],
    ['U+00AD', 'a\u00adb'],
    ['U+FEFF', 'a\ufeffb'],
    ['U+2060', 'a\u2060b'],
    ['U+0000', 'a\u0000b'],
    ['U+001B', '\u001b[2Ja'],
    ['U+009B', '\u009b2Ja'],
    ['U+D800', 'a\ud800b'],
    ['U+DC00', '\udc00b'],
    ['U+FFFF', 'a\uffffb'],
    ['U+E0001', 'a\u{e0001}b'],
    ['U+E0061, U+E007F', 'a\u{e0061}\u{e007f}b'],
    ['U+E01EF', 'a\u{e01ef}b'],
    ['U+034F', 'a\u034fb'],
    ['U+FE00', 'a\ufe00b'],
    ['U+115F, U+17B4, U+FFA0', '\u2800 \u115F\u17B4\uFFA0'],
  ])('a reason with the invisible %s, which is named and cannot turn the answer round', (codes, text) => {
    for (const schema of [StartRequest, StopRequest, ForceExecuteRequest]) {
      const { details, message } = refusal(schema, { reason: text });
      const expected = `${reason}, without the invisible ${codes}`;
      expect(details).toEqual([{ field: 'reason', value: text, expected }]);
      expect(message).toBe(`reason: expected ${expected}, got ${escapeHidden(JSON.stringify(text))}`);
      expect(hiddenIn(message)).toEqual([]);
    }
  });

  test.each([
    '\u200B \u200C\u200D\u200E\u200F',
    '\u2060\u2061\u2064\u206A\uFEFF',
    '\u00AD\u034F\u061C\u180B\u180E',
    '\u115F\u1160\u3164\uFFA0',
    '\u17B4\u17B5\u2800\uFE00\uFE0F\u{E0100}',
    '\u{E0001}\u{E0041}\u{E007F}',
    '\u0301\u20DD\u0338',
    '\u00A0\u1680\u2000\u200A\u202F\u205F\u3000',
    '\u0085\u2028\u2029',
    '\uE000\u0378\uFFFC\u{10FFFD}',
    '\uD800',
    '\uDC00\uD800',
  ])('a reason that shows nothing: %j', (text) => {
    for (const schema of [StartRequest, StopRequest, ForceExecuteRequest])
      expect(refusal(schema, { reason: text }).details).toMatchObject([{ field: 'reason' }]);
  });

  test('a field with an invisible name cannot turn the answer round either', () => {
    expect(refusal(StartRequest, { 'a\u202e': 'b\u202e' }).message).toBe(
      String.raw`a\u202e: expected only the fields reason, got "b\u202e"`,
    );
  });

  test('a missing field is reported as nothing', () => {
    expect(refusal(SetIntervalRequest, {}).message).toBe(
      'hours: expected a number from 0.5 to 24, got nothing',
    );
  });

  test('every wrong field is reported, not only the first', () => {
    const { details } = refusal(ForceExecuteRequest, { awal: 1, akhir: 2, x: 3, y: 4 });
    expect(details.map(({ field }) => field)).toEqual(['awal', 'akhir', 'x', 'y']);
  });

  test.each(schemas)('%s accepts no list, text, number or null', (_, schema) => {
    const told = [[], 'x', 5, null].map((input) => refusal(schema, input).message);
    expect(told).toEqual(
      ['a list', '"x"', '5', 'null'].map((got) => `body: expected a JSON object, got ${got}`),
    );
  });
});

test.each(['', ' ', 'a/b', 'a b', 'ä', 'a'.repeat(129)])('refuses %j as an Idempotency-Key', (key) => {
  expect(refusal(IdempotencyHeader, { 'Idempotency-Key': key }).message).toContain(
    'Idempotency-Key: expected 1 to 128 letters, digits',
  );
});
