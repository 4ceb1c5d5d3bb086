/** Headers about the caller as they come over the wire, whatever is in them. */
import { HttpRequest } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import type { Authentication } from '../../src/core/settings/authentication.ts';
import { type OwnSite, readOwnSite } from '../../src/core/settings/own-site.ts';
import { guard } from '../../src/functions/guard.ts';

const siteWith = (authentication: Authentication): OwnSite => ({ ...readOwnSite({}), authentication });
const encoded = (text: string): string => Buffer.from(text).toString('base64');
const admin =
  '{"auth_typ":"aad","claims":[{"typ":"name","val":"ada"},{"typ":"oid","val":"1"},{"typ":"roles","val":"Scheduler.Admin"}]}';

/** As long as the host lets a header be. */
const malformed: Readonly<Record<string, string>> = {
  'not base64': '!!! not base64 !!!',
  'plain JSON': admin,
  'base64 cut short': encoded(admin).slice(0, 41),
  'base64 of no JSON': encoded('hello'),
  'base64 of bytes that are no UTF-8': Buffer.from([0xff, 0xfe, 0x80]).toString('base64'),
  'base64 in UTF-16': Buffer.from(admin, 'utf16le').toString('base64'),
  'two headers joined': `${encoded(admin)},${encoded(admin)}`,
  'two headers joined with a blank': `${encoded(admin)}, ${encoded(admin)}`,
  'two headers one after the other': `${encoded(`${admin} `)}${encoded(admin)}`,
  'a header and an empty one': `${encoded(admin)},`,
  'base64 with a blank in it': `${encoded(admin).slice(0, 8)} ${encoded(admin).slice(8)}`,
  'base64 of URLs': encoded(`${admin}${'\u{1F600}'.repeat(4)}`)
    .replaceAll('+', '-')
    .replaceAll('/', '_'),
  'base64 with a mark of the byte order': encoded(`\ufeff${admin}`),
  'base64 twice': encoded(encoded(admin)),
  'a JSON text': encoded('"admin"'),
  'a JSON number': encoded('1e999'),
  null: encoded('null'),
  'a list of principals': encoded(`[${admin}]`),
  'claims that are null': encoded('{"claims":null}'),
  'claims that are nested': encoded(`{"claims":[[${admin}]]}`),
  'a prototype': encoded('{"__proto__":{"claims":[{"typ":"roles","val":"Scheduler.Admin"}]}}'),
  'brackets, 24,000 deep': encoded('['.repeat(24_000)),
  'claims without a name, 24 kB of them': encoded(
    `{"claims":[${Array.from({ length: 700 }, () => '{"typ":"roles","val":"Scheduler.Admin"}').join(',')}]}`,
  ).slice(0, 32_000),
  '32 kB of one letter': 'A'.repeat(32_000),
};

describe.each(Object.entries(malformed))('an x-ms-client-principal with %s', (_, value) => {
  test.each(['keys', 'platform'] as const)('is nobody, and never an error: %s', (authentication) => {
    for (const route of routes) {
      const request = new HttpRequest({
        method: route.method,
        url: 'http://app/',
        headers: { 'x-ms-client-principal': value, 'content-type': 'application/json' },
      });
      const passage = guard(route, siteWith(authentication), request);
      const open = authentication === 'platform' && route.access === 'public';
      expect(passage).toMatchObject(open ? { kind: 'passed' } : { kind: 'refused', code: 'unauthenticated' });
    }
  });
});

const statusRoute = routes.find(({ name }) => name === 'status')!;
const pass = (site: OwnSite, headers: Record<string, string>, query = '') => {
  const request = new HttpRequest({ method: 'GET', url: `http://app/${query}`, headers });
  const passage = guard(statusRoute, site, request);
  if (passage.kind === 'refused') throw new Error(passage.message);
  return passage;
};

test('a well-formed one is its user, where the platform sets it', () => {
  expect(pass(siteWith('platform'), { 'x-ms-client-principal': encoded(admin) })).toEqual({
    kind: 'passed',
    identity: { kind: 'known', actor: { id: 'user:aad::1', name: 'ada' } },
    role: 'admin',
    from: 'unknown',
  });
});

const key = (text: string) => ({ kind: 'key', key: text });

describe('of the keys in a request, the one counts that the host checked', () => {
  const nobody = { kind: 'known', actor: { id: 'anonymous', name: 'anonymous' } };
  test.each<readonly [string, Record<string, string>, string, object]>([
    ['a header', { 'x-functions-key': 'A' }, '', key('A')],
    ['a parameter', {}, '?code=A', key('A')],
    ['a parameter in capitals', {}, '?CODE=A', key('A')],
    ['a parameter that is encoded', {}, '?c%6Fde=%41', key('A')],
    ['a header, with the key of somebody else in the query', { 'x-functions-key': 'A' }, '?code=B', key('A')],
    ['two headers', { 'x-functions-key': 'A,B' }, '', key('A')],
    ['two headers joined with a blank', { 'x-functions-key': 'A, B' }, '', key('A')],
    ['two parameters, as the host joins them', {}, '?code=A,B', key('A')],
    ['two parameters', {}, '?code=A&Code=B', key('A')],
    ['an empty header, which the host takes', { 'x-functions-key': '' }, '?code=B', nobody],
    ['an empty parameter first', {}, '?code=,B', nobody],
    ['none', {}, '?other=A', nobody],
  ])('%s', (_, headers, query, identity) => {
    expect(pass(siteWith('keys'), headers, query).identity).toEqual(identity);
  });

  test('and none where the host checks none', () => {
    const development = { ...siteWith('keys'), checksKeys: false };
    expect(pass(development, { 'x-functions-key': 'A' }).identity).toEqual(nobody);
  });
});

describe('where a request comes from', () => {
  const azure = { ...siteWith('keys'), forwards: true };
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['10.0.0.1, 203.0.113.7:51234', '203.0.113.7'],
    ['10.0.0.1,203.0.113.7', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['[2001:db8::7]:51234', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113.7,', 'unknown'],
    ['', 'unknown'],
    ['203.0.113.777', 'unknown'],
    ['203.0.113.7:51234:1', 'unknown'],
    ['[203.0.113.7]:51234', 'unknown'],
    ['[2001:db8::7', 'unknown'],
    ['fe80::1%eth0', 'unknown'],
    ['localhost', 'unknown'],
    ['siti', 'unknown'],
    ['<script>', 'unknown'],
    ['1'.repeat(20_000), 'unknown'],
    [`${'1.'.repeat(10_000)}:1`, 'unknown'],
  ])('is on Azure what the front end wrote last into X-Forwarded-For: %s', (header, address) => {
    expect(pass(azure, { 'x-forwarded-for': header }).from).toBe(address);
  });

  test('is not what Front Door says: whoever reaches the app directly can say the same', () => {
    const headers = { 'x-azure-clientip': '198.51.100.1', 'x-forwarded-for': '198.51.100.1, 203.0.113.7' };
    expect(pass(azure, headers).from).toBe('203.0.113.7');
  });

  test('is unknown elsewhere: nobody in front sets the header', () => {
    expect(pass(siteWith('keys'), { 'x-forwarded-for': '203.0.113.7' }).from).toBe('unknown');
  });
});
