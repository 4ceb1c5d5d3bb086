/** Every code that a refused or failed request can carry, with its HTTP status. Loads nothing: each handler needs it. */
export const statusOfError = {
  invalid_request: 400,
  malformed_json: 400,
  unauthenticated: 401,
  forbidden: 403,
  cross_site: 403,
  not_found: 404,
  run_active: 409,
  run_finished: 409,
  nothing_held: 409,
  length_required: 411,
  body_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  cooling_down: 429,
  too_many_requests: 429,
  internal_error: 500,
  misconfigured: 503,
  storage_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof statusOfError;
export type ErrorStatus = (typeof statusOfError)[ErrorCode];
