import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Keys } from '../../../local/functions-host/auth/keys.ts';
import { startHost, type HostProcess } from '../../support/host-process.ts';
import type { FixtureApp } from './support/fixture-app.ts';
import {
  forgedIdentity,
  keysFileOf,
  keysOf,
  makeGuardedApp,
  secretsIn,
  told,
} from './support/guarded-app.ts';

let fixture: FixtureApp;
let host: HostProcess;
let keys: Keys;
beforeAll(async () => {
  fixture = makeGuardedApp();
  host = await startHost({ root: fixture.root, args: ['--auth', 'keys'] });
  keys = keysOf(fixture.root);
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  fixture[Symbol.dispose]();
});

type KeyName = 'none' | 'empty' | 'wrong' | 'cut' | 'other' | 'own' | 'host' | 'master';

function keyNamed(name: KeyName): string | undefined {
  const all: Readonly<Record<KeyName, string | undefined>> = {
    none: undefined,
    empty: '',
    wrong: 'x'.repeat(54),
    cut: keys.hostKey.slice(0, -1),
    other: keys.functionKeys['two'],
    own: keys.functionKeys['one'],
    host: keys.hostKey,
    master: keys.masterKey,
  };
  return all[name];
}

async function answerTo(route: string, name: KeyName, place: 'header' | 'query'): Promise<Response> {
  const key = keyNamed(name);
  const query = key !== undefined && place === 'query' ? `?code=${encodeURIComponent(key)}` : '';
  const headers = key !== undefined && place === 'header' ? { 'x-functions-key': key } : undefined;
  return fetch(host.url(`${route}${query}`), headers === undefined ? {} : { headers });
}

describe.each(['header', 'query'] as const)('a key in the %s', (place) => {
  test.each([
    ['/one', 'none', 401],
    ['/one', 'empty', 401],
    ['/one', 'wrong', 401],
    ['/one', 'cut', 401],
    ['/one', 'other', 401],
    ['/one', 'own', 200],
    ['/one', 'host', 200],
    ['/one', 'master', 200],
    ['/chief', 'none', 401],
    ['/chief', 'host', 401],
    ['/chief', 'own', 401],
    ['/chief', 'master', 200],
    ['/open', 'none', 200],
    ['/open', 'wrong', 200],
    ['/admin/host/status', 'none', 401],
    ['/admin/host/status', 'wrong', 401],
    ['/admin/host/status', 'own', 403],
    ['/admin/host/status', 'host', 403],
    ['/admin/host/status', 'master', 200],
    ['/admin/host/ping', 'none', 200],
    ['/nowhere', 'none', 404],
  ] as const)('opens %s to the key "%s" with %i', async (route, name, status) => {
    expect((await answerTo(route, name, place)).status).toBe(status);
  });

  test('that gives no access gets an empty answer', async () => {
    expect(await (await answerTo('/one', 'wrong', place)).text()).toBe('');
    expect(await (await answerTo('/admin/host/status', 'host', place)).text()).toBe('');
  });
});

describe('--auth keys', () => {
  test('invokes a timer by hand with the master key alone', async () => {
    const invocations = ['wrong', keys.hostKey, keys.masterKey].map((key) =>
      fetch(host.url('/admin/functions/tick'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-functions-key': key },
        body: '{}',
      }),
    );
    expect((await Promise.all(invocations)).map(({ status }) => status)).toEqual([401, 403, 202]);
  });

  test("ignores the case of the key's parameter, and reads the header first", async () => {
    expect((await fetch(host.url(`/one?Code=${keys.hostKey}`))).status).toBe(200);
    const headers = { 'x-functions-key': 'wrong' };
    expect((await fetch(host.url(`/one?code=${keys.hostKey}`), { headers })).status).toBe(401);
  });

  test('passes the key on to the handler, in the header and in the URL', async () => {
    const headers = { 'x-functions-key': keys.hostKey };
    const seen = await told(await fetch(host.url(`/one?code=${keys.masterKey}`), { headers }));
    expect(seen.headers['x-functions-key']).toBe(keys.hostKey);
    expect(seen.url).toBe(host.url(`/one?code=${keys.masterKey}`));
  });

  test('gives a forged identity no access, and tells the app that the platform does not authenticate', async () => {
    expect((await fetch(host.url('/one'), { headers: forgedIdentity })).status).toBe(401);
    expect((await told(await fetch(host.url('/open')))).platform).toBe('False');
  });

  test('writes no key into its log, not even that of a URL in an error', async () => {
    expect((await fetch(host.url(`/broken?a=1&code=${keys.hostKey}&b=2`))).status).toBe(500);
    await host.waitForLine(/no such .*\/broken\?a=1&code=\*\*\*&b=2/);
    const secrets = secretsIn(keysFileOf(fixture.root));
    // The master key, the host's, and one for each of the six functions.
    expect(secrets).toHaveLength(8);
    expect(secrets.filter((secret) => host.lines().join('\n').includes(secret))).toEqual([]);
  });
});
