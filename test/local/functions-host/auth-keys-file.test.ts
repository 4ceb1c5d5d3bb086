import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { readKeys } from '../../../local/functions-host/auth/keys.ts';
import { startHost } from '../../support/host-process.ts';
import { keysFileOf, keysOf, makeGuardedApp, secretsIn } from './support/guarded-app.ts';

const args = ['--auth', 'keys'];

test('the keys survive restarts, and a new function gets its own', async () => {
  using fixture = makeGuardedApp();
  await (await startHost({ root: fixture.root, args })).stop();
  const first = keysOf(fixture.root);
  writeFileSync(
    path.join(fixture.root, 'main.cjs'),
    `require('@azure/functions').app.http('Three', { authLevel: 'function', handler: () => ({}) });`,
  );
  await using host = await startHost({ root: fixture.root, args });
  const { functionKeys, ...others } = keysOf(fixture.root);
  expect({ ...others, functionKeys }).toEqual({
    ...first,
    functionKeys: { ...first.functionKeys, three: functionKeys['three'] },
  });
  const headers = { 'x-functions-key': functionKeys['three']! };
  expect((await fetch(host.url('/Three'), { headers })).status).toBe(200);
});

test('every key differs from the others', async () => {
  using fixture = makeGuardedApp();
  await (await startHost({ root: fixture.root, args })).stop();
  expect(new Set(secretsIn(keysFileOf(fixture.root))).size).toBe(8);
});

test.skipIf(process.platform === 'win32')('only the owner may read the file', async () => {
  using fixture = makeGuardedApp();
  await (await startHost({ root: fixture.root, args })).stop();
  expect(statSync(keysFileOf(fixture.root)).mode & 0o777).toBe(0o600);
});

test('--keys-file sets another path', async () => {
  using fixture = makeGuardedApp();
  const file = path.join(fixture.root, 'elsewhere/k.json');
  await using host = await startHost({ root: fixture.root, args: [...args, '--keys-file', file] });
  expect(readKeys(keysFileOf(fixture.root))).toBeUndefined();
  const headers = { 'x-functions-key': readKeys(file)!.hostKey };
  expect((await fetch(host.url('/one'), { headers })).status).toBe(200);
});

test.each([
  ['is not JSON', '{ "masterKey": "a-secret-that-must-not-be-shown", '],
  ['has a key that is too short', '{ "masterKey": "a-secret", "hostKey": "", "functionKeys": {} }'],
])('a file that %s ends the host, which does not reveal its contents', async (_, content) => {
  using fixture = makeGuardedApp();
  const file = path.join(fixture.root, 'k.json');
  writeFileSync(file, content);
  const failure = await startHost({ root: fixture.root, args: [...args, '--keys-file', file] }).then(
    () => 'it started',
    String,
  );
  expect(failure).toContain('delete it, and the next start creates one with new keys.');
  expect(failure).not.toContain('a-secret');
});
