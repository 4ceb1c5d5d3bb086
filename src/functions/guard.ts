/** Decides whether a request may pass to its handler, and on whose behalf. */
import { isUtf8 } from 'node:buffer';
import type { HttpRequest } from '@azure/functions';
import { addressIn, decideAccess, decideScrape, type Role, unknownAddress } from '../api/access.ts';
import { crossSiteProblem } from '../api/cross-site.ts';
import { type Refusal, refuse } from '../api/refusals.ts';
import type { Route } from '../api/routes.ts';
import type { Identity } from '../core/identity.ts';
import type { OwnSite } from '../core/settings/own-site.ts';
import { carriesToken } from './scraper-token.ts';

export type Passage =
  | {
      readonly kind: 'passed';
      readonly identity: Identity;
      readonly role: Role | undefined;
      /** Where the request comes from, for the audit. */
      readonly from: string;
    }
  | Refusal;

/**
 * The key that the host checks: the header wins, even when it is empty, then the parameter in upper or lower case. Of
 * several, the host takes the first and hands over all of them, joined by commas. What precedes the first comma is the
 * same whatever a caller adds, so that nobody gets another identity by sending more keys.
 */
function keyOf({ headers, query }: HttpRequest): string | undefined {
  const inQuery = [...query].find(([name]) => name.toLowerCase() === 'code')?.[1];
  const [key] = (headers.get('x-functions-key') ?? inQuery ?? '').split(',', 1);
  return key === '' ? undefined : key;
}

/** Decoders that leave out what they do not know would join two headers, or make something of UTF-16. */
function decode(encoded: string): string {
  const isBase64 = encoded.length % 4 === 0 && /^[A-Za-z\d+/]+={0,2}$/.test(encoded);
  const bytes = Buffer.from(isBase64 ? encoded : '', 'base64');
  return isUtf8(bytes) ? bytes.toString('utf8') : '';
}

export function guard(route: Route, site: OwnSite, request: HttpRequest): Passage {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const encoded = header('x-ms-client-principal');
  const principal = encoded === undefined ? undefined : decode(encoded);
  const { metricsToken } = site;
  const access =
    route.scraped === true && metricsToken.kind === 'set'
      ? decideScrape(
          carriesToken(header('authorization'), metricsToken.token),
          metricsToken.token !== undefined,
        )
      : decideAccess(route.access, site, { principal, key: keyOf(request) });
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
  const { identity, role } = access;
  const from = site.forwards ? addressIn(header('x-forwarded-for')) : unknownAddress;
  return { kind: 'passed', identity, role, from };
}
