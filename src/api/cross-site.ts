/**
 * Which requests are refused because a page of another site could have made somebody's browser send them. Such a page
 * may send forms, plain text and beacons to any address, and an attacker's name may point to the developer's machine
 * (DNS rebinding). It cannot choose `Origin`, `Host` and `Sec-Fetch-Site`, nor send any other header unless the
 * platform answers its preflight request.
 */
import { escapeHidden } from '../core/hidden-characters.ts';
import {
  isLoopback,
  type Origin,
  type OwnSite,
  parseAuthority,
  parseOrigin,
} from '../core/settings/own-site.ts';

/** The headers that count, as received; of several with the same name, joined by commas. */
export interface CrossSiteEvidence {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly authorization?: string | undefined;
  readonly functionKey?: string | undefined;
  readonly requestedWith?: string | undefined;
  readonly contentType?: string | undefined;
  readonly forwardedHost?: string | undefined;
  readonly originalHost?: string | undefined;
  readonly forwardedProto?: string | undefined;
  /** Of the URL that the host made of the request. */
  readonly scheme: 'http' | 'https';
}

export function crossSiteProblem(
  site: OwnSite,
  method: 'GET' | 'POST' | 'PUT',
  evidence: CrossSiteEvidence,
): string | undefined {
  const foreign = hostProblem(site, evidence.host);
  if (foreign !== undefined || method === 'GET') return foreign;
  return (
    pageProblem(site, evidence) ?? (site.authentication === 'platform' ? sessionProblem(evidence) : undefined)
  );
}

/** Only on a developer's machine: elsewhere the platform answers to its own names alone. For reading requests too. */
export function hostProblem({ local, permitted }: OwnSite, host: string | undefined): string | undefined {
  // A browser always sends a name.
  if (!local || host === undefined || host === '') return undefined;
  const authority = parseAuthority(host, 'http');
  if (authority !== undefined && isLoopback(authority)) return undefined;
  if (permitted.some((each) => each.authority === parseAuthority(host, each.scheme))) return undefined;
  return `the host name ${shown(host)} is refused, because any website could have given it to this machine: expected localhost, 127.0.0.1 or [::1], or a name that the setting ALLOWED_ORIGINS permits`;
}

/** A browser tells where the page is from that makes it send something; programs do not. */
export function pageProblem(site: OwnSite, evidence: CrossSiteEvidence): string | undefined {
  const { origin, fetchSite } = evidence;
  // No browser adds these by itself, and another site's page may send them only where CORS is set up for it.
  if (!site.local && hasCredential(site, evidence)) return undefined;
  if (origin !== undefined) {
    const from = parseOrigin(origin);
    if (from !== undefined && isPermitted(site, from)) return undefined;
    if (from === undefined || !isOwn(site, from, evidence))
      return `requests from other sites are refused: the page is from ${shown(origin)}, expected one of this app, or of an origin that the setting ALLOWED_ORIGINS permits`;
  }
  if (fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none') return undefined;
  return `requests from other sites are refused: Sec-Fetch-Site is ${shown(fetchSite)}, expected same-origin`;
}

/**
 * A browser sends the session cookie with every request, whichever site's page made it. It does not do so with a
 * bearer token (with a password of Basic authentication it would). Only the app's own page can send a custom header,
 * or an Origin that is the app itself.
 */
function sessionProblem(evidence: CrossSiteEvidence): string | undefined {
  if (hasBearer(evidence)) return undefined;
  if (!/^application\/json\s*(;|$)/i.test(evidence.contentType ?? '')) {
    return 'commands sent with a session cookie need the header Content-Type: application/json';
  }
  // The origin, if there is one, has been found to be the app's own or a permitted one.
  if ((evidence.requestedWith ?? '') !== '' || evidence.origin !== undefined) return undefined;
  return 'requests from other sites are refused: expected the header X-Requested-With, or an Origin that is this app';
}

const hasBearer = ({ authorization }: CrossSiteEvidence): boolean => /^Bearer +\S/i.test(authorization ?? '');

/** What the platform, or the host, has checked in this mode. */
const hasCredential = ({ authentication }: OwnSite, evidence: CrossSiteEvidence): boolean =>
  authentication === 'platform' ? hasBearer(evidence) : (evidence.functionKey ?? '') !== '';

const isPermitted = ({ permitted }: OwnSite, { scheme, authority }: Origin): boolean =>
  permitted.some((each) => each.scheme === scheme && each.authority === authority);

/**
 * A proxy in front (Front Door, Application Gateway) may have replaced the Host that the browser sent, and ended TLS.
 * On a developer's machine there is none whose word would count.
 */
function isOwn({ local }: OwnSite, { scheme, authority }: Origin, evidence: CrossSiteEvidence): boolean {
  const { host, forwardedHost, originalHost, forwardedProto } = evidence;
  const forwarded = local ? [] : [...listed(forwardedHost), ...listed(originalHost)];
  const names = [...(host === undefined ? [] : [host]), ...forwarded];
  if (!names.some((name) => parseAuthority(name, scheme) === authority)) return false;
  if (local) return scheme === evidence.scheme;
  const encrypted =
    evidence.scheme === 'https' || listed(forwardedProto).some((each) => /^https$/i.test(each));
  return scheme === 'https' || !encrypted;
}

const listed = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const shown = (text: string): string => JSON.stringify(escapeHidden(text.slice(0, 120)));
