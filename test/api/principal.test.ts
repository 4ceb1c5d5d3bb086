/** Who a signed-in user is: by ids, never by the name, which its owner can choose. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPrincipal } from '../../src/api/principal.ts';
import { labelOf, userId } from '../../src/core/identity.ts';

interface Claim {
  readonly typ: string;
  readonly val: unknown;
}
const claim = (typ: string, val: unknown): Claim => ({ typ, val });
const principal = (claims: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ auth_typ: 'aad', name_typ: 'name', role_typ: 'role', claims, ...more });
const read = (claims: readonly Claim[], more?: object) => readPrincipal(principal(claims, more));

const microsoft = 'http://schemas.microsoft.com/identity/claims';
const nameIdentifier = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
const one = '3f2a91c0-7d0f-4a53-8a0e-6d5a1f0c9b77';
const other = '91c03f2a-7d0f-4a53-8a0e-6d5a1f0c9b77';
const tenant = '1c0b9a4e-4f5f-4f0e-9d57-2f1f0a3f6d11';
const inTenant = claim(`${microsoft}/tenantid`, tenant);
const budi = claim('name', 'Budi');

/** Another way to cut the same text into three. */
const recut = (text: string, first: number, second: number): readonly [string, string, string] => {
  const cuts = [...text.matchAll(/:/g)].map(({ index }) => index);
  const [from = 0, to = 0] = [cuts[first % cuts.length], cuts[second % cuts.length]].toSorted(
    (a = 0, b = 0) => a - b,
  );
  return [text.slice(0, from), text.slice(from + 1, to), text.slice(to + 1)];
};

describe('the id of a user', () => {
  const aad = `user:aad:${tenant}:${one}`;
  test.each<readonly [string, readonly Claim[], string]>([
    ['the object id within the tenant', [inTenant, claim(`${microsoft}/objectidentifier`, one)], aad],
    ['the same under short claim types', [claim('tid', tenant), claim('oid', one)], aad],
    ['the same in capitals', [inTenant, claim('oid', one.toUpperCase())], aad],
    ['the same when it is said twice', [inTenant, claim('oid', one), claim('oid', one)], aad],
    ['not the client that a user came through', [inTenant, claim('azp', other), claim('oid', one)], aad],
    ['without a tenant, no other than with an empty one', [claim('oid', one)], `user:aad::${one}`],
    ['a subject, where there is no object id', [claim(nameIdentifier, 'AbC')], 'user:aad::AbC'],
    ['an application, by an old token', [inTenant, claim('appid', other)], `user:aad:${tenant}:${other}`],
    ['an application, by a new token', [inTenant, claim('azp', other)], `user:aad:${tenant}:${other}`],
    ['an account at GitHub', [claim(nameIdentifier, '583231')], 'user:github::583231'],
    ['an account at Google', [claim(nameIdentifier, '1029')], 'user:google::1029'],
    ['an id with separators', [claim('sub', 'a:b c%')], 'user:aad::a%003ab%0020c%0025'],
  ])('is %s', (_, claims, id) => {
    expect(read([budi, ...claims], { auth_typ: id.split(':')[1] })?.id).toBe(id);
  });

  test('differs for two users of the same name, and so does what texts say', () => {
    const users = [one, other].map((oid) => read([budi, inTenant, claim('oid', oid)]));
    expect(users.map((user) => user && labelOf(user.name, user.id))).toEqual([
      'Budi (3f2a91c0)',
      'Budi (91c03f2a)',
    ]);
  });

  test.each([
    [{ auth_typ: 'aad' }, { auth_typ: 'github' }],
    [{ auth_typ: 'a' }, { auth_typ: 'a:' }],
  ])('differs between the identity providers %j and %j', (mine, yours) => {
    const sub = claim('sub', '1');
    expect(read([sub], mine)?.id).not.toBe(read([sub], yours)?.id);
  });

  test('is never that of somebody else, and has no blank, which separates it from an Idempotency-Key', () => {
    const part = fc.string({ unit: fc.constantFrom(':', '%', ' ', '0', '3', 'a', 'A'), maxLength: 6 });
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.nat(), fc.nat(), (parts, first, second) => {
        const others = recut(parts.join(':'), first, second);
        expect(userId(...parts) === userId(...others)).toBe(
          parts.every((each, index) => each === others[index]),
        );
        expect(userId(...parts)).not.toMatch(/\s/);
      }),
      { numRuns: 500 },
    );
  });

  test.each<readonly [string, readonly Claim[]]>([
    ['only a name', [budi]],
    ['two object ids', [budi, claim('oid', one), claim('oid', other)]],
    ['two object ids under two types', [claim('oid', one), claim(`${microsoft}/objectidentifier`, other)]],
    ['two tenants', [inTenant, claim('tid', other), claim('oid', one)]],
    ['a blank object id beside a subject', [claim('oid', ' '), claim('sub', 'x')]],
    ['an object id of a list', [claim('oid', [one])]],
    ['an object id of a number', [claim('oid', 7)]],
    ['an object id that is null', [claim('oid', null)]],
    ['an object id of half a character', [claim('oid', 'a\ud800')]],
    ['an object id with a line break', [claim('oid', 'a\nb')]],
    ['an object id with an invisible character', [claim('oid', `${one}\u200b`)]],
    ['an object id of 30 kB', [claim('oid', 'x'.repeat(30_000))]],
    ['a tenant of 30 kB', [claim('tid', 'x'.repeat(30_000)), claim('oid', one)]],
    ['a claim type in capitals', [claim('OID', one)]],
    ['a claim type that is an ancestor of objects', [claim('__proto__', one), claim('constructor', one)]],
  ])('does not come from %s', (_, claims) => {
    expect(read(claims)).toBeUndefined();
  });

  test.each([
    ['another principal inside', principal([principal([claim('oid', one)])])],
    ['a prototype', '{"__proto__":{"claims":[{"typ":"oid","val":"1"}]}}'],
    ['claims as a prototype', '{"claims":{"__proto__":[{"typ":"oid","val":"1"}],"length":1}}'],
    ['an odd identity provider', principal([claim('oid', one)], { auth_typ: 'aad\u202e' })],
    ['an identity provider of a list', principal([claim('oid', one)], { auth_typ: ['aad'] })],
  ])('does not come from %s', (_, text) => {
    expect(readPrincipal(text)).toBeUndefined();
  });
});

const nameOf = (...claims: readonly Claim[]) => read([...claims, claim('oid', '1')])?.name;
const ada = claim('preferred_username', 'ada@example.com');

describe('the name of a user', () => {
  test('is the claim that the principal names, or the next best', () => {
    expect(nameOf(ada, claim('name', 'Ada L.'))).toBe('Ada L.');
    expect(nameOf(claim('azp', 'app'), ada)).toBe('ada@example.com');
    expect(nameOf(claim('azp', 'app'))).toBe('app');
    expect(nameOf()).toBe('1');
  });

  test('can neither forge log lines nor flood the log', () => {
    expect(nameOf(claim('name', 'Ada\r\n🚨 all is lost\u2028\u0000'))).toBe('Ada 🚨 all is lost');
    expect(nameOf(claim('name', 'Ada \u202eadA\u2066 \u200b\u009b31m'))).toBe('Ada adA 31m');
    expect(nameOf(claim('name', 'Ada\ud800'))).toBe('Ada');
    expect(nameOf(claim('name', 'x'.repeat(1_000)))).toHaveLength(200);
    expect([...(nameOf(claim('name', '👩'.repeat(1_000))) ?? '')]).toEqual(
      Array.from({ length: 200 }, () => '👩'),
    );
  });

  test.each(['\u202e\u200b', '\u2800', '\u3164\uffa0', '\u200c\ufe0f'])(
    'is not one that nobody sees: %j',
    (name) => {
      expect(nameOf(claim('name', name), ada)).toBe('ada@example.com');
    },
  );

  test.each([
    'anonymous',
    'schedule',
    'first start',
    'npm start',
    'function key 1a2b3c4d',
    'Budi (3f2a91c0)',
  ])('does not pass for the one that the app itself gives: %s', (name) => {
    const user = read([claim('name', name), claim('oid', other)]);
    expect(user && labelOf(user.name, user.id)).toBe(`${name} (91c03f2a)`);
  });
});
