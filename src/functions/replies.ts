/** The shapes of all answers. */
import type { HttpResponseInit } from '@azure/functions';
import { type ErrorCode, errorCodes } from '../api/error-codes.ts';
import type { ErrorDetail } from '../api/schemas/error-schemas.ts';
import type { Refusal } from '../api/refusals.ts';

/** The host adds the headers of host.json to every answer; this one is for JSON alone, a page needs another. */
export const headers = {
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

/** For what has a form of its own. */
export const asItIs = (jsonBody: unknown): HttpResponseInit => ({ status: 200, headers, jsonBody });

export function refused({ code, message, details, runId, retryAfterSeconds }: Refusal): HttpResponseInit {
  const run = runId === undefined ? {} : { run_id: runId, url: `/scheduler/runs/${runId}` };
  const response = failure(code, message, details, run);
  if (retryAfterSeconds === undefined) return response;
  return { ...response, headers: { ...headers, 'Retry-After': String(retryAfterSeconds) } };
}

export function failure(
  code: ErrorCode,
  message: string,
  details: readonly (ErrorDetail | string)[] = [],
  more: Readonly<Record<string, string>> = {},
): HttpResponseInit {
  const status = errorCodes[code].status;
  return { status, headers, jsonBody: { success: false, error: { code, message, details, ...more } } };
}
