import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startHost, type HostProcess } from '../../support/host-process.ts';
import { makeApp, type FixtureApp } from './support/fixture-app.ts';
import { sendRaw } from './support/raw-http.ts';

const main = `
const echo = async (request) => ({
  jsonBody: { url: request.url, params: request.params, query: Object.fromEntries(request.query) },
});
app.http('status', { route: 'scheduler/status', methods: ['GET'], handler: echo });
app.http('run', { route: 'runs/{id}', methods: ['GET', 'POST'], handler: echo });
app.http('latest', { route: 'runs/latest', methods: ['GET'], handler: () => ({ body: 'latest' }) });
app.http('byNumber', { route: 'numbers/{n:int}', handler: echo });
app.http('unrouted', { handler: () => ({ body: 'by name' }) });
app.http('lost', { route: 'admin2/x', handler: () => ({ body: 'never' }) });
app.http('again', { route: 'Scheduler/Status', methods: ['GET'], handler: () => ({ body: 'never' }) });
app.http('off', { route: 'off', handler: () => ({ body: 'never' }) });
app.storageQueue('queue', { queueName: 'q', handler: () => {} });
`;

let fixture: FixtureApp;
let host: HostProcess;
beforeAll(async () => {
  fixture = makeApp({
    main,
    settings: { 'AzureWebJobs.off.Disabled': 'true' },
    hostJson: {
      version: '2.0',
      extensions: { http: { routePrefix: '', customHeaders: { 'X-Frame-Options': 'DENY' } } },
    },
  });
  host = await startHost({ root: fixture.root });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  fixture[Symbol.dispose]();
});

describe('routing', () => {
  test.each([
    ['an unknown route', 'GET', '/nope'],
    ['a wrong method', 'POST', '/scheduler/status'],
    ['a HEAD that is not listed', 'HEAD', '/scheduler/status'],
    ['an OPTIONS that is not listed', 'OPTIONS', '/scheduler/status'],
    ['a doubled slash', 'GET', '//scheduler/status'],
    ['a function that is disabled', 'GET', '/off'],
    ['a function whose route conflicts with /admin', 'GET', '/admin2/x'],
  ])('answers 404 with an empty body for %s', async (_, method, path) => {
    const response = await fetch(host.url(path), { method });
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  test('matches in any case, with or without a trailing slash', async () => {
    expect((await fetch(host.url('/Scheduler/STATUS/'))).status).toBe(200);
  });

  test('keeps %2F and the case of a parameter', async () => {
    const response = await fetch(host.url('/RUNS/aB%2Fc'));
    expect(await response.json()).toMatchObject({ params: { id: 'aB%2Fc' }, url: host.url('/RUNS/aB%2Fc') });
  });

  test('does not apply X-Forwarded headers to the URL', async () => {
    const headers = { 'X-Forwarded-Host': 'example.org', 'X-Forwarded-Proto': 'https' };
    const response = await fetch(host.url('/scheduler/status'), { headers });
    expect(await response.json()).toMatchObject({ url: host.url('/scheduler/status') });
  });

  test('prefers a literal to a parameter', async () => {
    expect(await (await fetch(host.url('/runs/latest'))).text()).toBe('latest');
  });

  test('enforces the constraint of a parameter', async () => {
    expect((await fetch(host.url('/numbers/12'))).status).toBe(200);
    expect((await fetch(host.url('/numbers/x'))).status).toBe(404);
  });

  test('uses the name of a function that has no route', async () => {
    expect(await (await fetch(host.url('/unrouted'))).text()).toBe('by name');
  });

  test('joins the values of a repeated query key', async () => {
    const response = await fetch(host.url('/scheduler/status?a=1&b=x%20y&A=2'));
    expect(await response.json()).toMatchObject({ query: { a: '1,2', b: 'x y' } });
  });

  test('drops only the function whose route begins with "admin", and says so', () => {
    expect(host.lines().join('\n')).toContain(
      "The 'lost' function is in error: Error indexing method 'Functions.lost'. The specified route conflicts with one or more built in routes.",
    );
  });

  test('drops a function whose route is taken, and one whose trigger this host does not support', () => {
    const log = host.lines().join('\n');
    expect(log).toContain("The route specified conflicts with the route defined by function 'status'.");
    expect(log).toContain('This host serves HTTP and timer triggers only; the trigger is queueTrigger.');
  });

  test("puts host.json's customHeaders on every answer, 404s among them", async () => {
    for (const path of ['/scheduler/status', '/nope', '/admin/host/ping']) {
      expect((await fetch(host.url(path))).headers.get('x-frame-options')).toBe('DENY');
    }
  });
});

describe('the request head', () => {
  const get = 'GET /scheduler/status HTTP/1.1';
  const host1 = 'Host: localhost';
  const rest = [host1, 'Connection: close'];

  test.each<[string, number, readonly string[]]>([
    ['within the limits', 200, [get, ...rest, `X: ${'x'.repeat(30_000)}`]],
    ['with a request line over 8 kB', 414, [`GET /scheduler/status?${'x'.repeat(8_200)} HTTP/1.1`, ...rest]],
    ['with headers over 32 kB', 431, [get, ...rest, `X: ${'x'.repeat(33_000)}`]],
    ['with headers over 128 kB', 431, [get, ...rest, `X: ${'x'.repeat(140_000)}`]],
    [
      'with more than 100 headers',
      431,
      [get, ...rest, ...Array.from({ length: 100 }, (_, n) => `X-${n}: 1`)],
    ],
    ['without Host', 400, [get, 'Connection: close']],
    ['without Host in HTTP/1.0', 200, ['GET /scheduler/status HTTP/1.0']],
    ['with an empty Host', 200, [get, 'Host:', 'Connection: close']],
    ['with two Hosts', 400, [get, host1, ...rest]],
    ['with a path in Host', 400, [get, 'Host: x/scheduler/status?', 'Connection: close']],
    ['with a user in Host', 400, [get, 'Host: u:p@x', 'Connection: close']],
    ['with an IPv6 address in Host', 200, [get, 'Host: [::1]:7071', 'Connection: close']],
    ['with a %00 in the path', 400, ['GET /runs/%00 HTTP/1.1', ...rest]],
    ['with a letter outside ASCII in the path', 400, ['GET /runs/\u00fc HTTP/1.1', ...rest]],
    ['with a fragment after the path', 404, ['GET /scheduler/status#now HTTP/1.1', ...rest]],
    ['with a backslash in the path', 404, ['GET /scheduler\\status HTTP/1.1', ...rest]],
    ['with a whole URL as target', 200, ['GET http://x/scheduler/status HTTP/1.1', ...rest]],
    ['with an asterisk as target', 404, ['OPTIONS * HTTP/1.1', ...rest]],
    ['with a header in UTF-8', 200, [get, ...rest, 'X: \u00c3\u00a9']],
    ['with a header in Latin-1', 400, [get, ...rest, 'X: \u00e9']],
    // The worker's library refuses it: see docs/facts/functions-host.md.
    ['with a header that has letters beyond Latin-1', 500, [get, ...rest, 'X: \u00e2\u0082\u00ac']],
    ['that is no HTTP', 400, ['nonsense']],
  ])('%s is answered with %i', async (_, status, head) => {
    const answer = await sendRaw(host.port, head);
    expect(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])).toBe(status);
    // Kestrel's refusals come before any code of the host: without the headers of host.json, and the connection ends.
    const refused = [400, 414, 431].includes(status);
    expect(/^x-frame-options: DENY\r$/im.test(answer)).toBe(!refused);
    expect(!refused || /^connection: close\r$/im.test(answer)).toBe(true);
  });

  test('keeps a fragment in a parameter and in the query', async () => {
    const answer = await sendRaw(host.port, ['GET /runs/a#b?c=d#e HTTP/1.1', ...rest]);
    expect(answer).toContain('"params":{"id":"a#b"},"query":{"c":"d#e"}');
  });
});
