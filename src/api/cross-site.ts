/** Which requests another site's page could have made a browser send. They are refused. */

/** Headers that another site's page cannot make a browser send. */
export interface CrossSiteEvidence {
  readonly authorization: string | undefined;
  readonly requestedWith: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * A browser sends the session cookie with every request, whichever site's page made it. It does not do so with a
 * bearer token (with a password of Basic authentication it would). Only the app's own page can send a custom header,
 * or an Origin that is the app itself.
 */
export function crossSiteProblem(evidence: CrossSiteEvidence): string | undefined {
  if (/^Bearer +\S/i.test(evidence.authorization ?? '')) return undefined;
  if (!/^application\/json\s*(;|$)/i.test(evidence.contentType ?? '')) {
    return 'commands sent with a session cookie need the header Content-Type: application/json';
  }
  if ((evidence.requestedWith ?? '') !== '') return undefined;
  if (evidence.origin !== undefined && evidence.origin.replace(/^https?:\/\//, '') === evidence.host)
    return undefined;
  return 'requests from other sites are refused: expected the header X-Requested-With, or an Origin that is this app';
}
