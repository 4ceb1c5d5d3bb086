import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startHost, type HostProcess } from '../../support/host-process.ts';
import { makeApp, type FixtureApp } from './support/fixture-app.ts';
import { statusOfRaw } from './support/raw-http.ts';

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

function headStatus(...head: readonly string[]): Promise<number> {
  return statusOfRaw(host.port, head);
}

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
  const rest = ['Host: x', 'Connection: close'];

  test('is accepted within the limits', async () => {
    expect(await headStatus(get, ...rest, `X: ${'x'.repeat(30_000)}`)).toBe(200);
  });
  test('is refused with 414 when the request line is over 8 kB', async () => {
    expect(await headStatus(`GET /scheduler/status?${'x'.repeat(8_200)} HTTP/1.1`, ...rest)).toBe(414);
  });
  test('is refused with 431 when the headers are over 32 kB', async () => {
    expect(await headStatus(get, ...rest, `X: ${'x'.repeat(33_000)}`)).toBe(431);
  });
  test('is refused with 431 when there are more than 100 headers', async () => {
    expect(await headStatus(get, ...rest, ...Array.from({ length: 100 }, (_, n) => `X-${n}: 1`))).toBe(431);
  });
  test('is refused with 400 when Host is missing', async () => {
    expect(await headStatus(get, 'Connection: close')).toBe(400);
  });
  test('is refused with 400 when the path has a %00', async () => {
    expect(await headStatus('GET /runs/%00 HTTP/1.1', ...rest)).toBe(400);
  });
});
