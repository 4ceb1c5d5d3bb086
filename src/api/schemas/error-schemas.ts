/** What a request that was refused, or could not be served, is answered with. */
import { z } from 'zod';
import { largestBody } from './requests.ts';
import { type ErrorCode, type ErrorStatus, statusOfError } from '../error-codes.ts';
import { RunReference } from './run-schemas.ts';

export const ErrorDetail = z
  .object({
    field: z.string().meta({ examples: ['hours'] }),
    value: z
      .union([z.string(), z.number(), z.boolean(), z.null()])
      .exactOptional()
      .meta({ description: 'What was sent, cut to 120 characters; lists and objects are named only.' }),
    expected: z.string().meta({
      description: 'Completes the sentence "expected …".',
      examples: ['a number from 0.5 to 24'],
    }),
  })
  .readonly();

export type ErrorDetail = z.infer<typeof ErrorDetail>;

const message = z.string().meta({ description: 'For people: what is wrong, and what to do.' });
const reference = RunReference.unwrap().shape;

/** The settings that are wrong have names of their own, so they are told in sentences. */
const detailsOf = (status: ErrorStatus) => z.array(status === 503 ? z.string() : ErrorDetail);

function errorAnswer(status: ErrorStatus) {
  const about =
    status === 409 ? { run_id: reference.run_id.exactOptional(), url: reference.url.exactOptional() } : {};
  const code = z.enum(codesOf(status));
  return z.object({
    success: z.literal(false),
    error: z.object({ code, message, details: detailsOf(status), ...about }),
  });
}

const codesOf = (status: ErrorStatus): readonly string[] =>
  Object.entries(statusOfError).flatMap(([code, of]) => (of === status ? [code] : []));

export const errorAnswers = {
  BadRequest: errorAnswer(400),
  Unauthenticated: errorAnswer(401),
  Forbidden: errorAnswer(403),
  NotFound: errorAnswer(404),
  Conflict: errorAnswer(409),
  LengthRequired: errorAnswer(411),
  BodyTooLarge: errorAnswer(413),
  UnsupportedMediaType: errorAnswer(415),
  IdempotencyKeyReused: errorAnswer(422),
  TooManyRequests: errorAnswer(429),
  InternalError: errorAnswer(500),
  Unavailable: errorAnswer(503),
};

export const errorAnswerOf: Readonly<Record<ErrorStatus, keyof typeof errorAnswers>> = {
  400: 'BadRequest',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  411: 'LengthRequired',
  413: 'BodyTooLarge',
  415: 'UnsupportedMediaType',
  422: 'IdempotencyKeyReused',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'Unavailable',
};

export const meaningOf: Readonly<Record<ErrorCode, string>> = {
  invalid_request: 'a field or parameter is wrong: `details` names each',
  malformed_json: 'the body is no JSON in UTF-8',
  unauthenticated:
    'nobody is signed in, or an identity header came along where the platform does not check identities. The host itself refuses a missing or wrong function key without a body',
  forbidden: 'whoever is signed in lacks the app role',
  cross_site:
    "sent with a session cookie, but without `X-Requested-With`, the app's own `Origin` or `Content-Type: application/json`",
  not_found: 'there is no such run',
  run_active: 'a run is in progress or waits: `run_id` and `url` name it',
  run_finished: 'the run has already ended',
  nothing_held: 'nobody holds the lease',
  length_required: 'the body came in chunks, without a Content-Length',
  body_too_large: `the body is longer than ${largestBody} bytes`,
  unsupported_media_type: 'the body is not declared as application/json',
  idempotency_key_reused: 'the key was used for another request',
  cooling_down: 'a run was requested a moment ago',
  too_many_requests: 'this caller has changed too much in this minute',
  internal_error: 'a defect: the log of the invocation says which',
  misconfigured: 'settings of the app are wrong: `details` names each',
  storage_unavailable: 'the table cannot be reached',
};
