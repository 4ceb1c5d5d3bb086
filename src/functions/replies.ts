/** The shapes of all JSON answers. */
import type { HttpResponseInit } from '@azure/functions';
import { errorCodes } from '../api/error-codes.ts';
import type { Refusal } from '../api/refusals.ts';
import { urlOfRun } from '../api/routes.ts';
import type { Call } from './http.ts';

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

/** Without the envelope, for documents with a format of their own. */
export const asItIs = (jsonBody: unknown): HttpResponseInit => ({ status: 200, headers, jsonBody });

/**
 * Data with an ETag: a caller that already has this answer gets 304 and no body. `content` is the data without fields
 * that change with the time of the request.
 */
export function found({ request, world }: Call, data: unknown, content: unknown = data): HttpResponseInit {
  const tag = `"${world.sha256(`${world.instance.version} ${JSON.stringify(content)}`).slice(0, 32)}"`;
  const tagged = { ...headers, ETag: `W/${tag}` };
  const known = request.headers.get('if-none-match') ?? '';
  if (known.split(',').some((each) => each.trim().replace(/^W\//, '') === tag)) {
    return { status: 304, headers: tagged };
  }
  return { ...success(data), headers: tagged };
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
