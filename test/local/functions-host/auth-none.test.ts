import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startHost, type HostProcess } from '../../support/host-process.ts';
import type { FixtureApp } from './support/fixture-app.ts';
import { forgedIdentity, makeGuardedApp, told } from './support/guarded-app.ts';

describe('without --auth', () => {
  let fixture: FixtureApp;
  let host: HostProcess;
  beforeAll(async () => {
    fixture = makeGuardedApp();
    // As in a careless local.settings.json.
    host = await startHost({ root: fixture.root, env: { WEBSITE_AUTH_ENABLED: 'True' } });
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
