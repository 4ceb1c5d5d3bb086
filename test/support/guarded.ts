/** The built app behind `--auth keys` or `--auth entra`, with credentials that work and some that must not. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { type Keys, readKeys } from '../../local/functions-host/auth/keys.ts';
import type { Role } from '../../src/api/access.ts';
import { signIn } from '../local/functions-host/support/sign-in.ts';
import { type App, type AppOptions, startApp } from './app.ts';
import { readProjectFile } from './project-files.ts';

export type Headers = Readonly<Record<string, string>>;

export interface GuardedApp extends AsyncDisposable {
  readonly app: App;
  readonly keys: Keys;
}

export interface SignedInApp extends GuardedApp {
  /** Headers of a session in a browser that shows the app's own pages. */
  readonly as: Readonly<Record<Role | 'nobody', Headers>>;
}

export const appRoles: Readonly<Record<Role, string>> = {
  reader: 'Scheduler.Reader',
  operator: 'Scheduler.Operator',
  admin: 'Scheduler.Admin',
};

/** Keys of its own, because the folder of the built app is shared by all tests. */
export async function startGuarded(mode: 'keys' | 'entra', options: AppOptions): Promise<GuardedApp> {
  await using stack = new AsyncDisposableStack();
  const file = join(tmpdir(), `jamkerja-keys-${randomUUID()}.json`);
  stack.defer(() => rm(file, { force: true }));
  const args = ['--auth', mode, '--keys-file', file];
  const app = stack.use(await startApp({ ...options, args }));
  const keys = readKeys(file);
  if (keys === undefined) throw new Error(`the host wrote no ${file}`);
  const held = stack.move();
  return { app, keys, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

export async function startSignedIn(options: AppOptions): Promise<SignedInApp> {
  const guarded = await startGuarded('entra', options);
  const session = async (name: string, roles: readonly string[]): Promise<Headers> => ({
    ...(await signIn(guarded.app.host, { name: `${name}@example.com`, roles })),
    'content-type': 'application/json',
    'x-requested-with': 'test',
  });
  const [reader, operator, admin, nobody] = await Promise.all([
    session('reader', [appRoles.reader]),
    session('operator', [appRoles.operator]),
    session('admin', [appRoles.admin]),
    session('nobody', []),
  ]);
  return { ...guarded, as: { reader, operator, admin, nobody } };
}

/** Through the sign-in page, as a person does. */
export async function signInAs(page: Page, name: string, roles: readonly string[]): Promise<void> {
  await page.getByLabel('Name').fill(name);
  for (const role of roles) await page.getByLabel(role).check();
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The app by itself, told that the platform authenticates, without anything that sets or strips headers. */
export async function startUnprotected(options: AppOptions): Promise<App> {
  await using stack = new AsyncDisposableStack();
  const root = await mkdtemp(join(tmpdir(), 'jamkerja-bare-'));
  stack.defer(() => rm(root, { recursive: true, force: true }));
  const main = `process.env.WEBSITE_AUTH_ENABLED = 'True';\nrequire(${JSON.stringify(join(inject('appRoot'), 'dist/main.cjs'))});\n`;
  await writeFile(join(root, 'main.cjs'), main);
  await writeFile(join(root, 'package.json'), '{ "main": "main.cjs" }');
  await writeFile(join(root, 'host.json'), await readProjectFile('host.json'));
  const app = stack.use(await startApp({ ...options, root }));
  const held = stack.move();
  return { ...app, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** As App Service Authentication encodes it, here made by somebody who is not the platform. */
export const principalHeader = (principal: unknown): Headers => ({
  'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
});

export const forgedAs = (role: Role, name = 'eve@example.com', oid = name): Headers =>
  principalHeader({
    auth_typ: 'aad',
    name_typ: 'name',
    role_typ: 'roles',
    claims: [
      { typ: 'name', val: name },
      { typ: 'oid', val: oid },
      { typ: 'roles', val: appRoles[role] },
    ],
  });
