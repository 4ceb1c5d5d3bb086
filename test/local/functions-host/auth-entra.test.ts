import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startHost, type HostProcess } from '../../support/host-process.ts';
import type { FixtureApp } from './support/fixture-app.ts';
import { forgedIdentity, keysOf, makeGuardedApp, told } from './support/guarded-app.ts';
import { statusOfRaw } from './support/raw-http.ts';
import { signIn } from './support/sign-in.ts';

let fixture: FixtureApp;
let host: HostProcess;
beforeAll(async () => {
  fixture = makeGuardedApp();
  host = await startHost({ root: fixture.root, args: ['--auth', 'entra'] });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  fixture[Symbol.dispose]();
});

const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(host.url(path), { headers, redirect: 'manual' });
}

describe('without a session', () => {
  test.each(['/open', '/one', '/nowhere', '/', '/admin/host/ping', '/scheduler', '/scheduler/health/x'])(
    'a program gets an empty 401 from %s',
    async (path) => {
      const response = await get(path);
      expect([response.status, await response.text()]).toEqual([401, '']);
    },
  );

  test.each(['/scheduler/health', '/Scheduler/HEALTH/'])('%s answers', async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  test('a browser is sent to the sign-in, which leads back', async () => {
    const response = await get('/open?a=1&b=x%20y', page);
    const back = encodeURIComponent('/open?a=1&b=x%20y');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(`/.auth/login/aad?post_login_redirect_uri=${back}`);
  });

  test("neither a page's script nor a POST is redirected", async () => {
    expect((await get('/open', { ...page, 'x-requested-with': 'XMLHttpRequest' })).status).toBe(401);
    const post = await fetch(host.url('/open'), { method: 'POST', headers: page, redirect: 'manual' });
    expect(post.status).toBe(401);
  });

  test.each([
    ['a forged identity', forgedIdentity],
    ['a forged cookie', { cookie: `AppServiceAuthSession=${'A'.repeat(43)}` }],
    ['an empty cookie', { cookie: 'AppServiceAuthSession=' }],
    ['a bearer token', { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }],
  ])('%s is worth nothing', async (_, headers) => {
    expect((await get('/open', headers)).status).toBe(401);
    expect((await get('/.auth/me', headers)).status).toBe(401);
  });

  test('a function key is no substitute', async () => {
    expect((await get('/one', { 'x-functions-key': keysOf(fixture.root).masterKey })).status).toBe(401);
  });

  test('a forged identity does not reach the excluded path either', async () => {
    const { headers } = await told(await get('/scheduler/health', forgedIdentity));
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ms-'))).toEqual([]);
  });
});

describe('with a session', () => {
  test('the app sees the user, in the form that App Service uses', async () => {
    const session = await signIn(host, { roles: ['Scheduler.Reader', 'Scheduler.Operator'] });
    const { headers, user, platform } = await told(await get('/open', session));
    expect(platform).toBe('True');
    expect(headers['x-ms-client-principal-name']).toBe('ada@example.com');
    expect(headers['x-ms-client-principal-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(headers['x-ms-client-principal-idp']).toBe('aad');
    // How the library reads these headers.
    expect(user).toMatchObject({ type: 'AppService', username: 'ada@example.com', identityProvider: 'aad' });

    const principal = JSON.parse(Buffer.from(headers['x-ms-client-principal'] ?? '', 'base64').toString());
    expect(principal).toMatchObject({ auth_typ: 'aad', role_typ: expect.any(String) });
    expect(principal.claims).toContainEqual({ typ: principal.name_typ, val: 'ada@example.com' });
    expect(principal.claims.filter(({ typ }: { typ: string }) => typ === 'roles')).toEqual([
      { typ: 'roles', val: 'Scheduler.Reader' },
      { typ: 'roles', val: 'Scheduler.Operator' },
    ]);
  });

  test('an identity sent from outside is replaced, header by header', async () => {
    const session = await signIn(host);
    const { headers } = await told(await get('/open', { ...forgedIdentity, ...session }));
    expect(JSON.stringify(headers)).not.toContain('forged');
    expect(headers['x-ms-client-principal']).not.toBe(forgedIdentity['x-ms-client-principal']);
  });

  test('a user without a role is identified, with no roles', async () => {
    const { headers } = await told(await get('/open', await signIn(host)));
    const principal = Buffer.from(headers['x-ms-client-principal'] ?? '', 'base64').toString();
    expect(principal).toContain('ada@example.com');
    expect(principal).not.toContain('"roles"');
  });

  test('a function that requires a key still does, as does the admin API', async () => {
    const session = await signIn(host, { roles: ['Scheduler.Admin'] });
    const key = { 'x-functions-key': keysOf(fixture.root).masterKey };
    expect([(await get('/one', session)).status, (await get('/one', { ...session, ...key })).status]).toEqual(
      [401, 200],
    );
    const status = '/admin/host/status';
    expect([(await get(status, session)).status, (await get(status, { ...session, ...key })).status]).toEqual(
      [401, 200],
    );
  });

  test('an unknown route is a 404', async () => {
    expect((await get('/nowhere', await signIn(host))).status).toBe(404);
  });
});

test('a foreign host name that points to this machine gets no answer', async () => {
  const { cookie } = await signIn(host);
  const ask = (name: string): Promise<number> =>
    statusOfRaw(host.port, ['GET /open HTTP/1.1', `Host: ${name}`, `Cookie: ${cookie}`, 'Connection: close']);
  expect([await ask('evil.example'), await ask('localhost'), await ask('[::1]:80')]).toEqual([404, 200, 200]);
});
