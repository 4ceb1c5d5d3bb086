/** The HTTP side of a running host: which function, admin call or page answers a request. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { answerAdmin } from './admin-api.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { FunctionCatalogue, HttpFunction } from './function-catalogue.ts';
import { readBody, refuseHead, requestUrl, toTriggerData } from './http-request.ts';
import { emptyReply, textReply, type OpenResponses, type SendReply } from './http-response.ts';
import type { HttpReply } from './protocol.ts';
import { splitPath } from './route.ts';

export interface HttpFrontOptions {
  readonly catalogue: FunctionCatalogue;
  readonly dispatcher: Dispatcher;
  readonly enableChunkedRequestBinding: boolean;
  readonly homepage: boolean;
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
): RequestListener {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    responses.add(response);
    try {
      const refused = refuseHead(request);
      send(response, refused === undefined ? await answer(request) : emptyReply(refused));
    } catch (error) {
      // Above all a client that went away in mid-request.
      console.error(`Request ${request.method} ${requestUrl(request)?.pathname} failed: ${String(error)}`);
      response.destroy();
    }
  }
  return (request, response) => void respond(request, response);
}

/** Every answer of a host that could not start. */
export function answerNotRunning(): Promise<HttpReply> {
  return Promise.resolve(textReply(503, 'text/plain', 'Function host is not running.'));
}

export function createAnswer(options: HttpFrontOptions): (request: IncomingMessage) => Promise<HttpReply> {
  const { catalogue, dispatcher, homepage } = options;
  return async (request) => {
    const url = requestUrl(request);
    if (url === undefined) return emptyReply(400);
    const path = splitPath(url.pathname);
    if (path[0]?.toLowerCase() === 'admin') return answerAdmin(request, path, catalogue.timers, dispatcher);
    for (const candidate of catalogue.http) {
      const params = candidate.route.match(path);
      if (params !== undefined && takes(candidate, request.method)) {
        return answerByFunction(request, url, candidate, params, options);
      }
    }
    if (url.pathname !== '/') return emptyReply(404);
    return homepage ? textReply(200, 'text/html', page) : emptyReply(204);
  };
}

function takes({ methods }: HttpFunction, method: string | undefined): boolean {
  return methods.length === 0 || methods.includes(method ?? '');
}

async function answerByFunction(
  request: IncomingMessage,
  url: URL,
  target: HttpFunction,
  params: Readonly<Record<string, string>>,
  { dispatcher, enableChunkedRequestBinding }: HttpFrontOptions,
): Promise<HttpReply> {
  const body = await readBody(request, enableChunkedRequestBinding);
  if (body.kind === 'too large') return emptyReply(500);
  const data = toTriggerData(request, url, params, body.bytes);
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
