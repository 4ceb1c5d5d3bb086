/**
 * Who may call what. With function keys, the host has already refused callers without one, and a key grants every
 * role. With App Service Authentication, the roles of the signed-in user decide. Anything doubtful is refused.
 */
import { z } from 'zod';
import { type Actor, anonymous, type Identity } from '../core/identity.ts';
import type { OwnSite } from '../core/settings/own-site.ts';
import { readPrincipal } from './principal.ts';

/** Each role includes the ones before it: see, act, change the configuration. */
export const roles = ['reader', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What a route requires; only the health check is `public`. */
export type Access = 'public' | Role;

export type AccessDecision =
  /** `role`: the highest one that the caller holds. */
  | { readonly kind: 'allowed'; readonly identity: Identity; readonly role: Role | undefined }
  | { readonly kind: 'unauthenticated'; readonly message: string }
  | { readonly kind: 'forbidden'; readonly message: string };

/** What a request says about its caller. */
export interface Credentials {
  /** The header `x-ms-client-principal`, decoded but otherwise as received; empty where it cannot be decoded. */
  readonly principal: string | undefined;
  /** The function key that the host has checked, or would have if it checked keys. */
  readonly key: string | undefined;
}

export function decideAccess(
  access: Access,
  { authentication, checksKeys }: Pick<OwnSite, 'authentication' | 'checksKeys'>,
  { principal, key }: Credentials,
): AccessDecision {
  switch (authentication) {
    case 'keys': {
      if (principal !== undefined) return refuseForged;
      // The host asks for no key on a public route, and then the one that somebody sends proves nothing.
      const proven = checksKeys && access !== 'public' && key !== undefined;
      return { kind: 'allowed', identity: proven ? { kind: 'key', key } : nobody, role: 'admin' };
    }
    case 'platform': {
      if (access === 'public') return { kind: 'allowed', identity: nobody, role: undefined };
      const user = principal === undefined ? undefined : readPrincipal(principal);
      if (user === undefined) return { kind: 'unauthenticated', message: 'sign in first' };
      const { id, name } = user;
      const held = user.roles.flatMap((role) => appRoles.get(role) ?? []);
      const role = roles.findLast((each) => held.includes(each));
      if (covers(role, access)) {
        return { kind: 'allowed', identity: { kind: 'known', actor: { id, name } }, role };
      }
      return { kind: 'forbidden', message: forbidden(name, held, access) };
    }
  }
}

/** Where the metrics have a token, host and platform let every request pass: nothing else about the caller is proven. */
export const decideScrape = (carriesToken: boolean, isUsable: boolean): AccessDecision =>
  carriesToken
    ? { kind: 'allowed', identity: { kind: 'known', actor: scraper }, role: 'reader' }
    : {
        kind: 'unauthenticated',
        message: isUsable
          ? 'send the setting METRICS_TOKEN as a bearer token: it is set, so nothing else opens the metrics'
          : 'the setting METRICS_TOKEN is wrong, so nothing opens the metrics: the log at start and GET /scheduler/notices say what is wrong',
      };

const scraper: Actor = { id: 'scraper', name: 'scraper' };

const nobody: Identity = { kind: 'known', actor: anonymous };

const refuseForged: AccessDecision = {
  kind: 'unauthenticated',
  message: 'identity headers are not accepted: App Service Authentication is not enabled for this app',
};

const appRoles: ReadonlyMap<string, Role> = new Map([
  ['Scheduler.Reader', 'reader'],
  ['Scheduler.Operator', 'operator'],
  ['Scheduler.Admin', 'admin'],
]);

export const appRoleOf = (role: Role): string => [...appRoles].find(([, each]) => each === role)?.[0] ?? role;

export const covers = (held: Role | undefined, needed: Access): boolean =>
  needed === 'public' || (held !== undefined && roles.indexOf(held) >= roles.indexOf(needed));

function forbidden(name: string, held: readonly Role[], needed: Role): string {
  return `${name} has ${held.length === 0 ? 'no role' : `the role ${held.join(', ')}`} in this app; this request needs the app role ${appRoleOf(needed)}`;
}

/** Made once: making one costs more than its use, and every request has an address. */
const Address = { v4: z.ipv4(), v6: z.ipv6(), any: z.union([z.ipv4(), z.ipv6()]) };

/**
 * Azure's front end appends the address that it sees, with the port; what stands before it is the caller's own. Longer
 * forms of an IPv6 address stay as they are written.
 */
export function addressIn(forwardedFor: string | undefined): string {
  if (forwardedFor === undefined) return unknownAddress;
  const last = forwardedFor.split(',').at(-1)?.trim() ?? '';
  const [, v6, v4] = /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(last) ?? [];
  const withPort = v6 === undefined ? Address.v4.safeParse(v4) : Address.v6.safeParse(v6);
  const address = withPort.data ?? Address.any.safeParse(last).data;
  return address ?? unknownAddress;
}

export const unknownAddress = 'unknown';
