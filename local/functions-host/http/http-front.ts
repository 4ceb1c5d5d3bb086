/** Routes a request to a function, the admin API or the host's own page. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { answerAdmin } from './admin-api.ts';
import type { Access } from '../auth/access.ts';
import { opensFunction, refuseAdmin, redactKeys } from '../auth/key-level.ts';
import type { RequestHeaders } from '../auth/principal.ts';
import type { Dispatcher } from '../dispatcher.ts';
import type { FunctionCatalogue, HttpFunction } from '../function-catalogue.ts';
import { foreignHostReply, foreignPageReply } from '../auth/foreign-requests.ts';
import type { OwnSite } from '../../../src/core/settings/own-site.ts';
import { type BodyRules, readBody } from './http-body.ts';
import { headersOf, refuseHead, requestUrl, toTriggerData } from './http-request.ts';
import { emptyReply, refuseRequest, textReply, type OpenResponses, type SendReply } from './http-response.ts';
import { escapeHidden } from '../../../src/core/hidden-characters.ts';
import type { HttpReply } from '../worker/protocol.ts';
import { splitPath } from './route.ts';

export interface HttpFrontOptions {
  readonly catalogue: FunctionCatalogue;
  readonly dispatcher: Dispatcher;
  readonly bodies: BodyRules;
  readonly homepage: boolean;
  readonly access: Access;
  readonly site: OwnSite;
}

interface AdmittedRequest {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly headers: RequestHeaders;
}

const reason = 'This function was programmatically called via the host APIs.';
const page = `<!doctype html><title>Functions host</title>
<h1>Your Functions app is up and running</h1>
<p>This is the project's own local host (local/functions-host), not Azure.</p>
`;

export function listenWith(
  answer: (request: IncomingMessage) => Promise<HttpReply>,
  send: SendReply,
  responses: OpenResponses,
  site: OwnSite,
): RequestListener {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    responses.add(response);
    try {
      const refused = refuseHead(request);
      if (refused === undefined) send(response, foreignHostReply(site, request) ?? (await answer(request)));
      else refuseRequest(response, refused);
    } catch (error) {
      // Usually a client that disconnected during the request.
      const line = `Request ${request.method} ${requestUrl(request)?.pathname} failed: ${String(error)}`;
      console.error(escapeHidden(redactKeys(line)));
      response.destroy();
    }
  }
  return (request, response) => void respond(request, response);
}

/** The answer to every request when the host could not start. */
export function answerNotRunning(): Promise<HttpReply> {
  return Promise.resolve(textReply(503, 'text/plain', 'Function host is not running.'));
}

export function createAnswer(options: HttpFrontOptions): (request: IncomingMessage) => Promise<HttpReply> {
  const { access, catalogue, homepage } = options;
  return async (request) => {
    const url = requestUrl(request);
    if (url === undefined) return emptyReply(400);
    const path = splitPath(url.pathname);
    const admission = await access.easyAuth?.(request, url, path);
    if (admission?.kind === 'answered') return admission.reply;
    if (path[0]?.toLowerCase() === 'admin') return answerAdminWithKey(request, url, path, options);
    for (const candidate of catalogue.http) {
      const params = candidate.route.match(path);
      if (params !== undefined && takes(candidate, request.method)) {
        if (access.keys !== undefined && !opensFunction(request, url, candidate, access.keys)) {
          return emptyReply(401);
        }
        const headers = admission?.headers ?? headersOf(request);
        return answerByFunction({ request, url, headers }, candidate, params, options);
      }
    }
    if (url.pathname !== '/') return emptyReply(404);
    return homepage ? textReply(200, 'text/html', page) : emptyReply(204);
  };
}

function takes({ methods }: HttpFunction, method: string | undefined): boolean {
  return methods.length === 0 || methods.includes(method ?? '');
}

function answerAdminWithKey(
  request: IncomingMessage,
  url: URL,
  path: readonly string[],
  { access: { keys }, bodies, catalogue, dispatcher, site }: HttpFrontOptions,
): Promise<HttpReply> {
  const foreign = foreignPageReply(site, request);
  if (foreign !== undefined) return Promise.resolve(foreign);
  const isPing = path.slice(1).join('/').toLowerCase() === 'host/ping';
  const refused = keys === undefined || isPing ? undefined : refuseAdmin(request, url, keys);
  if (refused !== undefined) return Promise.resolve(emptyReply(refused));
  return answerAdmin(request, path, bodies.limit, catalogue.timers, dispatcher);
}

async function answerByFunction(
  { request, url, headers }: AdmittedRequest,
  target: HttpFunction,
  params: Readonly<Record<string, string>>,
  { dispatcher, bodies }: HttpFrontOptions,
): Promise<HttpReply> {
  const body = await readBody(request, bodies);
  if (body.kind === 'failed') {
    dispatcher.fail(target.name, reason, body.reason);
    return emptyReply(500);
  }
  const data = toTriggerData(request, url, headers, params, body.bytes);
  const result = await dispatcher.invoke(
    target.name,
    { kind: 'http', binding: target.binding, request: data },
    reason,
  );
  switch (result.kind) {
    case 'succeeded':
      return result.reply ?? emptyReply(204);
    case 'failed':
      return emptyReply(500);
  }
}
