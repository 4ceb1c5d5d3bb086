/**
 * Who may call what. With function keys, the host has already refused callers without one, and a key grants every
 * role. With App Service Authentication, the roles of the signed-in user decide. Anything doubtful is refused.
 */
import { z } from 'zod';
import { replaceHidden } from '../core/hidden-characters.ts';
import type { Authentication } from '../core/settings/authentication.ts';

/** Each role includes the ones before it: see, act, change the configuration. */
export const roles = ['reader', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What a route requires; only the health check is `public`. */
export type Access = 'public' | Role;

export type AccessDecision =
  /** `role`: the highest one that the caller holds. */
  | { readonly kind: 'allowed'; readonly actor: string; readonly role: Role | undefined }
  | { readonly kind: 'unauthenticated'; readonly message: string }
  | { readonly kind: 'forbidden'; readonly message: string };

/** What a request says about its caller. */
export interface Credentials {
  /** The header `x-ms-client-principal`, decoded from base64 but otherwise as received. */
  readonly principal: string | undefined;
  /** Whether the request has a function key. The host has checked it; a host that checks no keys lets requests without one pass. */
  readonly key: boolean;
}

export function decideAccess(
  access: Access,
  authentication: Authentication,
  { principal, key }: Credentials,
): AccessDecision {
  switch (authentication) {
    case 'keys':
      if (principal !== undefined) return refuseForged;
      return { kind: 'allowed', actor: key ? 'function key' : 'anonymous', role: 'admin' };
    case 'platform': {
      if (access === 'public') return { kind: 'allowed', actor: 'anonymous', role: undefined };
      const user = principal === undefined ? undefined : readPrincipal(principal);
      if (user === undefined) return { kind: 'unauthenticated', message: 'sign in first' };
      const role = roles.findLast((each) => user.roles.includes(each));
      if (covers(role, access)) return { kind: 'allowed', actor: user.name, role };
      return { kind: 'forbidden', message: forbidden(user, access) };
    }
  }
}

const refuseForged: AccessDecision = {
  kind: 'unauthenticated',
  message: 'identity headers are not accepted: App Service Authentication is not enabled for this app',
};

export interface User {
  readonly name: string;
  readonly roles: readonly Role[];
}

const appRoles: ReadonlyMap<string, Role> = new Map([
  ['Scheduler.Reader', 'reader'],
  ['Scheduler.Operator', 'operator'],
  ['Scheduler.Admin', 'admin'],
]);

export const appRoleOf = (role: Role): string => [...appRoles].find(([, each]) => each === role)?.[0] ?? role;

export const covers = (held: Role | undefined, needed: Access): boolean =>
  needed === 'public' || (held !== undefined && roles.indexOf(held) >= roles.indexOf(needed));

function forbidden({ name, roles: held }: User, needed: Role): string {
  return `${name} has ${held.length === 0 ? 'no role' : `the role ${held.join(', ')}`} in this app; this request needs the app role ${appRoleOf(needed)}`;
}

const Principal = z.object({
  auth_typ: z.string().optional(),
  name_typ: z.string().nullish(),
  role_typ: z.string().nullish(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});

/** Undefined when the text is not what the platform sends. */
export function readPrincipal(text: string): User | undefined {
  const parsed = Principal.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { claims, name_typ, role_typ } = parsed.data;
  const valueOf = (...types: readonly (string | null | undefined)[]) =>
    types
      .flatMap((type) => claims.filter(({ typ }) => typ === type))
      .find(({ val }) => printable(val).trim() !== '')?.val;
  const name = valueOf(name_typ, 'preferred_username', 'name', 'appid', 'azp', 'oid', objectId);
  if (name === undefined) return undefined;
  const held = claims
    .filter(({ typ }) => typ === 'roles' || typ === (role_typ ?? 'roles'))
    .flatMap(({ val }) => appRoles.get(val) ?? []);
  return { name: printable(name), roles: held };
}

const objectId = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

/** A name with line breaks could forge log lines, one with direction marks turn them round. */
const printable = (text: string): string => [...replaceHidden(text)].slice(0, 200).join('');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
