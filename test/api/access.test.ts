/** Who may do what, and how that is refused. */
import { describe, expect, test } from 'vitest';
import { type Access, decideAccess } from '../../src/api/access.ts';
import type { Identity } from '../../src/core/identity.ts';

interface Claim {
  readonly typ: string;
  readonly val: string;
}
const roleClaim = (name: string): Claim => ({ typ: 'roles', val: `Scheduler.${name}` });
const ada: readonly Claim[] = [
  { typ: 'preferred_username', val: 'ada@example.com' },
  { typ: 'oid', val: 'ada-1' },
];
const principal = (claims: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ auth_typ: 'aad', name_typ: 'name', role_typ: 'role', claims, ...more });
const adaAs = (...names: readonly string[]): string => principal([...ada, ...names.map(roleClaim)]);

const platform = { authentication: 'platform', checksKeys: true } as const;
const keys = { authentication: 'keys', checksKeys: true } as const;
const accesses: readonly Access[] = ['public', 'reader', 'operator', 'admin'];
const allowedTo = (text: string | undefined): readonly Access[] =>
  accesses.filter(
    (access) => decideAccess(access, platform, { principal: text, key: undefined }).kind === 'allowed',
  );
const asReader = (...names: readonly string[]) =>
  decideAccess('reader', platform, { principal: adaAs(...names), key: undefined });

describe('with App Service Authentication', () => {
  test('each role includes the ones below it', () => {
    expect(allowedTo(adaAs('Reader'))).toEqual(['public', 'reader']);
    expect(allowedTo(adaAs('Operator'))).toEqual(['public', 'reader', 'operator']);
    expect(allowedTo(adaAs('Admin'))).toEqual(['public', 'reader', 'operator', 'admin']);
    expect(allowedTo(adaAs('Admin', 'Reader'))).toEqual(accesses);
  });

  test('the highest role held is reported', () => {
    expect(asReader('Operator', 'Reader')).toEqual({
      kind: 'allowed',
      identity: { kind: 'known', actor: { id: 'user:aad::ada-1', name: 'ada@example.com' } },
      role: 'operator',
    });
    expect(asReader('Reader', 'Admin')).toMatchObject({ role: 'admin' });
  });

  test('roles count under the claim type that the principal names, too', () => {
    expect(allowedTo(principal([...ada, { typ: 'role', val: 'Scheduler.Admin' }]))).toEqual(accesses);
  });

  test.each([
    ['no role', adaAs()],
    ['a role of another app', principal([...ada, { typ: 'roles', val: 'Owner' }])],
    ['a role in other letters', adaAs('admin')],
    ['a role with something behind it', adaAs('Admin ')],
    ['a role under another claim', principal([...ada, { typ: 'groups', val: 'Scheduler.Admin' }])],
    ['a name that object prototypes have', principal([...ada, { typ: 'roles', val: 'constructor' }])],
  ])('%s is known and may do nothing', (_, text) => {
    expect(allowedTo(text)).toEqual(['public']);
    expect(decideAccess('reader', platform, { principal: text, key: undefined })).toEqual({
      kind: 'forbidden',
      message: 'ada@example.com has no role in this app; this request needs the app role Scheduler.Reader',
    });
  });

  test('a user whose role is too low learns which one is needed', () => {
    expect(decideAccess('admin', platform, { principal: adaAs('Operator'), key: undefined })).toEqual({
      kind: 'forbidden',
      message:
        'ada@example.com has the role operator in this app; this request needs the app role Scheduler.Admin',
    });
  });

  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['no JSON', '{"claims"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no claims', '{}'],
    ['claims that are no list', principal([]).replace('[]', '{}')],
    ['a claim that is no object', principal([...ada, 'Scheduler.Admin'])],
    ['a claim without a type', principal([...ada, { val: 'Scheduler.Admin' }])],
    ['a claim whose value is a list', principal([...ada, { typ: 'roles', val: ['Scheduler.Admin'] }])],
    ['no id', principal([{ typ: 'name', val: 'Ada' }, roleClaim('Admin')])],
    ['a blank id', principal([{ typ: 'oid', val: ' ' }, roleClaim('Admin')])],
  ])('%s is nobody, and a key does not help', (_, text) => {
    for (const key of [undefined, 'k']) {
      expect(decideAccess('reader', platform, { principal: text, key }).kind).toBe('unauthenticated');
      expect(decideAccess('public', platform, { principal: text, key }).kind).toBe('allowed');
    }
  });
});

describe('with function keys', () => {
  test('the host has let the caller pass, whatever the route', () => {
    for (const access of accesses) {
      for (const key of [undefined, 'k']) {
        const decision = decideAccess(access, keys, { principal: undefined, key });
        expect(decision).toMatchObject({ kind: 'allowed', role: 'admin' });
      }
    }
  });

  const nobody: Identity = { kind: 'known', actor: { id: 'anonymous', name: 'anonymous' } };
  const k1: Identity = { kind: 'key', key: 'k1' };
  test.each<readonly [string, Access, boolean, string | undefined, Identity]>([
    ['that the host checked is who holds it', 'operator', true, 'k1', k1],
    ['on a public route was checked by nobody', 'public', true, 'k1', nobody],
    ['on a host that checks none was checked by nobody', 'operator', false, 'k1', nobody],
    ['that is missing is nobody', 'operator', false, undefined, nobody],
  ])('a key %s', (_, access, checksKeys, key, identity) => {
    const decision = decideAccess(
      access,
      { authentication: 'keys', checksKeys },
      { principal: undefined, key },
    );
    expect(decision).toEqual({ kind: 'allowed', identity, role: 'admin' });
  });

  test.each([adaAs('Admin'), '', 'garbage'])(
    'an identity header is refused, whatever it contains: %j',
    (text) => {
      for (const access of accesses) {
        for (const key of [undefined, 'k']) {
          expect(decideAccess(access, keys, { principal: text, key }).kind).toBe('unauthenticated');
        }
      }
    },
  );
});
