/**
 * Stands in for `az`, as far as infra/scripts use it: keeps a directory of applications in the file FAKE_AZ_STATE, and
 * knows of each command only what these scripts rely on. An unknown command fails.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FakeDirectory {
  readonly apps: { appId: string; displayName: string; body: Record<string, unknown> }[];
  readonly servicePrincipals: { appId: string; body: Record<string, unknown> }[];
  readonly credentials: { appId: string; name: string; subject: string; issuer: string }[];
  readonly assignments: { principalId: string; resourceId: string; appRoleId: string }[];
  /** Every command that created something; updates are not among them. */
  readonly created: string[];
}

const file = process.env['FAKE_AZ_STATE'] ?? '';
const args = process.argv.slice(2);
const option = (name: string): string => args[args.indexOf(`--${name}`) + 1] ?? '';
const empty: FakeDirectory = {
  apps: [],
  servicePrincipals: [],
  credentials: [],
  assignments: [],
  created: [],
};
const state: FakeDirectory = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : empty;

function parseBody(text: string): Record<string, unknown> {
  return JSON.parse(text.startsWith('@') ? readFileSync(join(process.cwd(), text.slice(1)), 'utf8') : text);
}

function fail(message: string): never {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(1);
}

/** A PATCH of Microsoft Graph merges one level of the complex properties that are named. */
function merge(target: Record<string, unknown>, body: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(body)) {
    const before = target[name];
    const both = isObject(before) && isObject(value);
    target[name] = both ? { ...before, ...value } : value;
  }
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function rest(): string {
  const url = new URL(option('url'));
  const [, collection = '', appId = ''] = /\/v1\.0\/(\w+)\(appId='([^']+)'\)$/.exec(url.pathname) ?? [];
  if (option('method') === 'PATCH') {
    const list = collection === 'applications' ? state.apps : state.servicePrincipals;
    const found = list.find((each) => each.appId === appId) ?? fail(`no ${collection} ${appId}`);
    merge(found.body, parseBody(option('body')));
    return '';
  }
  if (!url.pathname.endsWith('/appRoleAssignedTo')) fail(`unexpected ${url}`);
  if (option('method') === 'GET') {
    const found = state.assignments.filter(
      ({ principalId, appRoleId }) =>
        option('query').includes(principalId) && option('query').includes(appRoleId),
    );
    return found.map(() => 'assignment').join('\n');
  }
  state.assignments.push(JSON.parse(option('body')));
  state.created.push('assignment');
  return '';
}

function servicePrincipal(): string {
  const appId = option('id');
  const found = state.servicePrincipals.find((each) => each.appId === appId);
  if (args[2] === 'create') {
    state.servicePrincipals.push({ appId, body: {} });
    state.created.push('service principal');
    return '';
  }
  if (found === undefined) fail(`no service principal ${appId}`);
  if (!args.includes('--query') || option('query') === 'id') return `sp-of-${appId}`;
  const roles = state.apps.find((each) => each.appId === appId)?.body['appRoles'];
  const known = Array.isArray(roles) ? roles.map((role: { value: string; id: string }) => role) : [];
  return known.find(({ value }) => option('query').includes(`'${value}'`))?.id ?? '';
}

function federatedCredential(): string {
  const appId = option('id');
  const known = state.credentials.find((each) => each.appId === appId);
  if (args[3] === 'list') return known?.subject ?? '';
  const { name, subject, issuer } = JSON.parse(option('parameters'));
  if (args[3] === 'update' && known !== undefined) known.subject = subject;
  else {
    state.credentials.push({ appId, name, subject, issuer });
    state.created.push('federated credential');
  }
  return '';
}

function app(): string {
  if (args[2] === 'federated-credential') return federatedCredential();
  if (args[2] === 'list') {
    const found = state.apps.filter(
      ({ displayName }) => option('filter') === `displayName eq '${displayName}'`,
    );
    return found.map(({ appId }) => appId).join('\n');
  }
  const appId = `client-${state.apps.length + 1}`;
  state.apps.push({ appId, displayName: option('display-name'), body: {} });
  state.created.push('app');
  return appId;
}

function answer(): string {
  switch (args.slice(0, 2).join(' ')) {
    case 'cloud show':
      return option('query').endsWith('activeDirectory')
        ? 'https://login.microsoftonline.com'
        : 'https://graph.microsoft.com/';
    case 'account show':
      return 'tenant-1';
    case 'ad app':
      return app();
    case 'ad sp':
      return servicePrincipal();
  }
  return args[0] === 'rest' ? rest() : fail(`unknown command ${args.join(' ')}`);
}

if (import.meta.main) {
  const text = answer();
  writeFileSync(file, JSON.stringify(state));
  if (text !== '' && option('output') !== 'none') process.stdout.write(`${text}\n`);
}
