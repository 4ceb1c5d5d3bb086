/** A fixture app with a route for each authLevel that returns what reached the handler. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { readKeys, type Keys } from '../../../../local/functions-host/auth/keys.ts';
import { type FixtureApp, makeApp } from './fixture-app.ts';

const main = `
const tell = (request) => ({
  jsonBody: {
    url: request.url,
    headers: Object.fromEntries(request.headers),
    user: request.headers.has('x-ms-client-principal') ? request.user : null,
    platform: process.env.WEBSITE_AUTH_ENABLED ?? null,
  },
});
app.http('one', { route: 'one', authLevel: 'function', handler: tell });
app.http('two', { route: 'two', authLevel: 'function', handler: tell });
app.http('chief', { route: 'chief', authLevel: 'admin', handler: tell });
app.http('open', { route: 'open', authLevel: 'anonymous', handler: tell });
app.http('health', { route: 'scheduler/health', authLevel: 'anonymous', handler: tell });
app.http('broken', { route: 'broken', authLevel: 'function', handler: (request) => { throw new Error('no such ' + request.url); } });
app.timer('tick', { schedule: '0 0 0 1 1 *', handler: () => {} });
`;

export const makeGuardedApp = (): FixtureApp => makeApp({ main });

export interface Told {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly user: { readonly username: string; readonly id: string } | null;
  readonly platform: string | null;
}

export async function told(response: Response): Promise<Told> {
  return (await response.json()) as Told;
}

export const keysFileOf = (root: string): string => path.join(root, '.local/keys.json');

export function keysOf(root: string): Keys {
  const keys = readKeys(keysFileOf(root));
  if (keys === undefined) throw new Error(`${keysFileOf(root)} was not written`);
  return keys;
}

/** Every secret in the file, under whatever name. */
export function secretsIn(file: string): readonly string[] {
  return readFileSync(file, 'utf8').match(/[\w-]{40,}/g) ?? [];
}

/** Headers that a stranger would send to impersonate somebody. */
export const forgedIdentity = {
  'x-ms-client-principal': Buffer.from(
    JSON.stringify({ auth_typ: 'aad', claims: [{ typ: 'roles', val: 'Scheduler.Admin' }] }),
  ).toString('base64'),
  'x-ms-client-principal-id': 'forged-id',
  'x-ms-client-principal-name': 'forged-name',
  'x-ms-client-principal-idp': 'aad',
  'x-ms-token-aad-id-token': 'forged-token',
  'x-ms-token-aad-access-token': 'forged-token',
};
