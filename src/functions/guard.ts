/** Decides whether a request may pass to its handler, and on whose behalf. */
import type { HttpRequest } from '@azure/functions';
import { decideAccess, type Role } from '../api/access.ts';
import { crossSiteProblem } from '../api/cross-site.ts';
import { type Refusal, refuse } from '../api/refusals.ts';
import type { Route } from '../api/routes.ts';
import type { Authentication } from '../core/settings/authentication.ts';

export type Passage =
  { readonly kind: 'passed'; readonly actor: string; readonly role: Role | undefined } | Refusal;

/** Like the host, accepts the parameter in upper or lower case. */
const hasKey = (request: HttpRequest): boolean =>
  request.headers.has('x-functions-key') ||
  [...request.query.keys()].some((name) => name.toLowerCase() === 'code');

export function guard(route: Route, authentication: Authentication, request: HttpRequest): Passage {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const encoded = header('x-ms-client-principal');
  const principal = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
  const access = decideAccess(route.access, authentication, { principal, key: hasKey(request) });
  if (access.kind !== 'allowed') return refuse(access.kind, access.message);
  if (authentication === 'platform' && route.method === 'POST') {
    const problem = crossSiteProblem({
      authorization: header('authorization'),
      requestedWith: header('x-requested-with'),
      origin: header('origin'),
      host: header('host'),
      contentType: header('content-type'),
    });
    if (problem !== undefined) return refuse('cross_site', problem);
  }
  return { kind: 'passed', actor: access.actor, role: access.role };
}
