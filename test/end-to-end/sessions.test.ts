/** What counts as a signed-in user, and what another site's page can make a browser do with a session. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, neverByItself } from '../support/app.ts';
import {
  forgedAs,
  type Headers,
  principalHeader,
  type SignedInApp,
  startSignedIn,
  startUnprotected,
} from '../support/guarded.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { stateOf } from '../support/table-rows.ts';

let world: Surroundings;
let signedIn: SignedInApp;
const env = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };
beforeAll(async () => {
  world = await startSurroundings();
  signedIn = await startSignedIn({ ...world, env });
});
afterAll(async () => {
  await signedIn?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

/** The app's answer, when it left the table as it was. */
async function refusalOf(app: App, headers: Headers, body?: string) {
  const before = await stateOf(world.storage);
  const answer = await app.post('/scheduler/stop', body, headers);
  expect(await stateOf(world.storage)).toEqual(before);
  return { status: answer.status, code: answer.body.error.code };
}

const raw = (text: string): Headers => ({ 'x-ms-client-principal': Buffer.from(text).toString('base64') });
const twice = (headers: Headers, between: string): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}${between}${value}`]));
const cookieOnly = (): Headers => ({ cookie: signedIn.as.operator['cookie'] ?? '' });
const origin = (): Headers => ({ origin: signedIn.app.host.url('') });

describe('the app itself, where nothing in front of it sets or strips headers', () => {
  let bare: App;
  beforeAll(async () => {
    bare = await startUnprotected({ ...world, env });
  });
  afterAll(async () => bare?.[Symbol.asyncDispose]());

  const own = { 'x-requested-with': 'test', 'content-type': 'application/json' };
  const name = { typ: 'name', val: 'eve@example.com' };
  const oid = { typ: 'oid', val: 'eve' };
  const admin = { typ: 'roles', val: 'Scheduler.Admin' };

  it('believes the platform, so a well-formed principal passes', async () => {
    expect((await bare.post('/scheduler/start', {}, { ...own, ...forgedAs('operator') })).status).toBe(200);
  });

  it.each<readonly [string, Headers]>([
    ['no principal', {}],
    ['an empty one', { 'x-ms-client-principal': '' }],
    ['no base64', { 'x-ms-client-principal': '%%%' }],
    ['bytes that are no UTF-8', { 'x-ms-client-principal': Buffer.from([0xff, 0xfe, 0]).toString('base64') }],
    ['JSON that was not encoded', { 'x-ms-client-principal': JSON.stringify({ claims: [name, admin] }) }],
    ['no JSON', raw('Scheduler.Admin')],
    ['half of a JSON text', raw('{"claims":[')],
    ['a list', raw('[]')],
    ['thousands of brackets', raw('['.repeat(5_000))],
    ['no claims', principalHeader({ auth_typ: 'aad' })],
    ['claims in an object', principalHeader({ claims: { name, admin } })],
    ['claims as texts', principalHeader({ claims: ['Scheduler.Admin'] })],
    [
      'a role as a list',
      principalHeader({ claims: [name, oid, { typ: 'roles', val: ['Scheduler.Admin'] }] }),
    ],
    ['a name and no id', principalHeader({ claims: [name, admin] })],
    ['two ids', principalHeader({ claims: [oid, { ...oid, val: 'ada' }, admin] })],
    ['two principals', twice(forgedAs('admin'), ',')],
    ['two principals with a blank', twice(forgedAs('admin'), ', ')],
    [
      'only the other identity headers',
      { 'x-ms-client-principal-name': 'eve', 'x-ms-client-principal-id': '1' },
    ],
    ['a function key', { 'x-functions-key': 'x' }],
  ])('takes %s for nobody', async (_, headers) => {
    expect(await refusalOf(bare, { ...own, ...headers })).toEqual({ status: 401, code: 'unauthenticated' });
  });

  it.each<readonly [string, unknown]>([
    ['no roles', [name, oid]],
    ['unknown roles', [name, oid, { typ: 'roles', val: 'Owner' }, { typ: 'roles', val: 'scheduler.admin' }]],
    ['a role under another claim', [name, oid, { typ: 'scp', val: 'Scheduler.Admin' }]],
    ['a role too low', [name, oid, { typ: 'roles', val: 'Scheduler.Reader' }]],
  ])('refuses whoever has %s', async (_, claims) => {
    const headers = { ...own, ...principalHeader({ claims }) };
    expect(await refusalOf(bare, headers)).toEqual({ status: 403, code: 'forbidden' });
  });
});

describe('a command sent with a session', () => {
  const json = { 'content-type': 'application/json' };

  it.each<readonly [string, () => Headers]>([
    ['nothing but the cookie', () => json],
    ['the Origin of another site', () => ({ ...json, origin: 'https://evil.example' })],
    ['the Origin null', () => ({ ...json, origin: 'null' })],
    ['the Origin of another port', () => ({ ...json, origin: 'http://127.0.0.1:1' })],
    ['an empty X-Requested-With', () => ({ ...json, 'x-requested-with': '' })],
    ['a password', () => ({ ...json, authorization: 'Basic eDp5' })],
    ['a form', () => ({ ...origin(), 'content-type': 'application/x-www-form-urlencoded' })],
    ['a form with a file', () => ({ ...origin(), 'content-type': 'multipart/form-data; boundary=x' })],
    ['plain text', () => ({ ...origin(), 'x-requested-with': 'test', 'content-type': 'text/plain' })],
    ['no content type', () => ({ ...origin(), 'x-requested-with': 'test' })],
  ])('is refused with %s, and changes nothing', async (_, headers) => {
    const refusal = await refusalOf(signedIn.app, { ...cookieOnly(), ...headers() });
    expect(refusal).toEqual({ status: 403, code: 'cross_site' });
  });

  it.each<readonly [string, () => Headers]>([
    ['the header X-Requested-With', () => ({ ...json, 'x-requested-with': 'test' })],
    ['its own Origin', () => ({ ...json, ...origin() })],
    ['a bearer token, with neither', () => ({ authorization: 'Bearer x' })],
  ])('passes with %s', async (_, headers) => {
    const answer = await signedIn.app.post('/scheduler/start', undefined, { ...cookieOnly(), ...headers() });
    expect(answer.status).toBe(200);
  });

  it('does not restrict queries from other sites, because they change nothing', async () => {
    const headers = { ...cookieOnly(), origin: 'https://evil.example' };
    const answer = await signedIn.app.get('/scheduler/status', headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
