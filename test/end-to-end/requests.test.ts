/** What callers must not send, route by route: each gets an exact refusal, and nothing changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, epochMs, epochMsToLocalDate, TimeZone } from '../../src/core/time/time.ts';
import { routes } from '../../src/api/routes.ts';
import { invalidMessage, named, type QuietApp, startQuietApp } from '../support/refused-over-http.ts';

let quiet: QuietApp;
beforeAll(async () => {
  quiet = await startQuietApp();
});
afterAll(async () => quiet?.[Symbol.asyncDispose]());

const unknownRun = '01M83TWC6WTENC80CQS4R1FZWR';
const today = epochMsToLocalDate(epochMs(Date.now()), TimeZone.parse('Asia/Jakarta'));
const daysAgo = (count: number): string => addDays(today, -count);

describe('POST /scheduler/set-interval', () => {
  const expected = 'hours: expected a number from 0.5 to 24, got';
  it.each(
    named([
      [{}, `${expected} nothing`],
      ['', `${expected} nothing`],
      [{ hours: 0.4 }, `${expected} 0.4`],
      [{ hours: 0.4999 }, `${expected} 0.4999`],
      [{ hours: 24.5 }, `${expected} 24.5`],
      [{ hours: -6 }, `${expected} -6`],
      [{ hours: 0 }, `${expected} 0`],
      [{ hours: '6' }, `${expected} "6"`],
      [{ hours: 'NaN' }, `${expected} "NaN"`],
      [{ hours: null }, `${expected} null`],
      [{ hours: true }, `${expected} true`],
      [{ hours: [6] }, `${expected} a list`],
      ['{"hours": 1e999}', `${expected} Infinity`],
      [{ hours: 6, after: 'end' }, 'after: expected finish or start, got "end"'],
      [{ hours: 6, after: null }, 'after: expected finish or start, got null'],
      [{ hours: 25, after: 1 }, `${expected} 25; after: expected finish or start, got 1`],
    ]),
  )('refuses %s', async (_, body, message) => {
    expect(await invalidMessage(quiet.app, () => quiet.app.post('/scheduler/set-interval', body))).toBe(
      message,
    );
  });
});

describe('POST /scheduler/stop', () => {
  const until = 'until: expected an ISO 8601 instant with an offset, such as 2026-11-24T07:00:00+07:00, got';
  it.each(
    named([
      [{ until: '2099-01-01T00:00:00' }, `${until} "2099-01-01T00:00:00"`],
      [{ until: '2099-01-01' }, `${until} "2099-01-01"`],
      [{ until: '2099-02-30T00:00:00Z' }, `${until} "2099-02-30T00:00:00Z"`],
      [{ until: 4_070_908_800_000 }, `${until} 4070908800000`],
      [{ until: null }, `${until} null`],
      [
        { until: '2020-01-01T07:00:00+07:00' },
        'until: expected an instant in the future, got "2020-01-01T07:00:00.000+07:00"',
      ],
      [{ cancel: 'true' }, 'cancel: expected true or false, got "true"'],
      [{ cancel: 1 }, 'cancel: expected true or false, got 1'],
    ]),
  )('refuses %s', async (_, body, message) => {
    expect(await invalidMessage(quiet.app, () => quiet.app.post('/scheduler/stop', body))).toBe(message);
  });
});

describe('POST /scheduler/force-execute', () => {
  const date = 'expected a calendar date that exists, as YYYY-MM-DD, got';
  it.each(
    named([
      [{ awal: '2026-02-30' }, `awal: ${date} "2026-02-30"`],
      [{ akhir: '2025-02-29' }, `akhir: ${date} "2025-02-29"`],
      [{ awal: '2026-2-3', akhir: '' }, `awal: ${date} "2026-2-3"; akhir: ${date} ""`],
      [{ awal: '2026-01-01T00:00:00Z' }, `awal: ${date} "2026-01-01T00:00:00Z"`],
      [{ awal: 20260101 }, `awal: ${date} 20260101`],
      [{ akhir: null }, `akhir: ${date} null`],
      [{ akhir: '0000-01-01' }, 'akhir: expected a date from 1900-01-01 on, got "0000-01-01"'],
      [
        { akhir: daysAgo(-1) },
        `akhir: expected today (${today} in Asia/Jakarta) or earlier, got "${daysAgo(-1)}"`,
      ],
      [
        { awal: daysAgo(3), akhir: daysAgo(4) },
        `awal: expected a date not after akhir (${daysAgo(4)}), got "${daysAgo(3)}"`,
      ],
      [{ awal: daysAgo(-2) }, `awal: expected a date not after akhir (${today}), got "${daysAgo(-2)}"`],
      [
        { awal: daysAgo(41), akhir: daysAgo(10) },
        `awal: expected at most 31 days up to akhir (${daysAgo(10)}), but this is 32 days, got "${daysAgo(41)}"`,
      ],
      [
        { awal: daysAgo(31) },
        `awal: expected at most 31 days up to akhir (${today}), but this is 32 days, got "${daysAgo(31)}"`,
      ],
    ]),
  )('refuses %s', async (_, body, message) => {
    expect(await invalidMessage(quiet.app, () => quiet.app.post('/scheduler/force-execute', body))).toBe(
      message,
    );
  });

  it.each(['a b', 'a/b', '', 'k'.repeat(129)])('refuses the Idempotency-Key %j', async (key) => {
    const shown = key.length > 120 ? `${key.slice(0, 120)}…` : key;
    const message = `Idempotency-Key: expected 1 to 128 letters, digits, dots, underscores, tildes or hyphens (a UUID, for example), got "${shown}"`;
    const headers = { 'Idempotency-Key': key };
    expect(
      await invalidMessage(quiet.app, () => quiet.app.post('/scheduler/force-execute', {}, headers)),
    ).toBe(message);
  });
});

describe('GET', () => {
  const limit = 'limit: expected a whole number from 1 to 100, got';
  const outcome =
    'outcome: expected one of active, succeeded, failed, timed_out, cancelled, lost, skipped, got';
  it.each([
    ['/scheduler/runs?limit=0', `${limit} "0"`],
    ['/scheduler/runs?limit=101', `${limit} "101"`],
    ['/scheduler/runs?limit=abc', `${limit} "abc"`],
    ['/scheduler/runs?limit=', `${limit} ""`],
    ['/scheduler/runs?limit=1&limit=2', `${limit} "1,2"`],
    ['/scheduler/runs?outcome=done', `${outcome} "done"`],
    ['/scheduler/runs?before=yesterday', 'before: expected the id of a run, got "yesterday"'],
    ["/scheduler/runs?before=' or 1 eq 1", `before: expected the id of a run, got "' or 1 eq 1"`],
    ['/scheduler/runs?page=2', 'page: expected only the parameters limit, outcome, before, got "2"'],
    ['/scheduler/schedule?hour=6', 'hour: expected only the parameters hours, after, got "6"'],
    ['/scheduler/me?verbose=1', 'verbose: expected no parameters, got "1"'],
    [`/scheduler/runs/${unknownRun}?verbose=1`, 'verbose: expected no parameters, got "1"'],
  ])('%s is refused', async (path, message) => {
    expect(await invalidMessage(quiet.app, () => quiet.app.get(path))).toBe(message);
  });
});

const gets = [
  ...routes
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => `/${path.replace('{id}', unknownRun)}`),
  '/scheduler/dashboard',
];

/** Those of the connection are no part of the answer. */
const headersOf = ({ headers }: Response) =>
  [...headers].filter(([name]) => !/^(date|connection|keep-alive|transfer-encoding)$/.test(name));

describe('HEAD', () => {
  it.each(gets)('%s is answered as GET, without the body', async (path) => {
    const url = quiet.app.host.url(path);
    const [get, head] = [await fetch(url), await fetch(url, { method: 'HEAD' })];
    expect(await head.text()).toBe('');
    expect(head.status).toBe(get.status);
    expect(headersOf(head)).toEqual(headersOf(get));
    expect((await get.text()).length).toBeGreaterThan(0);
  });
});

describe('what monitors poll', () => {
  it.each(['/scheduler/health', '/scheduler/status', '/scheduler/dashboard'])(
    '%s ignores parameters that it does not know, such as one against caches',
    async (path) => {
      const statuses = ['', '?_=1764160000', '?t=1&t=2&__proto__=x', '?limit=abc', `?${'x&'.repeat(3_000)}`];
      for (const query of statuses) {
        expect((await fetch(quiet.app.host.url(`${path}${query}`))).status).toBe(200);
      }
    },
  );
});

it('a run is found by its id in lower case', async () => {
  const { finished } = quiet;
  const { body } = await quiet.app.get(`/scheduler/runs/${finished.toLowerCase()}`);
  expect(body.data.id).toBe(finished);
  expect((await quiet.app.get(`/scheduler/runs?before=${finished.toLowerCase()}`)).status).toBe(200);
  const { status } = await quiet.app.post(`/scheduler/runs/${finished.toLowerCase()}/cancel`, {});
  expect(status).toBe(409);
});
