/** The shapes of all answers. */
import type { HttpResponseInit } from '@azure/functions';
import type { Refusal, RefusalCode } from '../core/refusal.ts';

/** The host adds the headers of host.json to every answer; this one is for JSON alone, a page needs another. */
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

const statusOf: Readonly<Record<RefusalCode, number>> = {
  invalid_request: 400,
  not_found: 404,
  run_active: 409,
  run_finished: 409,
  nothing_held: 409,
  idempotency_key_reused: 422,
  cooling_down: 429,
  too_many_requests: 429,
};

export function refused({ code, message, details, runId, retryAfterSeconds }: Refusal): HttpResponseInit {
  const run = runId === undefined ? {} : { run_id: runId, url: `/scheduler/runs/${runId}` };
  const response = failure(statusOf[code], code, message, details, run);
  if (retryAfterSeconds === undefined) return response;
  return { ...response, headers: { ...headers, 'Retry-After': String(retryAfterSeconds) } };
}

export function failure(
  status: number,
  code: string,
  message: string,
  details: readonly unknown[] = [],
  more: Readonly<Record<string, string>> = {},
): HttpResponseInit {
  return { status, headers, jsonBody: { success: false, error: { code, message, details, ...more } } };
}
