/** One route as an OpenAPI operation. */
import { type Access, appRoleOf } from '../access.ts';
import { IdempotencyKey } from '../requests.ts';
import { descriptionOf, type OperationDescription, requests } from './descriptions.ts';
import { errorAnswerOf, meaningOf } from './error-answers.ts';
import { type ErrorCode, type ErrorStatus, statusOfError } from './error-codes.ts';
import { type Json, refTo, schemaOf } from './json-schema.ts';
import type { DescribedRoute } from './openapi.ts';
import { RunId } from './run-answers.ts';
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

function parametersOf({ method, path }: DescribedRoute, { query }: OperationDescription): readonly Json[] {
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
  return [...inPath, ...inQuery, ...(method === 'POST' ? [key] : [])];
}

function answers({ answers: given }: OperationDescription): Json {
  const location = { description: 'Where the run can be read.', schema: { type: 'string' } };
  return Object.fromEntries(
    Object.entries(given).map(([status, name]) => [
      status,
      status === '202'
        ? { description: 'Accepted', headers: { Location: location }, content: json(refTo(name)) }
        : { description: 'Done', content: json(refTo(name)) },
    ]),
  );
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
