/** A signed-in user as App Service Authentication presents one to the app: claims, and headers with them. */
import { createHash } from 'node:crypto';

export const appRoles = ['Scheduler.Reader', 'Scheduler.Operator', 'Scheduler.Admin'] as const;
export type AppRole = (typeof appRoles)[number];

export interface User {
  readonly name: string;
  readonly roles: readonly AppRole[];
}

export interface Claim {
  readonly typ: string;
  readonly val: string;
}

export type RequestHeaders = Readonly<Record<string, string>>;

const objectIdType = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const nameType = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
const roleType = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';

/** App roles have the claim type `roles`, although role_typ names another: Entra ID does the same. */
export function claimsOf({ name, roles }: User): readonly Claim[] {
  return [
    { typ: nameType, val: name },
    { typ: 'name', val: name },
    { typ: 'preferred_username', val: name },
    { typ: objectIdType, val: objectIdOf(name) },
    ...roles.map((role) => ({ typ: 'roles', val: role })),
  ];
}

export function identityHeaders(user: User): RequestHeaders {
  const principal = { auth_typ: 'aad', claims: claimsOf(user), name_typ: nameType, role_typ: roleType };
  return {
    'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
    'x-ms-client-principal-id': objectIdOf(user.name),
    'x-ms-client-principal-name': user.name,
    'x-ms-client-principal-idp': 'aad',
  };
}

/** Callers must not set these. */
export function withoutIdentity(headers: RequestHeaders): RequestHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^x-ms-(client-principal|token-)/i.test(name)),
  );
}

/** A name gets the same object ID at every sign-in. */
function objectIdOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
