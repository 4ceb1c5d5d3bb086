/** The successful answers of an operation, and the ones that refuse it. */
import { type ErrorCode, errorCodes, errorSchemas, type ErrorStatus } from '../error-codes.ts';
import { type Json, refTo } from './json-schema.ts';
import type { Operation } from './operation.ts';

export const json = (schema: Json): Json => ({ 'application/json': { schema } });

/** By status. */
type Responses = Readonly<Record<string, Json>>;

const etag: Json = {
  description:
    'Covers the content of the answer, except `as_of` and fields that count elapsed or remaining seconds.',
  schema: { type: 'string', pattern: String.raw`^W/"(\d+\.)?[0-9a-f]{32}"$` },
};
const location: Json = { description: 'Where to read the run.', schema: { type: 'string' } };

export function describeAnswers({ answers: given, conditional, answerTypes }: Operation): Responses {
  const tagged = conditional === true ? { headers: { ETag: etag } } : {};
  const documented = Object.entries(given).map(([status, name]) => [
    status,
    status === '202'
      ? { description: 'Accepted', headers: { Location: location }, content: json(refTo(name)) }
      : {
          description: 'Done',
          ...tagged,
          content: contentOf(name, answerTypes),
        },
  ]);
  const unchanged = conditional === true ? [['304', { description: 'Not modified', ...tagged }]] : [];
  return Object.fromEntries([...documented, ...unchanged]);
}

const contentOf = (name: string, types: readonly string[] = ['application/json']): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: refTo(name) }]));

const always: readonly ErrorCode[] = [
  'unauthenticated',
  'cross_site',
  'internal_error',
  'misconfigured',
  'storage_unavailable',
];
const withBody: readonly ErrorCode[] = [
  'malformed_json',
  'length_required',
  'body_too_large',
  'unsupported_media_type',
];
const onChange: readonly ErrorCode[] = ['idempotency_key_reused', 'row_damaged'];

export function describeRefusals(operation: Operation): Responses {
  const { asks, access, method, ignoresParameters, refusals: own } = operation;
  const codes: readonly ErrorCode[] = [
    ...(ignoresParameters === true ? [] : (['invalid_request'] as const)),
    ...always,
    ...(access === 'public' ? [] : (['forbidden', 'too_many_requests'] as const)),
    ...(method === 'get' ? [] : withBody),
    ...(asks === 'command' ? onChange : []),
    ...own,
  ];
  const byStatus = Map.groupBy(codes, (code) => errorCodes[code].status);
  return Object.fromEntries([...byStatus].map(([status, of]) => [String(status), refusal(status, of)]));
}

/** What HEAD gets: the same statuses and headers. */
export const withoutBodies = (responses: Responses): Responses =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [status, without('content', response)]),
  );

const without = (name: string, response: Json): Json =>
  Object.fromEntries(Object.entries(response).filter(([each]) => each !== name));

function refusal(status: ErrorStatus, codes: readonly ErrorCode[]): Json {
  const after = { description: 'Seconds to wait.', schema: { type: 'string', pattern: '^\\d+$' } };
  return {
    description: codes.map((code) => `\`${code}\`: ${errorCodes[code].meaning}.`).join(' '),
    ...(status === 429 ? { headers: { 'Retry-After': after } } : {}),
    content: json(refTo(errorSchemas[status])),
  };
}
