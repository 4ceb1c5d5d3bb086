/** Decides whether a request may pass to its handler, and on whose behalf. */
import type { HttpRequest } from '@azure/functions';
import { decideAccess, type Role } from '../api/access.ts';
import { crossSiteProblem } from '../api/cross-site.ts';
import { type Refusal, refuse } from '../api/refusals.ts';
import type { Route } from '../api/routes.ts';
import type { OwnSite } from '../core/settings/own-site.ts';

export type Passage =
  { readonly kind: 'passed'; readonly actor: string; readonly role: Role | undefined } | Refusal;

/** Like the host, accepts the parameter in upper or lower case. */
const hasKey = (request: HttpRequest): boolean =>
  request.headers.has('x-functions-key') ||
  [...request.query.keys()].some((name) => name.toLowerCase() === 'code');

export function guard(route: Route, site: OwnSite, request: HttpRequest): Passage {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const encoded = header('x-ms-client-principal');
  const principal = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
  const access = decideAccess(route.access, site.authentication, { principal, key: hasKey(request) });
  if (access.kind !== 'allowed') return refuse(access.kind, access.message);
  const problem = crossSiteProblem(site, route.method, {
    host: header('host'),
    origin: header('origin'),
    fetchSite: header('sec-fetch-site'),
    authorization: header('authorization'),
    functionKey: header('x-functions-key'),
    requestedWith: header('x-requested-with'),
    contentType: header('content-type'),
    forwardedHost: header('x-forwarded-host'),
    originalHost: header('x-original-host'),
    forwardedProto: header('x-forwarded-proto'),
    scheme: request.url.startsWith('https:') ? 'https' : 'http',
  });
  if (problem !== undefined) return refuse('cross_site', problem);
  return { kind: 'passed', actor: access.actor, role: access.role };
}
