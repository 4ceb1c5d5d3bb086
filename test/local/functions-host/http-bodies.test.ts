import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { listen, portOf } from '../../../local/functions-host/http/http-listener.ts';
import { startHost, type HostProcess } from '../../support/host-process.ts';
import { makeApp, plainHostJson, type FixtureApp } from './support/fixture-app.ts';
import { sendRaw } from './support/raw-http.ts';

const main = `
const { createHash } = require('node:crypto');
app.http('text', { methods: ['POST'], handler: async (r) => ({ body: 'got ' + (await r.text()) }) });
app.http('json', { methods: ['POST'], handler: async (r) => {
  try { return { jsonBody: await r.json() }; } catch (error) { return { status: 400, body: error.name }; }
} });
app.http('hash', { methods: ['POST'], handler: async (r) => ({
  body: createHash('sha256').update(Buffer.from(await r.arrayBuffer())).digest('hex') }) });
app.http('throws', { handler: () => { throw new Error('no luck'); } });
app.http('nothing', { handler: () => undefined });
app.http('wrongReply', { handler: () => 'not an object' });
app.http('accepted', { handler: () => ({ status: 202, headers: { Location: '/runs/7' } }) });
app.http('unchanged', { handler: () => ({ status: 304, headers: { ETag: '"e1"' }, body: 'never' }) });
app.http('noContent', { handler: () => ({ status: 204, body: 'never' }) });
app.http('bytes', { handler: () => ({ body: new Uint8Array([0, 255, 1]) }) });
app.http('stream', { handler: () => ({ body: new Blob(['in ', 'pieces']).stream() }) });
app.http('secured', { handler: () => ({
  headers: { 'Content-Security-Policy': "default-src 'self'", 'Content-Length': '1' }, body: 'safe',
  cookies: [{ name: 'a', value: 'b c', httpOnly: true, sameSite: 'Strict', maxAge: 60 }],
}) });
`;

let fixture: FixtureApp;
let host: HostProcess;
beforeAll(async () => {
  fixture = makeApp({
    main,
    hostJson: {
      version: '2.0',
      extensions: { http: { routePrefix: '', customHeaders: { 'X-Frame-Options': 'DENY' } } },
    },
    settings: { functions_request_body_size_limit: '3000000' },
  });
  host = await startHost({ root: fixture.root });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  fixture[Symbol.dispose]();
});

const headWith = (...more: readonly string[]) => ['POST /text HTTP/1.1', 'Host: localhost', ...more];

function post(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(host.url(path), { method: 'POST', body });
}

describe('a request body', () => {
  test('reaches the handler byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, n) => n % 251);
    const expected = createHash('sha256').update(bytes).digest('hex');
    expect(await (await post('/hash', bytes)).text()).toBe(expected);
  });

  test('reaches the handler when it is malformed JSON or invalid UTF-8', async () => {
    expect(await (await post('/json', '{"a":')).text()).toBe('SyntaxError');
    expect(await (await post('/text', new Uint8Array([0x61, 0xff]))).text()).toBe('got a\uFFFD');
  });

  test('over FUNCTIONS_REQUEST_BODY_SIZE_LIMIT fails the invocation: 500, not 413, and the worker never sees it', async () => {
    const from = host.lines().length;
    const answer = await sendRaw(host.port, headWith('Connection: close', 'Content-Length: 3000001'));
    expect(answer).toMatch(/^HTTP\/1\.1 500 .*^x-frame-options: DENY\r$/ims);
    await host.waitForLine(/error \[text\] Executed 'Functions\.text' \(Failed, /, from);
    await host.waitForLine(/Request body too large/, from);
    const bytes = new Uint8Array(3_000_001);
    expect((await post('/text', bytes)).status).toBe(500);
    expect((await post('/text', bytes.slice(1))).status).toBe(200);
  });

  test('shorter than its Content-Length fails the invocation once the client has ended its side', async () => {
    const from = host.lines().length;
    const answer = await sendRaw(host.port, headWith('Content-Length: 10'), 'short', { end: true });
    expect(answer).toMatch(/^HTTP\/1\.1 500 .*^connection: close\r$/ims);
    await host.waitForLine(/error \[text\] Executed 'Functions\.text' \(Failed, /, from);
    await host.waitForLine(/Unexpected end of request content/, from);
  });

  test('does not matter to a host that has answered 404 already', async () => {
    const [, ...rest] = headWith('Content-Length: 10', 'Connection: close');
    expect(await sendRaw(host.port, ['POST /nope HTTP/1.1', ...rest], 'short')).toMatch(/^HTTP\/1\.1 404 /);
  });

  const chunkedHead = headWith('Connection: close', 'Transfer-Encoding: chunked');

  test('arrives empty when chunked', async () => {
    const answer = await sendRaw(host.port, chunkedHead, '5\r\nhello\r\n0\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toContain('hello');
  });

  test('arrives when chunked if host.json sets enableChunkedRequestBinding', async () => {
    const http = { ...plainHostJson.extensions.http, enableChunkedRequestBinding: true };
    using other = makeApp({ main, hostJson: { version: '2.0', extensions: { http } } });
    await using otherHost = await startHost({ root: other.root });
    expect(await sendRaw(otherHost.port, chunkedHead, '5\r\nhello\r\n0\r\n\r\n')).toContain('got hello');
  });
});

describe('a response', () => {
  test('is chunked, dated, and has no Content-Length', async () => {
    const response = await post('/json', '{"a":1}');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('transfer-encoding')).toBe('chunked');
    expect(response.headers.get('content-length')).toBeNull();
    expect(Date.parse(response.headers.get('date') ?? '')).not.toBeNaN();
    expect(await response.json()).toEqual({ a: 1 });
  });

  test.each([
    ['/throws', 500],
    ['/wrongReply', 500],
    ['/nothing', 204],
    ['/noContent', 204],
    ['/unchanged', 304],
    ['/accepted', 202],
  ])('of %s is an empty %i', async (path, status) => {
    const response = await fetch(host.url(path));
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
  });

  test('keeps Location, ETag, security headers and cookies', async () => {
    expect((await fetch(host.url('/accepted'))).headers.get('location')).toBe('/runs/7');
    expect((await fetch(host.url('/unchanged'))).headers.get('etag')).toBe('"e1"');
    const secured = await fetch(host.url('/secured'));
    expect(await secured.text()).toBe('safe');
    expect(secured.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(secured.headers.getSetCookie()).toEqual([
      'a=b%20c; max-age=60; path=/; samesite=strict; httponly',
    ]);
  });

  test('may be bytes or a stream', async () => {
    expect(new Uint8Array(await (await fetch(host.url('/bytes'))).arrayBuffer())).toEqual(
      new Uint8Array([0, 255, 1]),
    );
    expect(await (await fetch(host.url('/stream'))).text()).toBe('in pieces');
  });

  test('to a request whose handler threw leaves the error and its stack in the log', async () => {
    await fetch(host.url('/throws'));
    await host.waitForLine(/error \[throws\] Executed 'Functions\.throws' \(Failed, Id=.*, Duration=\d+ms\)/);
    expect(await host.waitForLine(/no luck/)).toBe('    Error: no luck');
  });
});

const big = Buffer.alloc(20_000_000);
function answerAll(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/big') response.end(big);
  else request.on('end', () => response.end('ok')).resume();
}

describe('connections that do nothing, or next to nothing', () => {
  const limits = { head: 60, request: 120, idle: 60, silent: 200, connections: 8, checks: 10 };
  const head = 'GET / HTTP/1.1\r\nHost: localhost\r\n';

  async function withServer(
    use: (open: (first?: string) => Socket, server: Server) => Promise<void>,
  ): Promise<void> {
    const server = await listen(0, answerAll, limits);
    const sockets: Socket[] = [];
    await use((first = '') => {
      const socket = connect(portOf(server), '127.0.0.1').on('error', () => undefined);
      sockets.push(socket);
      if (first !== '') socket.write(first);
      return socket;
    }, server);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }

  test.each([
    ['sends nothing', '', /^HTTP\/1\.1 408/],
    ['stops within the head', head, /^HTTP\/1\.1 408/],
    [
      'stops within the body',
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc`,
      /^HTTP\/1\.1 408/,
    ],
    ['is idle after a request', `${head}\r\n`, /^HTTP\/1\.1 200[^]*ok$/],
  ])('a client that %s is let go', async (_, first, expected) => {
    await withServer(async (open) => expect(await text(open(first))).toMatch(expected));
  });

  test('a client that sends a header line now and then is let go', async () => {
    await withServer(async (open) => {
      const socket = open(head);
      const timer = setInterval(() => socket.write('X-A: b\r\n'), 15);
      expect(await text(socket).catch(() => 'reset')).toMatch(/^HTTP\/1\.1 408|^reset$/);
      clearInterval(timer);
    });
  });

  test('a client that does not read its answer is let go', async () => {
    await withServer(async (open, server) => {
      const accepted = once(server, 'connection');
      open('GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n').pause();
      const [socket]: unknown[] = await accepted;
      const theirs = z.instanceof(Socket).parse(socket);
      await once(theirs, 'close');
      expect(theirs.destroyed).toBe(true);
    });
  });

  test('more connections than there may be are refused, and idle ones make room', async () => {
    await withServer(async (open) => {
      const idle = Array.from({ length: 8 }, () => open(`${head}\r\n`));
      await Promise.all(idle.map((socket) => once(socket, 'data')));
      await once(open().resume(), 'close');
      await Promise.all(idle.map(async (socket) => socket.closed || once(socket.resume(), 'close')));
      expect(await text(open(`${head}Connection: close\r\n\r\n`))).toMatch(/200 OK/);
    });
  });
});
