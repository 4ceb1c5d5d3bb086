/** Every route, asked by everybody, in both ways to authenticate. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { Access, Role } from '../../src/api/access.ts';
import { type Route, routes } from '../../src/api/routes.ts';
import { signIn } from '../local/functions-host/support/sign-in.ts';
import { neverByItself, noSqlServer } from '../support/app.ts';
import {
  forgedAs,
  type GuardedApp,
  type Headers,
  type SignedInApp,
  startGuarded,
  startSignedIn,
} from '../support/guarded.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { stateOf } from '../support/table-rows.ts';

/** What whoever may call a route gets: its access, a body, and the status of a request that got through. */
interface Rule {
  readonly access: Access;
  readonly body?: unknown;
  readonly status: number;
}

/** Written by hand, so that a new route is thought about. Requests that are let through change as little as possible. */
const rules: Readonly<Record<string, Rule>> = {
  health: { access: 'public', status: 200 },
  status: { access: 'reader', status: 200 },
  runs: { access: 'reader', status: 200 },
  run: { access: 'reader', status: 404 },
  audit: { access: 'reader', status: 200 },
  notices: { access: 'reader', status: 200 },
  schedule: { access: 'reader', status: 200 },
  previewSchedule: { access: 'reader', body: {}, status: 400 },
  readCalendar: { access: 'reader', body: {}, status: 400 },
  slotsCalendar: { access: 'reader', status: 200 },
  slots: { access: 'reader', status: 200 },
  why: { access: 'reader', status: 400 },
  days: { access: 'reader', status: 200 },
  backfill: { access: 'reader', status: 200 },
  preflight: { access: 'operator', status: 200 },
  metrics: { access: 'reader', status: 200 },
  me: { access: 'reader', status: 200 },
  openapi: { access: 'reader', status: 200 },
  start: { access: 'operator', body: {}, status: 200 },
  stop: { access: 'operator', body: {}, status: 200 },
  forceExecute: { access: 'operator', body: { awal: 'today' }, status: 400 },
  cancel: { access: 'operator', body: {}, status: 404 },
  setInterval: { access: 'admin', body: { hours: 6 }, status: 200 },
  setSchedule: { access: 'admin', body: {}, status: 400 },
  forceUnlock: { access: 'admin', body: { reason: 'matrix' }, status: 409 },
  muteChannel: {
    access: 'operator',
    body: { channel: 'slack', until: null, reason: 'matrix' },
    status: 409,
  },
  testChannels: { access: 'operator', body: {}, status: 409 },
  closePeriod: { access: 'admin', body: {}, status: 400 },
  reopenPeriod: {
    access: 'admin',
    body: { until: '2026-11-24T07:00:00+07:00', reason: 'matrix' },
    status: 409,
  },
  planBackfill: { access: 'operator', body: {}, status: 400 },
  pauseBackfill: { access: 'operator', body: {}, status: 200 },
  resumeBackfill: { access: 'operator', body: {}, status: 200 },
  cancelBackfill: { access: 'operator', body: {}, status: 200 },
  tellPending: { access: 'operator', body: { dates: [] }, status: 400 },
  noteRun: { access: 'operator', body: { text: 'matrix' }, status: 404 },
};

test('every route has a rule here, and every rule has a route', () => {
  expect(Object.fromEntries(routes.map(({ name, access }) => [name, access]))).toEqual(
    Object.fromEntries(Object.entries(rules).map(([name, { access }]) => [name, access])),
  );
});

interface Caller {
  readonly headers: Headers;
  readonly query?: string;
}

async function statusOf(
  app: GuardedApp['app'],
  route: Route,
  { headers, query = '' }: Caller,
): Promise<number> {
  const path = `/${route.path.replace('{id}', '01M83TWC6WTENC80CQS4R1FZWR')}${query}`;
  const { status } =
    route.method === 'GET'
      ? await app.get(path, headers)
      : await app.send(route.method, path, rules[route.name]?.body, headers);
  return status;
}

/** One after another: many changing requests of one caller at the same moment are refused as too many. */
async function statusesOf(
  { app }: GuardedApp,
  callerFor: (route: Route) => Caller,
): Promise<Readonly<Record<string, number>>> {
  const statuses: Record<string, number> = {};
  for (const route of routes) statuses[route.name] = await statusOf(app, route, callerFor(route));
  return statuses;
}

const expectedFor = (may: (access: Access) => boolean, otherwise: number) =>
  Object.fromEntries(
    Object.entries(rules).map(([name, { access, status }]) => [name, may(access) ? status : otherwise]),
  );

/** The statuses, when the request left the table as it was. */
async function statusesWithoutChange(...asked: Parameters<typeof statusesOf>) {
  const before = await stateOf(world.storage);
  const statuses = await statusesOf(...asked);
  expect(await stateOf(world.storage)).toEqual(before);
  return statuses;
}

const held: readonly Role[] = ['reader', 'operator', 'admin'];
const mayWith = (role: Role, access: Access): boolean =>
  access === 'public' || held.indexOf(role) >= held.indexOf(access);

let world: Surroundings;
beforeAll(async () => {
  world = await startSurroundings();
});
afterAll(async () => world?.[Symbol.asyncDispose]());
const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400', ...noSqlServer };

describe('with function keys', () => {
  let guarded: GuardedApp;
  beforeAll(async () => {
    guarded = await startGuarded('keys', { ...world, env: quiet });
  });
  afterAll(async () => guarded?.[Symbol.asyncDispose]());

  const key = (): Headers => ({ 'x-functions-key': guarded.keys.hostKey });
  const wrong = { 'x-functions-key': 'x'.repeat(54) };
  const callers: Readonly<Record<string, (route: Route) => Caller>> = {
    'no credential': () => ({ headers: {} }),
    'a wrong key': () => ({ headers: wrong }),
    'a wrong key in the query': () => ({ headers: {}, query: '?code=x' }),
    'a key of another function': ({ name }) => {
      const [, other = ''] =
        Object.entries(guarded.keys.functionKeys).find(([each]) => each !== name.toLowerCase()) ?? [];
      return { headers: { 'x-functions-key': other } };
    },
    'the key': () => ({ headers: key() }),
    'the key in the query': () => ({ headers: {}, query: `?code=${guarded.keys.hostKey}` }),
    'the key of the function': ({ name }) => ({
      headers: { 'x-functions-key': guarded.keys.functionKeys[name.toLowerCase()] ?? '' },
    }),
    'a session of another site': () => ({ headers: { cookie: 'AppServiceAuthSession=x' } }),
    'a bearer token': () => ({ headers: { authorization: 'Bearer x' } }),
    ...Object.fromEntries(
      held.flatMap((role) => [
        [`a forged ${role}`, () => ({ headers: forgedAs(role) })],
        [`a forged ${role} with a wrong key`, () => ({ headers: { ...forgedAs(role), ...wrong } })],
        [`a forged ${role} with the key`, () => ({ headers: { ...forgedAs(role), ...key() } })],
      ]),
    ),
  };
  const names = Object.keys(callers);

  it.each(names.filter((name) => name.startsWith('the key')))('%s opens everything', async (name) => {
    const statuses = await statusesOf(guarded, (route) => callers[name]?.(route) ?? { headers: {} });
    expect(statuses).toEqual(expectedFor(() => true, 401));
  });

  it.each(names.filter((name) => /^(no|a) (?!forged)/.test(name)))(
    '%s opens only the health check',
    async (name) => {
      const caller = (route: Route) => callers[name]?.(route) ?? { headers: {} };
      expect(await statusesWithoutChange(guarded, caller)).toEqual(
        expectedFor((access) => access === 'public', 401),
      );
    },
  );

  it.each(names.filter((name) => name.startsWith('a forged')))('%s gets 401 everywhere', async (name) => {
    const caller = (route: Route) => callers[name]?.(route) ?? { headers: {} };
    expect(await statusesWithoutChange(guarded, caller)).toEqual(expectedFor(() => false, 401));
  });
});

describe('with App Service Authentication', () => {
  let signedIn: SignedInApp;
  beforeAll(async () => {
    signedIn = await startSignedIn({ ...world, env: quiet });
  });
  afterAll(async () => signedIn?.[Symbol.asyncDispose]());

  const key = (): Headers => ({ 'x-functions-key': signedIn.keys.masterKey });
  const strangers: Readonly<Record<string, () => Caller>> = {
    'no credential': () => ({ headers: {} }),
    'a wrong key': () => ({ headers: { 'x-functions-key': 'x' } }),
    'even the master key': () => ({ headers: key() }),
    'the master key in the query': () => ({ headers: {}, query: `?code=${signedIn.keys.masterKey}` }),
    'a forged session': () => ({ headers: { cookie: `AppServiceAuthSession=${'A'.repeat(43)}` } }),
    'a forged token': () => ({ headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' } }),
    'a forged admin': () => ({ headers: forgedAs('admin') }),
    'a forged admin with the master key': () => ({ headers: { ...forgedAs('admin'), ...key() } }),
  };
  it.each(Object.entries(strangers))('%s opens only the health check', async (_, caller) => {
    expect(await statusesWithoutChange(signedIn, caller)).toEqual(
      expectedFor((access) => access === 'public', 401),
    );
  });

  it.each(held)('a %s gets what the role allows, and 403 for the rest', async (role) => {
    expect(await statusesOf(signedIn, () => ({ headers: signedIn.as[role] }))).toEqual(
      expectedFor((access) => mayWith(role, access), 403),
    );
  });

  it('a user without a role gets 403 and changes nothing', async () => {
    expect(await statusesWithoutChange(signedIn, () => ({ headers: signedIn.as.nobody }))).toEqual(
      expectedFor((access) => access === 'public', 403),
    );
  });

  it.each(held)('a %s who also sends a forged identity keeps that role', async (role) => {
    const headers = { ...signedIn.as[role], ...forgedAs('admin') };
    expect(await statusesOf(signedIn, () => ({ headers }))).toEqual(
      expectedFor((access) => mayWith(role, access), 403),
    );
  });
});

const bearer = (text: string): Headers => ({ authorization: `Bearer ${text}` });
const opened = (statuses: Readonly<Record<string, number>>) =>
  Object.entries(statuses).flatMap(([name, status]) => (status === 401 ? [] : [`${name} ${status}`]));

describe.each(['keys', 'entra'] as const)('with METRICS_TOKEN and --auth %s', (mode) => {
  const token = 'matrix-0123456789-abcdef-0123456789';
  let guarded: GuardedApp;
  beforeAll(async () => {
    guarded = await startGuarded(mode, { ...world, env: { ...quiet, METRICS_TOKEN: token } });
  });
  afterAll(async () => guarded?.[Symbol.asyncDispose]());

  it('the token opens the metrics and nothing else', async () => {
    const statuses = await statusesWithoutChange(guarded, () => ({ headers: bearer(token) }));
    expect(opened(statuses)).toEqual(['health 200', 'metrics 200']);
  });

  it.each([
    ['no token', {}],
    ['another token', bearer(`${token}x`)],
    ['a forged reader', forgedAs('reader')],
  ])('%s opens the health check alone', async (_, headers) => {
    const statuses = await statusesWithoutChange(guarded, () => ({ headers }));
    expect(statuses).toMatchObject({ metrics: 401, status: 401 });
  });

  it('whoever may see everything else does not get past it', async () => {
    const headers =
      mode === 'keys'
        ? { 'x-functions-key': guarded.keys.hostKey }
        : await signIn(guarded.app.host, { name: 'reader@example.com', roles: ['Scheduler.Reader'] });
    expect(await guarded.app.get('/scheduler/status', headers)).toMatchObject({ status: 200 });
    expect(await guarded.app.get('/scheduler/metrics', headers)).toMatchObject({ status: 401 });
  });

  it('HEAD gets the same, and the token is in no log line', async () => {
    const [head, get] = await Promise.all([
      guarded.app.send('HEAD', '/scheduler/metrics', undefined, bearer(token)),
      guarded.app.get('/scheduler/metrics', bearer(token)),
    ]);
    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(guarded.app.host.lines().join('\n')).not.toContain(token);
  });
});
