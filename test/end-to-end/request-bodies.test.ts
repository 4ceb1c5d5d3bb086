/** Bodies that no route takes: each gets an exact refusal, and nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  invalidMessage,
  named,
  postRaw,
  type QuietApp,
  refusalOf,
  startQuietApp,
} from '../support/refused-over-http.ts';

let quiet: QuietApp;
beforeAll(async () => {
  quiet = await startQuietApp();
});
afterAll(async () => quiet?.[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const unknownRun = '01M83TWC6WTENC80CQS4R1FZWR';

interface BodyRoute {
  readonly path: string;
  readonly fields: string;
  /** What makes the rest of a body valid. */
  readonly valid: Readonly<Record<string, unknown>>;
}

const routesWithBody: readonly BodyRoute[] = [
  { path: '/scheduler/start', fields: 'reason', valid: {} },
  { path: '/scheduler/stop', fields: 'reason, until, cancel, run_id', valid: {} },
  { path: '/scheduler/force-execute', fields: 'awal, akhir, reason', valid: {} },
  { path: '/scheduler/set-interval', fields: 'hours, after, reason', valid: { hours: 6 } },
  { path: `/scheduler/runs/${unknownRun}/cancel`, fields: 'reason', valid: {} },
];

describe.each(routesWithBody)('POST $path', ({ path, fields, valid }) => {
  const deep = '['.repeat(8_000) + ']'.repeat(8_000);
  const reason = 'reason: expected 1 to 500 characters on one line, got';
  const hostile = `{"__proto__": {"reason": "x"}, ${JSON.stringify(valid).slice(1)}`.replace(', }', '}');

  it.each(
    named([
      ['[]', 'body: expected a JSON object, got a list'],
      ['"pause"', 'body: expected a JSON object, got "pause"'],
      ['null', 'body: expected a JSON object, got null'],
      ['17', 'body: expected a JSON object, got 17'],
      [deep, 'body: expected a JSON object, got a list'],
      [hostile, `__proto__: expected only the fields ${fields}, got an object`],
      [{ ...valid, hour: 6 }, `hour: expected only the fields ${fields}, got 6`],
      [{ ...valid, reason: '' }, `${reason} ""`],
      [{ ...valid, reason: ' \t ' }, `${reason} " \\t "`],
      [{ ...valid, reason: 'a\n🚀 Executing' }, `${reason} "a\\n🚀 Executing"`],
      [{ ...valid, reason: 5 }, `${reason} 5`],
      [{ ...valid, reason: null }, `${reason} null`],
      [{ ...valid, reason: { text: 'x' } }, `${reason} an object`],
      [{ ...valid, reason: 'r'.repeat(501) }, `${reason} "${'r'.repeat(120)}…"`],
    ]),
  )('refuses the body %s', async (_, body, message) => {
    expect(await invalidMessage(quiet.app, () => quiet.app.post(path, body))).toBe(message);
  });

  it('refuses query parameters, which it would have to ignore', async () => {
    const message = 'awal: expected no parameters, got "2026-01-01"';
    expect(await invalidMessage(quiet.app, () => quiet.app.post(`${path}?awal=2026-01-01`, valid))).toBe(
      message,
    );
  });

  it.each([
    ['{"reason":', /^body: expected JSON \(.+\), got "\{\\"reason\\":"$/],
    ['{"hours": NaN}', /^body: expected JSON \(Unexpected token 'N', .+\), got "\{\\"hours\\": NaN\}"$/],
    ["{'hours': 6}", /^body: expected JSON \(/],
    [
      Buffer.from('{"reason":"\xFF"}', 'latin1'),
      /^body: expected JSON in UTF-8, got "\{\\"reason\\":\\"\uFFFD/,
    ],
  ])('refuses %s, which is no JSON', async (body, message) => {
    const { status, body: answer } = await refusalOf(quiet.app, () => postRaw(quiet.app, path, body, json));
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code: 'malformed_json', message: expect.stringMatching(message) });
    expect(answer.error.details).toMatchObject([{ field: 'body', value: expect.stringContaining('{') }]);
  });

  const large = JSON.stringify({ reason: 'ä'.repeat(8_186) });
  it('refuses a chunked body, which the host drops: its contents would be lost', async () => {
    const inPieces = new Blob([JSON.stringify(valid)]).stream();
    const { status, body: answer } = await refusalOf(quiet.app, () =>
      postRaw(quiet.app, path, inPieces, json),
    );
    expect(status).toBe(411);
    expect(answer.error).toMatchObject({
      code: 'length_required',
      message: expect.stringContaining('Content-Length'),
    });
  });

  it('refuses a body of 16 KiB and one byte', async () => {
    expect(Buffer.byteLength(large)).toBe(16_385);
    const { status, body: answer } = await refusalOf(quiet.app, () => postRaw(quiet.app, path, large, json));
    expect(status).toBe(413);
    expect(answer.error).toEqual({
      code: 'body_too_large',
      message: 'body: expected at most 16384 bytes, got 16385',
      details: [{ field: 'body', value: 16_385, expected: 'at most 16384 bytes' }],
    });
  });

  it.each([
    [{ 'content-type': 'text/plain' }, 'got "text/plain"'],
    [{ 'content-type': 'application/jsonp' }, 'got "application/jsonp"'],
    [{}, 'got nothing'],
  ])('refuses a body with the headers %j', async (headers: Record<string, string>, got) => {
    const { status, body } = await refusalOf(quiet.app, () =>
      postRaw(quiet.app, path, Buffer.from(JSON.stringify(valid)), headers),
    );
    expect(status).toBe(415);
    expect(body.error.code).toBe('unsupported_media_type');
    expect(body.error.message).toBe(`Content-Type: expected application/json, ${got}`);
    expect(body.error.details).toMatchObject([{ field: 'Content-Type', expected: 'application/json' }]);
  });
});
