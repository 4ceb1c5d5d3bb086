/** The shapes of all JSON answers. */
import type { HttpResponseInit } from '@azure/functions';
import { errorCodes } from '../api/error-codes.ts';
import type { Refusal } from '../api/refusals.ts';
import { urlOfRun } from '../api/routes.ts';
import type { Call } from './http.ts';
import { isKnown } from './negotiate.ts';

/** The host adds the headers of host.json to every answer. This policy suits JSON only; the page has its own. */
const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

export function success(
  data: unknown,
  status = 200,
  extra: { readonly message?: string; readonly location?: string } = {},
): HttpResponseInit {
  const { message, location } = extra;
  return {
    status,
    headers: location === undefined ? headers : { ...headers, Location: location },
    jsonBody: { success: true, ...(message === undefined ? {} : { message }), data },
  };
}

/**
 * Data with an ETag: a caller that already has this answer gets 304 and no body. `content` is the data without fields
 * that change with the time of the request.
 */
export function found({ request, world }: Call, data: unknown, content: unknown = data): HttpResponseInit {
  return unlessKnown({ request, world }, content, success(data));
}

/** A document with a format of its own: without the envelope. */
export const foundDocument = (call: Call, document: unknown): HttpResponseInit =>
  unlessKnown(call, document, { status: 200, headers, jsonBody: document });

function unlessKnown(
  { request, world }: Pick<Call, 'request' | 'world'>,
  content: unknown,
  answer: HttpResponseInit,
): HttpResponseInit {
  const hash = world.sha256(`${world.instance.version} ${JSON.stringify(content)}`);
  const tagged = { ...headers, ETag: `W/"${hash.slice(0, 32)}"` };
  return isKnown(request, tagged.ETag) ? { status: 304, headers: tagged } : { ...answer, headers: tagged };
}

export function refused({ code, message, details, runId, retryAfterSeconds }: Refusal): HttpResponseInit {
  const run = runId === undefined ? {} : { run_id: runId, url: urlOfRun(runId) };
  const after = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return {
    status: errorCodes[code].status,
    headers: { ...headers, ...after },
    jsonBody: { success: false, error: { code, message, details, ...run } },
  };
}
