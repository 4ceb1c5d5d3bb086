import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startHost, type HostProcess } from '../../support/host-process.ts';
import type { FixtureApp } from './support/fixture-app.ts';
import { forgedIdentity, makeGuardedApp, told } from './support/guarded-app.ts';
import { sendRaw } from './support/raw-http.ts';

describe('without --auth', () => {
  let fixture: FixtureApp;
  let host: HostProcess;
  beforeAll(async () => {
    fixture = makeGuardedApp();
    // As in a careless local.settings.json.
    host = await startHost({
      root: fixture.root,
      env: { WEBSITE_AUTH_ENABLED: 'True', ALLOWED_ORIGINS: 'http://devbox:8080' },
    });
  });
  afterAll(async () => {
    await host[Symbol.asyncDispose]();
    fixture[Symbol.dispose]();
  });

  test.each(['/one', '/chief', '/open', '/admin/host/status'])('requires no key at %s', async (route) => {
    expect((await fetch(host.url(route))).status).toBe(200);
  });

  test('passes identity headers on, as a site without authentication does, and tells the app so', async () => {
    const { headers, platform } = await told(await fetch(host.url('/open'), { headers: forgedIdentity }));
    expect(headers).toMatchObject(forgedIdentity);
    expect(platform).toBe('False');
  });

  test.each(['/one', '/open', '/', '/nowhere', '/admin/host/status', '/admin/host/ping', '/.auth/me'])(
    'a website that gives its name to this machine reads nothing at %s',
    async (route) => {
      const ask = (name: string) =>
        sendRaw(host.port, [`GET ${route} HTTP/1.1`, `Host: ${name}`, 'Connection: close']);
      expect(await ask(`evil.example:${host.port}`)).toMatch(
        /^HTTP\/1\.1 404 [^]*the host name "evil\.example/,
      );
      expect(await ask('devbox:8080')).not.toContain('the host name');
    },
  );

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a page without an Origin', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of another port', { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }, 403],
    ['a permitted page', { origin: 'http://devbox:8080' }, 202],
    ['a script', {}, 202],
  ])('%s that invokes a timer is answered with the right status', async (_, headers, status) => {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    };
    expect((await fetch(host.url('/admin/functions/tick'), request)).status).toBe(status);
  });

  test('has no sign-in', async () => {
    expect((await fetch(host.url('/.auth/login/aad'))).status).toBe(404);
    expect((await fetch(host.url('/.auth/me'))).status).toBe(404);
  });
});

test('an unknown --auth ends the host with a list of the valid values', async () => {
  using fixture = makeGuardedApp();
  await expect(startHost({ root: fixture.root, args: ['--auth', 'key'] })).rejects.toThrow(
    '--auth is "key": expected none, keys, entra.',
  );
});

test('the host has no option to listen on another address', async () => {
  using fixture = makeGuardedApp();
  await expect(startHost({ root: fixture.root, args: ['--host', '0.0.0.0'] })).rejects.toThrow(
    "Unknown option '--host'",
  );
});
