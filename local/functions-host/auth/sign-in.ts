/** The routes under `/.auth`: sign in with any name and roles, show the user, sign out. */
import type { IncomingMessage } from 'node:http';

import { readBody } from '../http/http-body.ts';
import type { HttpReply } from '../worker/protocol.ts';
import { htmlReply, jsonReply, loginPage, plainReply, redirectTo, toSitePath } from './pages.ts';
import { appRoles, claimsOf, type User } from './principal.ts';
import type { Session, Sessions } from './sessions.ts';

const cookieName = 'AppServiceAuthSession';
/** No Secure: the local site is plain http. */
const cookieAttributes = 'path=/; HttpOnly; SameSite=Lax';
const maxFormBytes = 8 * 1024;
/** User principal names are ASCII; the name goes into a header unescaped. */
const namePattern = /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/;

export function sessionIdOf(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
}

export async function answerAuth(
  request: IncomingMessage,
  url: URL,
  path: readonly string[],
  sessions: Sessions,
): Promise<HttpReply> {
  switch (`${request.method} ${path.slice(1).join('/').toLowerCase()}`) {
    case 'GET login/aad':
      return showLogin(url.searchParams.get('post_login_redirect_uri'));
    case 'POST login/aad':
      return signIn(request, url, sessions);
    case 'GET login/done':
      return htmlReply(200, 'You have signed in', '<p><a href="/">Return to the website</a></p>');
    case 'GET me':
      return showUser(sessions.find(sessionIdOf(request)));
    case 'GET logout':
      return signOut(request, url, sessions);
    case 'GET logout/done':
      return htmlReply(200, 'You have signed out', '<p><a href="/.auth/login/aad">Sign in again</a></p>');
    default:
      return plainReply(404);
  }
}

function showLogin(returnTo: string | null): HttpReply {
  if (returnTo === null) return loginPage(200, undefined);
  const path = toSitePath(returnTo);
  return path === undefined ? refuseReturn('post_login_redirect_uri') : loginPage(200, path);
}

async function signIn(request: IncomingMessage, url: URL, sessions: Sessions): Promise<HttpReply> {
  if (isFromElsewhere(request, url)) return plainReply(403);
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
    return plainReply(415);
  }
  const body = await readBody(request, { limit: maxFormBytes, acceptChunked: true });
  if (body.kind === 'failed') return plainReply(413);
  const form = new URLSearchParams(Buffer.from(body.bytes ?? []).toString());
  const returnTo = toSitePath(form.get('post_login_redirect_uri') ?? '/.auth/login/done');
  if (returnTo === undefined) return refuseReturn('post_login_redirect_uri');
  const user = readUser(form);
  if (typeof user === 'string') return loginPage(400, returnTo, user);
  sessions.end(sessionIdOf(request));
  return redirectTo(returnTo, `${cookieName}=${sessions.begin(user).id}; ${cookieAttributes}`);
}

/** Otherwise another site's page could sign its visitor in as somebody else. */
function isFromElsewhere({ headers }: IncomingMessage, url: URL): boolean {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  return (origin !== undefined && origin !== url.origin) || (site !== undefined && site !== 'same-origin');
}

/** The user, or what is wrong with the form. */
function readUser(form: URLSearchParams): User | string {
  const name = (form.get('name') ?? '').trim();
  if (!namePattern.test(name))
    return 'The name must be 1 to 64 printable ASCII characters, for example ada@example.com.';
  const unknown = form.getAll('roles').find((role) => !appRoles.some((known) => known === role));
  if (unknown !== undefined) return `Unknown role "${unknown}": expected ${appRoles.join(', ')}.`;
  return { name, roles: appRoles.filter((role) => form.getAll('roles').includes(role)) };
}

function showUser(session: Session | undefined): HttpReply {
  if (session === undefined) return plainReply(401);
  const { user, expiresAt } = session;
  return jsonReply([
    {
      expires_on: new Date(expiresAt).toISOString(),
      provider_name: 'aad',
      user_claims: claimsOf(user),
      user_id: user.name,
    },
  ]);
}

function signOut(request: IncomingMessage, url: URL, sessions: Sessions): HttpReply {
  const returnTo = toSitePath(url.searchParams.get('post_logout_redirect_uri') ?? '/.auth/logout/done');
  if (returnTo === undefined) return refuseReturn('post_logout_redirect_uri');
  // An image in a page of another port would do: for cookies that is the same site.
  if (!/^(?:same-origin|none)$/.test(request.headersDistinct['sec-fetch-site']?.join() ?? 'none'))
    return plainReply(403);
  sessions.end(sessionIdOf(request));
  return redirectTo(returnTo, `${cookieName}=; ${cookieAttributes}; Max-Age=0`);
}

function refuseReturn(parameter: string): HttpReply {
  const body = `<p>${parameter} must be a path on this site, for example /scheduler/status.</p>`;
  return htmlReply(400, 'Invalid return address', body);
}
