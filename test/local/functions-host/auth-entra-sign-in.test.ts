import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startHost, type HostProcess } from '../../support/host-process.ts';
import type { FixtureApp } from './support/fixture-app.ts';
import { makeGuardedApp } from './support/guarded-app.ts';
import { postSignIn, signIn } from './support/sign-in.ts';

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

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(host.url(path), { headers, redirect: 'manual' });
}

const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '\\\\evil.example',
  'evil.example',
  'javascript:alert(1)',
  '',
];

describe('the sign-in page', () => {
  test('asks for a name and offers the three roles, without any script', async () => {
    const response = await get('/.auth/login/aad?post_login_redirect_uri=/open%3Fa=1');
    const html = await response.text();
    expect(response.status).toBe(200);
    for (const role of ['Reader', 'Operator', 'Admin']) expect(html).toContain(`value="Scheduler.${role}"`);
    expect(html).toContain('name="post_login_redirect_uri" value="/open?a=1"');
    expect(html).not.toMatch(/<script|javascript:|\son\w+=/i);
  });

  test('has headers that allow no script, no frame and no cache', async () => {
    const { headers } = await get('/.auth/login/aad');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('escapes everything that it was sent', async () => {
    const path = encodeURIComponent(`/x?q="><script>alert('1')</script>&amp;`);
    const shown = await (await get(`/.auth/login/aad?post_login_redirect_uri=${path}`)).text();
    const refused = await (await postSignIn(host, { roles: ['<script>"\'&'] })).text();
    expect(shown).toMatch(/value="\/x\?q=[^"<>]*"/);
    expect(refused).toContain('&#60;script&#62;&#34;&#39;&#38;');
    expect(shown + refused).not.toContain('<script');
  });

  test.each([
    ['an empty name', { name: '  ' }],
    ['a name over 64 characters', { name: 'x'.repeat(65) }],
    ['a name with a line break', { name: 'a\r\nx-ms-client-principal: b' }],
    ['a name with non-ASCII characters', { name: 'Đỗ' }],
    ['an unknown role', { roles: ['Scheduler.Reader', 'Owner'] }],
  ])('refuses %s, says why and starts no session', async (_, form) => {
    const response = await postSignIn(host, form);
    expect([response.status, response.headers.getSetCookie()]).toEqual([400, []]);
    expect(await response.text()).toContain('role="alert"');
  });

  test('refuses a form from another site, with another content type, or too large', async () => {
    const from = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await postSignIn(host, { headers })).status;
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await from({ origin: host.url(''), 'sec-fetch-site': 'same-origin' })).toBe(302);
    expect(await from({ 'content-type': 'text/plain' })).toBe(415);
    expect((await postSignIn(host, { name: 'x'.repeat(9_000) })).status).toBe(413);
  });
});

describe('after the sign-in', () => {
  test('the browser gets a cookie that scripts and other sites cannot use, and is sent back', async () => {
    const response = await postSignIn(host, { returnTo: '/open?a=1#b' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/open?a=1#b']);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^AppServiceAuthSession=[\w-]{43}; path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  test('it is sent to a page of the sign-in when no return address was given', async () => {
    const location = (await postSignIn(host)).headers.get('location');
    expect(location).toBe('/.auth/login/done');
    expect((await get('/.auth/login/done')).status).toBe(200);
  });

  test.each(elsewhere)('it is never sent to %j', async (target) => {
    const query = encodeURIComponent(target);
    const answers = [
      await postSignIn(host, { returnTo: target }),
      await get(`/.auth/login/aad?post_login_redirect_uri=${query}`),
      await get(`/.auth/logout?post_logout_redirect_uri=${query}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
  });

  test('/.auth/me returns the user, as the same array that App Service returns', async () => {
    const response = await get('/.auth/me', await signIn(host, { roles: ['Scheduler.Operator'] }));
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual([
      {
        provider_name: 'aad',
        user_id: 'ada@example.com',
        user_claims: expect.arrayContaining([
          { typ: 'name', val: 'ada@example.com' },
          { typ: 'roles', val: 'Scheduler.Operator' },
        ]),
        expires_on: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ]);
  });

  test('/.auth/logout also ends the session on the server', async () => {
    const session = await signIn(host);
    expect((await get('/open', session)).status).toBe(200);
    const response = await get('/.auth/logout?post_logout_redirect_uri=/scheduler/health', session);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/scheduler/health']);
    expect(response.headers.getSetCookie().join('')).toMatch(/^AppServiceAuthSession=; .*Max-Age=0/);
    expect((await get('/open', session)).status).toBe(401);
    expect((await get('/.auth/logout')).headers.get('location')).toBe('/.auth/logout/done');
    expect((await get('/.auth/logout/done')).status).toBe(200);
  });

  test("signing in again ends the previous session, and leaves other users' sessions", async () => {
    const other = await signIn(host);
    const first = await signIn(host);
    const second = await signIn(host, { headers: first });
    const statuses = [first, second, other].map(async (session) => (await get('/open', session)).status);
    expect(await Promise.all(statuses)).toEqual([401, 200, 200]);
  });

  test('the log contains no session id', async () => {
    const { cookie } = await signIn(host);
    await get('/open', { cookie });
    await host.waitForLine(/Executed 'Functions\.open'/);
    expect(host.lines().join('\n')).not.toContain(cookie.split('=')[1]);
  });

  test.each(['/.auth/login/github', '/.auth/refresh', '/.auth', '/.auth/me/x'])(
    '%s is a 404',
    async (path) => {
      expect((await get(path, await signIn(host))).status).toBe(404);
    },
  );
});
