/**
 * Whether a request carries METRICS_TOKEN: as a bearer token, or as the password of basic authentication, for scrapers
 * and proxies that know only that. Whoever guesses learns nothing from how long the answer takes.
 */
import { Buffer } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';

export function carriesToken(authorization: string | undefined, token: string | undefined): boolean {
  const given = tokenIn(authorization ?? '');
  if (given === undefined || token === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

function tokenIn(authorization: string): string | undefined {
  const [, scheme, credentials = ''] = /^(bearer|basic) +([^ ]+) *$/i.exec(authorization) ?? [];
  if (scheme?.toLowerCase() !== 'basic') return scheme && credentials;
  // The name of the user is free, and has no colon (RFC 7617).
  return /^[^:]*:(.+)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8'))?.[1];
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
