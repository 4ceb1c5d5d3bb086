/** Headers about the caller as they come over the wire, whatever is in them. */
import { HttpRequest } from '@azure/functions';
import { describe, expect, test } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { readOwnSite } from '../../src/core/settings/own-site.ts';
import { guard } from '../../src/functions/guard.ts';

const site = readOwnSite({});
const encoded = (text: string): string => Buffer.from(text).toString('base64');
const admin = '{"claims":[{"typ":"name","val":"ada"},{"typ":"roles","val":"Scheduler.Admin"}]}';

/** As long as the host lets a header be. */
const malformed: Readonly<Record<string, string>> = {
  'not base64': '!!! not base64 !!!',
  'plain JSON': admin,
  'base64 cut short': encoded(admin).slice(0, 41),
  'base64 of no JSON': encoded('hello'),
  'base64 of bytes that are no UTF-8': Buffer.from([0xff, 0xfe, 0x80]).toString('base64'),
  'base64 in UTF-16': Buffer.from(admin, 'utf16le').toString('base64'),
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
      const passage = guard(route, { ...site, authentication }, request);
      const open = authentication === 'platform' && route.access === 'public';
      expect(passage).toMatchObject(open ? { kind: 'passed' } : { kind: 'refused', code: 'unauthenticated' });
    }
  });
});

test('a well-formed one is its user, where the platform sets it', () => {
  const request = new HttpRequest({
    method: 'GET',
    url: 'http://app/',
    headers: { 'x-ms-client-principal': encoded(admin) },
  });
  const route = routes.find(({ name }) => name === 'status');
  expect(route && guard(route, { ...site, authentication: 'platform' }, request)).toEqual({
    kind: 'passed',
    actor: 'ada',
    role: 'admin',
  });
});
