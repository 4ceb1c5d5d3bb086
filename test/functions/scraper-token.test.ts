/** Who may read the metrics: the holder of METRICS_TOKEN where it is set, and readers elsewhere. */
import { HttpRequest } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { readOwnSite } from '../../src/core/settings/own-site.ts';
import { guard } from '../../src/functions/guard.ts';

const token = '0123456789abcdef0123456789ABCDEF-._~+/';
const metrics = routes.find(({ name }) => name === 'metrics')!;
const status = routes.find(({ name }) => name === 'status')!;
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const principal = Buffer.from(
  '{"claims":[{"typ":"oid","val":"1"},{"typ":"roles","val":"Scheduler.Admin"}]}',
).toString('base64');

function codeOf(
  environment: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
  route = metrics,
): string {
  const request = new HttpRequest({ method: 'GET', url: 'http://app/', headers });
  const passage = guard(route, readOwnSite(environment), request);
  return passage.kind === 'passed' ? `passed as ${passage.role}` : passage.code;
}

const platform = { WEBSITE_AUTH_ENABLED: 'true' };
describe.each([
  ['function keys', {}],
  ['App Service Authentication', platform],
])('with the token and %s', (_, environment) => {
  const set = { ...environment, METRICS_TOKEN: token };

  test.each([
    ['the bearer token', `Bearer ${token}`],
    ['the scheme in lower case, as headers permit', `bearer ${token}`],
    ['the password of basic authentication, under any name', basic(`prometheus:${token}`)],
    ['no name', basic(`:${token}`)],
  ])('%s opens the metrics', (__, authorization) => {
    expect(codeOf(set, { authorization })).toBe('passed as reader');
  });

  test.each([
    ['nothing', undefined],
    ['another token', `Bearer ${token.replace('0', '1')}`],
    ['a part of it', `Bearer ${token.slice(0, -1)}`],
    ['more than it', `Bearer ${token}x`],
    ['it twice', `Bearer ${token}, Bearer ${token}`],
    ['it without a scheme', token],
    ['another scheme', `Digest ${token}`],
    ['no token', 'Bearer '],
    ['it as the name', basic(`${token}:`)],
    ['32 kB', `Bearer ${'x'.repeat(32_000)}`],
    ['no base64', 'Basic ???'],
  ])('%s does not', (__, authorization) => {
    expect(codeOf(set, authorization === undefined ? {} : { authorization })).toBe('unauthenticated');
  });

  test('nor does a key or an identity header, which nobody has checked on this path', () => {
    expect(codeOf(set, { 'x-functions-key': 'A' })).toBe('unauthenticated');
    expect(codeOf(set, { 'x-ms-client-principal': principal })).toBe('unauthenticated');
  });

  test('the token does not open anything else', () => {
    const expected = environment === platform ? 'unauthenticated' : 'passed as admin';
    // With function keys, the host has refused whoever had none.
    expect(codeOf(set, { authorization: `Bearer ${token}` }, status)).toBe(expected);
  });
});

test.each(['short', 'a'.repeat(40), '@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/metrics)'])(
  'a token that is refused as a setting opens nothing: %s',
  (wrong) => {
    expect(codeOf({ METRICS_TOKEN: wrong }, { authorization: `Bearer ${wrong}` })).toBe('unauthenticated');
    const request = new HttpRequest({ method: 'GET', url: 'http://app/', headers: {} });
    const message = expect.stringMatching(
      /^the setting METRICS_TOKEN is wrong, so nothing opens the metrics/,
    );
    for (const environment of [{}, platform]) {
      const site = readOwnSite({ ...environment, METRICS_TOKEN: wrong });
      expect(guard(metrics, site, request)).toMatchObject({ code: 'unauthenticated', message });
    }
  },
);

test('without the setting, the metrics are for readers', () => {
  expect(codeOf(platform, { 'x-ms-client-principal': principal })).toBe('passed as admin');
  expect(codeOf(platform, { authorization: `Bearer ${token}` })).toBe('unauthenticated');
  expect(codeOf({}, { 'x-functions-key': 'A' })).toBe('passed as admin');
});
