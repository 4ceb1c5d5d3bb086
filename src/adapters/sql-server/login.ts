/** Who logs in to SQL Server: a user with a password, or the identity of the app. */
import type { ParsedSettings } from '../../core/settings/environment.ts';

export type SqlLogin =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'managed-identity'; readonly clientId?: string | undefined };

export interface LoginValues {
  readonly SQL_AUTHENTICATION?: string | undefined;
  readonly SQL_USER?: string | undefined;
  readonly SQL_PASSWORD?: string | undefined;
  readonly SQL_CLIENT_ID?: string | undefined;
}

/** For people: never with the password. */
export const describeLogin = (login: SqlLogin): string =>
  login.kind === 'password' ? login.user : `managed identity ${login.clientId ?? '(system-assigned)'}`;

type LabelOf = (name: string) => string;
const identity = 'managed-identity';

/** Without spaces, hyphens and case: `Active Directory Managed Identity` in ADO.NET, `ActiveDirectoryMsi` in ODBC. */
const ways: ReadonlyMap<string, SqlLogin['kind']> = new Map([
  ['password', 'password'],
  ['sqlpassword', 'password'],
  ['managedidentity', identity],
  ['activedirectorymanagedidentity', identity],
  ['activedirectorymsi', identity],
  ['activedirectorydefault', identity],
]);

export const isIdentity = (authentication: string | undefined): boolean =>
  authentication !== undefined && ways.get(plain(authentication)) === identity;

/** They need a person, a secret of another kind, or Windows. */
const unsupported: ReadonlyMap<string, string> = new Map(
  ['Service Principal', 'Password', 'Integrated', 'Interactive', 'Device Code Flow', 'Workload Identity'].map(
    (name) => [plain(`Active Directory ${name}`), `Active Directory ${name}`] as const,
  ),
);

const anonymousLabels: LabelOf = (name) => name;

const invalid = (problem: string) => ({ kind: 'invalid', problems: [problem] }) as const;

export function parseLogin(
  values: LoginValues,
  labelOf: LabelOf = anonymousLabels,
): ParsedSettings<SqlLogin> {
  const {
    SQL_USER: user,
    SQL_PASSWORD: password,
    SQL_CLIENT_ID: clientId,
    SQL_AUTHENTICATION: wanted,
  } = values;
  const way = wanted === undefined ? (user === undefined ? identity : 'password') : ways.get(plain(wanted));
  const authentication = labelOf('SQL_AUTHENTICATION');
  if (way === undefined) {
    const name = unsupported.get(plain(wanted ?? ''));
    const expected =
      authentication === 'SQL_AUTHENTICATION'
        ? 'expected password or managed-identity'
        : 'expected Active Directory Managed Identity, or User ID and Password of a SQL Server login without Authentication';
    return invalid(
      name === undefined
        ? `${authentication} has a wrong value (not shown): ${expected}`
        : `${authentication} is ${name}, which is not supported: ${expected}`,
    );
  }
  if (way === identity) {
    const problem = problemOfIdentity(values, labelOf);
    return problem === undefined ? { kind: 'valid', settings: { kind: way, clientId } } : invalid(problem);
  }
  if (clientId !== undefined) {
    return invalid(
      'SQL_CLIENT_ID is set, but the login is by user and password: expected it with a managed identity only',
    );
  }
  if (user === undefined || password === undefined) {
    const missing = labelOf(user === undefined ? 'SQL_USER' : 'SQL_PASSWORD');
    return invalid(
      `${missing} is missing: expected ${labelOf('SQL_USER')} and ${labelOf('SQL_PASSWORD')} for a login by password`,
    );
  }
  const problem =
    problemOfUser(user, labelOf('SQL_USER')) ?? problemOfPassword(password, labelOf('SQL_PASSWORD'));
  return problem === undefined
    ? { kind: 'valid', settings: { kind: way, user, password } }
    : invalid(problem);
}

function problemOfIdentity(values: LoginValues, labelOf: LabelOf): string | undefined {
  const { SQL_USER: user, SQL_PASSWORD: password, SQL_AUTHENTICATION: wanted } = values;
  const authentication = labelOf('SQL_AUTHENTICATION');
  if (password !== undefined) {
    const name = labelOf('SQL_PASSWORD');
    return wanted === undefined
      ? `${name} is set, but ${labelOf('SQL_USER')} is missing: expected both, or neither for a managed identity`
      : `${name} is set, but ${authentication} asks for a managed identity, which has no password: remove ${name}, or remove ${authentication} to log in by user and password`;
  }
  if (user === undefined) return undefined;
  return `SQL_USER is set, but ${authentication} is managed-identity: expected no user; SQL_CLIENT_ID names a user-assigned identity`;
}

function problemOfUser(user: string, label: string): string | undefined {
  if (user.includes('\\')) {
    return `${label} is a Windows login (DOMAIN\\name), which is not supported: expected a SQL Server login with its password`;
  }
  if (/[;=]|:\/\//.test(user)) {
    return `${label} contains ; or = or a URL (not shown): expected only the name of a SQL Server login`;
  }
  return undefined;
}

function problemOfPassword(password: string, label: string): string | undefined {
  if (/^[\r\n]|[\r\n]$/.test(password)) {
    return `${label} begins or ends with a line break, as a secret does that was made from a file: expected it without`;
  }
  // In a connection string quotes tell whether the braces belong to it.
  if (label !== 'SQL_PASSWORD' || !password.startsWith('{') || !password.endsWith('}')) return undefined;
  return 'SQL_PASSWORD is in braces, which quote in ODBC only: write it without them, or, if they belong to it, use SQL_CONNECTION_STRING with Password="{…}"';
}

function plain(text: string): string {
  return text.replaceAll(/[\s_-]+/g, '').toLowerCase();
}
