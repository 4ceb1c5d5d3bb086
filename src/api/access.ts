/**
 * Who may call what. With function keys the host has already refused strangers, and a key may do everything; with
 * App Service Authentication the roles of the signed-in user decide. Everything doubtful is refused.
 */
import { z } from 'zod';
import type { Authentication } from '../core/settings/authentication.ts';

/** Each role may do what those before it may: see, act, change the configuration. */
export const roles = ['reader', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What a route asks for; `public` is for the liveness answer alone. */
export type Access = 'public' | Role;

export type AccessDecision =
  /** `role`: the highest one held. */
  | { readonly kind: 'allowed'; readonly actor: string; readonly role: Role | undefined }
  | { readonly kind: 'unauthenticated'; readonly message: string }
  | { readonly kind: 'forbidden'; readonly message: string };

/** What a caller shows of itself. */
export interface Credentials {
  /** The header `x-ms-client-principal`, decoded from base64 but otherwise as received. */
  readonly principal: string | undefined;
  /** Whether a function key came along. The host has checked it; on a host that checks none there may be none. */
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
  message:
    'identity headers are worth nothing here: App Service Authentication is not switched on for this app',
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
  return `${name} has ${held.length === 0 ? 'no role' : `the role ${held.join(', ')}`} here, and this needs the app role ${appRoleOf(needed)}`;
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
    types.flatMap((type) => claims.filter(({ typ }) => typ === type)).find(({ val }) => val.trim() !== '')
      ?.val;
  const name = valueOf(name_typ, 'preferred_username', 'name', 'appid', 'azp', 'oid', objectId);
  if (name === undefined) return undefined;
  const held = claims
    .filter(({ typ }) => typ === 'roles' || typ === (role_typ ?? 'roles'))
    .flatMap(({ val }) => appRoles.get(val) ?? []);
  return { name: printable(name), roles: held };
}

const objectId = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

/** A name with line breaks could forge lines of the log. */
const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a browser cannot be made to send from another site's page. */
export interface CrossSiteEvidence {
  readonly authorization: string | undefined;
  readonly requestedWith: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * The session cookie travels with every request of the browser, whoever's page sent it. A bearer token does not
 * (a password of Basic authentication would); a custom header needs the app's own page, and so does an Origin that
 * is the app itself.
 */
export function crossSiteProblem(evidence: CrossSiteEvidence): string | undefined {
  if (/^Bearer +\S/i.test(evidence.authorization ?? '')) return undefined;
  if (!/^application\/json\s*(;|$)/i.test(evidence.contentType ?? '')) {
    return 'expected the header Content-Type: application/json on requests that change something with a session';
  }
  if ((evidence.requestedWith ?? '') !== '') return undefined;
  if (evidence.origin !== undefined && evidence.origin.replace(/^https?:\/\//, '') === evidence.host)
    return undefined;
  return 'expected the header X-Requested-With, or an Origin that is this app: requests from other sites are refused';
}
