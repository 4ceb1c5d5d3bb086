/** Every code that a refused or failed request can carry: its HTTP status and its meaning. Loads nothing. */

/** In bytes. */
export const largestBody = 16_384;
/** Of a schedule document: 30,000 characters, with room for escapes and indentation. */
export const largestDocumentBody = 61_440;
/** Of a published calendar: a little less than the host takes, so that the app can say so. */
export const largestCalendarBody = 245_760;

/** Each status that a refusal can have, with the name of its schema in the API description. */
export const errorSchemas = {
  400: 'BadRequest',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  411: 'LengthRequired',
  412: 'RevisionChanged',
  413: 'BodyTooLarge',
  415: 'UnsupportedMediaType',
  422: 'IdempotencyKeyReused',
  428: 'PreconditionRequired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'Unavailable',
} as const;
export type ErrorStatus = keyof typeof errorSchemas;

export const errorCodes = {
  invalid_request: {
    status: 400,
    meaning: 'a field or parameter is invalid; `details` lists each one, up to 20',
  },
  malformed_json: { status: 400, meaning: 'the body is not JSON in UTF-8' },
  unauthenticated: {
    status: 401,
    meaning:
      'nobody is signed in, or the request carries an identity header although App Service Authentication is off. A missing or wrong function key is refused by the host itself, without a body',
  },
  forbidden: { status: 403, meaning: 'the signed-in user lacks the app role that this route requires' },
  cross_site: {
    status: 403,
    meaning:
      "sent from another site's page, or with a session cookie but without one of `X-Requested-With`, the app's own `Origin` or `Content-Type: application/json`; on a developer's machine also a foreign `Host`",
  },
  not_found: { status: 404, meaning: 'there is no such run' },
  run_active: { status: 409, meaning: 'a run is waiting or in progress; `run_id` and `url` name it' },
  run_finished: { status: 409, meaning: 'the run has already ended' },
  notes_full: { status: 409, meaning: 'the run has 20 notes, as many as its row keeps' },
  nothing_held: { status: 409, meaning: 'nobody holds the lease' },
  not_configured: {
    status: 409,
    meaning: 'the settings configure no such channel for notices, or none at all',
  },
  period_closed: {
    status: 409,
    meaning: 'the dates are in a closed period; `closed` and the message say who closed it and why',
  },
  not_settled: {
    status: 409,
    meaning:
      'dates of the period are not settled: `dates` names them, the first 20 ranges; with `confirm: true` it is closed nevertheless',
  },
  nothing_closed: { status: 409, meaning: 'no period is closed' },
  plan_active: {
    status: 409,
    meaning: 'backfill has a plan that is not done; `plan` is that plan',
  },
  nothing_missing: {
    status: 409,
    meaning: 'every date of the range is settled: there is nothing to compute',
  },
  row_damaged: {
    status: 409,
    meaning: 'a row that the request needs cannot be read; the message says which, and what is wrong with it',
  },
  length_required: { status: 411, meaning: 'the body is chunked, without a Content-Length' },
  revision_changed: {
    status: 412,
    meaning:
      'somebody has changed the schedule since; `revision` is the one in force: read it again, and decide anew',
  },
  body_too_large: {
    status: 413,
    meaning: `the body is longer than ${largestBody} bytes, with a schedule document or a list of dates ${largestDocumentBody}, with a calendar ${largestCalendarBody}`,
  },
  unsupported_media_type: {
    status: 415,
    meaning:
      'the Content-Type of the body is not application/json, nor, with a calendar, text/calendar, text/csv or text/plain',
  },
  idempotency_key_reused: { status: 422, meaning: 'the key was already used for a different request' },
  precondition_required: {
    status: 428,
    meaning: 'the header `If-Match` is missing: without it, the change of somebody else could be lost',
  },
  cooling_down: { status: 429, meaning: 'a run was requested a moment ago' },
  too_many_requests: {
    status: 429,
    meaning: 'this caller has sent too many requests in the last minute, or too many are in progress',
  },
  internal_error: { status: 500, meaning: 'a defect; see the log of this invocation' },
  misconfigured: { status: 503, meaning: "the app's settings are invalid; `details` lists each problem" },
  storage_unavailable: { status: 503, meaning: 'the table cannot be reached' },
} as const satisfies Readonly<Record<string, { readonly status: ErrorStatus; readonly meaning: string }>>;

export type ErrorCode = keyof typeof errorCodes;
