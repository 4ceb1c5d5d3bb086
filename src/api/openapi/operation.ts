/** One route as an OpenAPI operation. */
import { type Access, appRoleOf } from '../access.ts';
import { IdempotencyKey } from '../schemas/requests.ts';
import { descriptionOf, type OperationDescription, requests } from './descriptions.ts';
import { errorAnswerOf, meaningOf } from '../schemas/error-schemas.ts';
import { type ErrorCode, type ErrorStatus, statusOfError } from '../error-codes.ts';
import { type Json, refTo, schemaOf } from './json-schema.ts';
import type { DescribedRoute } from './document.ts';
import { RunId } from '../schemas/run-schemas.ts';
import { securityFor } from './security.ts';

export function describeOperation(route: DescribedRoute): Json {
  const described = descriptionOf[route.name];
  const { tag, summary, body } = described;
  const parameters = parametersOf(route, described);
  return {
    operationId: route.name,
    tags: [tag],
    summary,
    description: [described.description, neededFor(route.access)].join(' ').trim(),
    security: securityFor(route.access),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: { ...answers(described), ...refusals(route, described) },
  };
}

function neededFor(access: Access): string {
  return access === 'public'
    ? 'Needs no credential.'
    : `Needs a function key, or the app role ${appRoleOf(access)} or a higher one.`;
}

function requestBody(name: keyof typeof requests): Json {
  // No body at all counts as an empty object.
  const required = !requests[name].safeParse({}).success;
  return { required, content: json(refTo(name)) };
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });

function parametersOf(
  { method, path }: DescribedRoute,
  { query, conditional }: OperationDescription,
): readonly Json[] {
  const inPath = path.includes('{id}')
    ? [{ name: 'id', in: 'path', required: true, description: 'The id of a run.', schema: schemaOf(RunId) }]
    : [];
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { description, ...rest } = schemaOf(schema);
    return {
      name,
      in: 'query',
      required: false,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key with the same request gives the same answer, and changes nothing again.',
    schema: schemaOf(IdempotencyKey),
  };
  return [
    ...inPath,
    ...inQuery,
    ...(method === 'POST' ? [key] : []),
    ...(conditional === true ? [knownAnswer] : []),
  ];
}

const knownAnswer: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of an answer that the caller has: as long as nothing else is to be told, 304.',
  schema: { type: 'string' },
};
const etag: Json = {
  description:
    'Of what the answer tells, without what only says when it was asked for: `as_of` and the seconds that pass.',
  schema: { type: 'string', pattern: '^W/"[0-9a-f]{32}"$' },
};
const location: Json = { description: 'Where the run can be read.', schema: { type: 'string' } };

function answers({ answers: given, conditional }: OperationDescription): Json {
  const tagged = conditional === true ? { headers: { ETag: etag } } : {};
  const documented = Object.entries(given).map(([status, name]) => [
    status,
    status === '202'
      ? { description: 'Accepted', headers: { Location: location }, content: json(refTo(name)) }
      : { description: 'Done', ...tagged, content: json(refTo(name)) },
  ]);
  const unchanged = conditional === true ? [['304', { description: 'Nothing new', ...tagged }]] : [];
  return Object.fromEntries([...documented, ...unchanged]);
}

const always: readonly ErrorCode[] = [
  'invalid_request',
  'unauthenticated',
  'internal_error',
  'misconfigured',
  'storage_unavailable',
];
const onChange: readonly ErrorCode[] = [
  'malformed_json',
  'cross_site',
  'length_required',
  'body_too_large',
  'unsupported_media_type',
  'idempotency_key_reused',
  'too_many_requests',
];

function refusals({ access, method }: DescribedRoute, { refusals: own = [] }: OperationDescription): Json {
  const codes = [
    ...always,
    ...(access === 'public' ? [] : (['forbidden'] as const)),
    ...(method === 'POST' ? onChange : []),
    ...own,
  ];
  const byStatus = Map.groupBy(codes, (code) => statusOfError[code]);
  return Object.fromEntries([...byStatus].map(([status, of]) => [String(status), refusal(status, of)]));
}

function refusal(status: ErrorStatus, codes: readonly ErrorCode[]): Json {
  const after = { description: 'Seconds to wait.', schema: { type: 'string', pattern: '^\\d+$' } };
  return {
    description: codes.map((code) => `\`${code}\`: ${meaningOf[code]}.`).join(' '),
    ...(status === 429 ? { headers: { 'Retry-After': after } } : {}),
    content: json(refTo(errorAnswerOf[status])),
  };
}
