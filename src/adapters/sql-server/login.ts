/** Who logs in to SQL Server: a user with a password, or the identity of the app. */
import type { ParsedSettings } from '../../core/settings/environment.ts';

export type SqlLogin =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'managed-identity'; readonly clientId?: string | undefined };

export interface LoginValues {
  readonly SQL_AUTHENTICATION?: 'password' | 'managed-identity' | undefined;
  readonly SQL_USER?: string | undefined;
  readonly SQL_PASSWORD?: string | undefined;
  readonly SQL_CLIENT_ID?: string | undefined;
}

export function parseLogin(values: LoginValues): ParsedSettings<SqlLogin> {
  const { SQL_USER: user, SQL_PASSWORD: password, SQL_CLIENT_ID: clientId } = values;
  const authentication = values.SQL_AUTHENTICATION ?? (user === undefined ? 'managed-identity' : 'password');
  if (authentication === 'managed-identity') {
    const problems = problemsOfIdentity(user, password);
    if (problems.length > 0) return { kind: 'invalid', problems };
    return { kind: 'valid', settings: { kind: 'managed-identity', clientId } };
  }
  if (clientId !== undefined) {
    const problem = `SQL_CLIENT_ID is ${JSON.stringify(clientId)}, but the login is by user and password: expected it with a managed identity only`;
    return { kind: 'invalid', problems: [problem] };
  }
  if (user === undefined || password === undefined) {
    const missing = user === undefined ? 'SQL_USER' : 'SQL_PASSWORD';
    const problem = `${missing} is missing: expected SQL_USER and SQL_PASSWORD for a login by password`;
    return { kind: 'invalid', problems: [problem] };
  }
  return { kind: 'valid', settings: { kind: 'password', user, password } };
}

function problemsOfIdentity(user: string | undefined, password: string | undefined): readonly string[] {
  if (user !== undefined) {
    return [
      `SQL_USER is ${JSON.stringify(user)}, but SQL_AUTHENTICATION is managed-identity: expected no user; SQL_CLIENT_ID names a user-assigned identity`,
    ];
  }
  if (password !== undefined) {
    return ['SQL_PASSWORD is set, but SQL_USER is missing: expected both, or neither for a managed identity'];
  }
  return [];
}
