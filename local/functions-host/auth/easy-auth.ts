/**
 * Guards the host as App Service Authentication does: without a session only the excluded paths are reachable, and
 * the identity headers come from the session alone.
 */
import type { IncomingMessage } from 'node:http';

import { readSetting } from '../../../src/core/settings/read-setting.ts';
import type { AppSettings } from '../app-settings.ts';
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

/** As infra/modules/authentication.bicep lists them. */
const excludedFor = (settings: AppSettings): ReadonlySet<string> =>
  new Set(['scheduler/health', ...(readSetting(settings, 'METRICS_TOKEN') ? ['scheduler/metrics'] : [])]);

export function createEasyAuth(settings: AppSettings): EasyAuth {
  const excludedPaths = excludedFor(settings);
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
