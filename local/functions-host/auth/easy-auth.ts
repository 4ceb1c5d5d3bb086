/**
 * Guards the host as App Service Authentication does: without a session only the excluded paths are reachable, and
 * the identity headers come from the session alone.
 */
import type { IncomingMessage } from 'node:http';

import { headersOf } from '../http/http-request.ts';
import type { HttpReply } from '../worker/protocol.ts';
import { plainReply, redirectTo, toSitePath } from './pages.ts';
import { identityHeaders, withoutIdentity, type RequestHeaders } from './principal.ts';
import { Sessions } from './sessions.ts';
import { answerAuth, sessionIdOf } from './sign-in.ts';

export type Admission =
  | { readonly kind: 'answered'; readonly reply: HttpReply }
  /** The headers as the app sees them. */
  | { readonly kind: 'admitted'; readonly headers: RequestHeaders };

export type EasyAuth = (request: IncomingMessage, url: URL, path: readonly string[]) => Promise<Admission>;

const excludedPaths = new Set(['scheduler/health']);

export function createEasyAuth(): EasyAuth {
  const sessions = new Sessions();
  return async (request, url, path) => {
    if (path[0]?.toLowerCase() === '.auth') {
      return { kind: 'answered', reply: await answerAuth(request, url, path, sessions) };
    }
    const session = sessions.find(sessionIdOf(request));
    const excluded = excludedPaths.has(path.join('/').toLowerCase());
    if (session === undefined && !excluded) return { kind: 'answered', reply: refuse(request, url) };
    const identity = session === undefined ? {} : identityHeaders(session.user);
    return { kind: 'admitted', headers: { ...withoutIdentity(headersOf(request)), ...identity } };
  };
}

/** Browsers are redirected to the sign-in; programs get a 401. */
function refuse({ method, headers }: IncomingMessage, url: URL): HttpReply {
  const isPage = method === 'GET' && /\btext\/html\b/i.test(headers.accept ?? '');
  if (!isPage || headers['x-requested-with'] !== undefined) return plainReply(401);
  const returnTo = toSitePath(`${url.pathname}${url.search}`);
  const query = returnTo === undefined ? '' : `?post_login_redirect_uri=${encodeURIComponent(returnTo)}`;
  return redirectTo(`/.auth/login/aad${query}`);
}
