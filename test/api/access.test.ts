/** Who may do what, and how that is refused. */
import { describe, expect, test } from 'vitest';
import { type Access, decideAccess, readPrincipal } from '../../src/api/access.ts';

interface Claim {
  readonly typ: string;
  readonly val: string;
}
const roleClaim = (name: string): Claim => ({ typ: 'roles', val: `Scheduler.${name}` });
const ada: Claim = { typ: 'preferred_username', val: 'ada@example.com' };
const principal = (claims: readonly unknown[], more: object = {}): string =>
  JSON.stringify({ auth_typ: 'aad', name_typ: 'name', role_typ: 'role', claims, ...more });
const adaAs = (...names: readonly string[]): string => principal([ada, ...names.map(roleClaim)]);

const accesses: readonly Access[] = ['public', 'reader', 'operator', 'admin'];
const allowedTo = (text: string | undefined): readonly Access[] =>
  accesses.filter(
    (access) => decideAccess(access, 'platform', { principal: text, key: false }).kind === 'allowed',
  );
const asReader = (...names: readonly string[]) =>
  decideAccess('reader', 'platform', { principal: adaAs(...names), key: false });

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
      actor: 'ada@example.com',
      role: 'operator',
    });
    expect(asReader('Reader', 'Admin')).toMatchObject({ role: 'admin' });
  });

  test('roles count under the claim type that the principal names, too', () => {
    expect(allowedTo(principal([ada, { typ: 'role', val: 'Scheduler.Admin' }]))).toEqual(accesses);
  });

  test.each([
    ['no role', adaAs()],
    ['a role of another app', principal([ada, { typ: 'roles', val: 'Owner' }])],
    ['a role in other letters', adaAs('admin')],
    ['a role with something behind it', adaAs('Admin ')],
    ['a role under another claim', principal([ada, { typ: 'groups', val: 'Scheduler.Admin' }])],
    ['a name that object prototypes have', principal([ada, { typ: 'roles', val: 'constructor' }])],
  ])('%s is known and may do nothing', (_, text) => {
    expect(allowedTo(text)).toEqual(['public']);
    expect(decideAccess('reader', 'platform', { principal: text, key: false })).toEqual({
      kind: 'forbidden',
      message: 'ada@example.com has no role in this app; this request needs the app role Scheduler.Reader',
    });
  });

  test('a user whose role is too low learns which one is needed', () => {
    expect(decideAccess('admin', 'platform', { principal: adaAs('Operator'), key: false })).toEqual({
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
    ['a claim that is no object', principal([ada, 'Scheduler.Admin'])],
    ['a claim without a type', principal([ada, { val: 'Scheduler.Admin' }])],
    ['a claim whose value is a list', principal([ada, { typ: 'roles', val: ['Scheduler.Admin'] }])],
    ['no name', principal([roleClaim('Admin')])],
    ['a blank name', principal([{ typ: 'name', val: ' ' }, roleClaim('Admin')])],
  ])('%s is nobody, and a key does not help', (_, text) => {
    for (const key of [false, true]) {
      expect(decideAccess('reader', 'platform', { principal: text, key }).kind).toBe('unauthenticated');
      expect(decideAccess('public', 'platform', { principal: text, key }).kind).toBe('allowed');
    }
  });
});

describe('with function keys', () => {
  test('the host has let the caller pass, whatever the route', () => {
    for (const access of accesses) {
      const actorWith = (key: boolean) => decideAccess(access, 'keys', { principal: undefined, key });
      expect(actorWith(true)).toEqual({ kind: 'allowed', actor: 'function key', role: 'admin' });
      expect(actorWith(false)).toEqual({ kind: 'allowed', actor: 'anonymous', role: 'admin' });
    }
  });

  test.each([adaAs('Admin'), '', 'garbage'])(
    'an identity header is refused, whatever it contains: %j',
    (text) => {
      for (const access of accesses) {
        for (const key of [false, true]) {
          expect(decideAccess(access, 'keys', { principal: text, key }).kind).toBe('unauthenticated');
        }
      }
    },
  );
});

const nameOf = (...claims: readonly Claim[]) => readPrincipal(principal(claims))?.name;
const claim = (typ: string, val: string): Claim => ({ typ, val });

describe('the name of a user', () => {
  test('is the claim that the principal names, or the next best', () => {
    expect(nameOf(claim('oid', '1'), ada, claim('name', 'Ada L.'))).toBe('Ada L.');
    expect(nameOf(claim('oid', '1'), claim('azp', 'app'), ada)).toBe('ada@example.com');
    expect(nameOf(claim('oid', '1'), claim('azp', 'app'))).toBe('app');
    expect(nameOf(claim('http://schemas.microsoft.com/identity/claims/objectidentifier', '7'))).toBe('7');
  });

  test('can neither forge log lines nor flood the log', () => {
    expect(nameOf(claim('name', 'Ada\r\n🚨 all is lost\u2028\u0000'))).toBe('Ada  🚨 all is lost  ');
    expect(nameOf(claim('name', 'Ada \u202eadA\u2066 \u200b\u009b31m'))).toBe('Ada  adA    31m');
    expect(nameOf(claim('name', 'x'.repeat(1_000)))).toHaveLength(200);
    expect([...(nameOf(claim('name', '👩'.repeat(1_000))) ?? '')]).toEqual(
      Array.from({ length: 200 }, () => '👩'),
    );
  });

  test('is not one of invisible characters only', () => {
    expect(nameOf(claim('name', '\u202e\u200b'), claim('oid', '1'))).toBe('1');
  });
});
