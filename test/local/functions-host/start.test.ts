import { createServer } from 'node:http';

import { describe, expect, test } from 'vitest';

import { startHost } from '../../support/host-process.ts';
import { makeApp, plainHostJson } from './support/fixture-app.ts';

const hello = `app.http('hello', { handler: () => ({ body: 'hello' }) });`;

describe('host.json', () => {
  test.each([
    ['bad JSON', '{ "version": ', 'Unable to parse host configuration file'],
    ['a missing version', '{}', 'at version'],
    ['another version', '{ "version": "3.0" }', 'at version'],
    [
      'a wrong type',
      '{ "version": "2.0", "extensions": { "http": { "routePrefix": 7 } } }',
      'at extensions.http.routePrefix',
    ],
    [
      'a bad time span',
      '{ "version": "2.0", "functionTimeout": "24:00:00" }',
      '"24:00:00" is not a time span',
    ],
  ])('with %s makes a host that listens, answers 503 and says why', async (_, hostJson, reason) => {
    using fixture = makeApp({ main: hello, hostJson });
    await using host = await startHost({ root: fixture.root });
    const response = await fetch(host.url('/hello'));
    expect([response.status, await response.text()]).toEqual([503, 'Function host is not running.']);
    expect(host.lines().join('\n')).toContain(reason);
    expect(await host.stop()).toEqual({ code: 0, signal: null });
  });

  test('may have unknown keys', async () => {
    using fixture = makeApp({
      main: hello,
      hostJson: { ...plainHostJson, unknown: { key: 1 }, logging: { x: 1 } },
    });
    await using host = await startHost({ root: fixture.root });
    expect((await fetch(host.url('/hello'))).status).toBe(200);
  });

  test('without a routePrefix serves under /api', async () => {
    using fixture = makeApp({ main: hello, hostJson: { version: '2.0' } });
    await using host = await startHost({ root: fixture.root });
    expect((await fetch(host.url('/hello'))).status).toBe(404);
    expect((await fetch(host.url('/api/hello'))).status).toBe(200);
  });
});

describe('local.settings.json', () => {
  const main = `app.http('settings', { handler: () => ({ jsonBody: { a: process.env.A, b: process.env.B } }) });`;

  test('gives the app its settings, and the environment overrides them', async () => {
    using fixture = makeApp({ main, settings: { A: 'file', B: 'file' } });
    await using host = await startHost({ root: fixture.root, env: { B: 'environment' } });
    expect(await (await fetch(host.url('/settings'))).json()).toEqual({ a: 'file', b: 'environment' });
  });

  test('that is invalid ends the host with the reason', async () => {
    using fixture = makeApp({ main, files: { 'local.settings.json': '{ "IsEncrypted": true }' } });
    await expect(startHost({ root: fixture.root })).rejects.toThrow('this host cannot decrypt settings');
  });
});

describe('the command line', () => {
  test('names the port when it is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    using fixture = makeApp({ main: hello });
    await expect(startHost({ root: fixture.root, args: ['--port', String(port)] })).rejects.toThrow(
      `Cannot listen on 127.0.0.1 port ${port}: it is in use; choose another with --port.`,
    );
    taken.close();
  });

  test('refuses a value that is not a number', async () => {
    using fixture = makeApp({ main: hello });
    await expect(startHost({ root: fixture.root, args: ['--drain-seconds', 'soon'] })).rejects.toThrow(
      '--drain-seconds is "soon": expected a whole number from 0 to 3600.',
    );
  });
});
