/** One route as an OpenAPI operation. */
import type { z } from 'zod';
import { type Access, appRoleOf } from '../access.ts';
import { type CommandName, commands } from '../commands.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { Query } from '../routes.ts';
import type { ComponentName } from '../schemas/answers.ts';
import { queryParameters } from '../schemas/query-parameters.ts';
import { IdempotencyKey, requests } from '../schemas/requests.ts';
import { RunId } from '../schemas/run-schemas.ts';
import { type Json, refTo, schemaOf } from './json-schema.ts';
import { describeAnswers, describeRefusals, json, withoutBodies } from './responses.ts';
import { securityFor } from './security.ts';

export interface Operation {
  readonly name: string;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly query?: z.ZodObject;
  readonly body?: keyof typeof requests;
  readonly answers: Readonly<Partial<Record<200 | 202, ComponentName>>>;
  readonly conditional?: true;
  readonly ignoresParameters?: true;
  readonly refusals: readonly ErrorCode[];
}

export function ofQuery({ query, answer, refusals = [], ...rest }: Query): Operation {
  const parameters = query === undefined ? {} : { query: queryParameters[query] };
  return { ...rest, method: 'get', ...parameters, answers: { 200: answer }, refusals };
}

export function ofCommand(name: CommandName): Operation {
  const { role, ...rest } = commands[name];
  return { ...rest, name, method: 'post', access: role, tag: 'Control' };
}

export function describeOperation(operation: Operation): Json {
  const { name, access, tag, summary, body } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [operation.description, neededFor(access)].join(' ').trim(),
    security: securityFor(access),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: { ...describeAnswers(operation), ...describeRefusals(operation) },
  };
}

export function describeHead(operation: Operation): Json {
  const { name, summary } = operation;
  const responses = { ...describeAnswers(operation), ...describeRefusals(operation) };
  return {
    ...describeOperation(operation),
    operationId: `${name}Head`,
    summary: `${summary}: status and headers only`,
    responses: withoutBodies(responses),
  };
}

function neededFor(access: Access): string {
  return access === 'public'
    ? 'Needs no credential.'
    : `Needs a function key, or the app role ${appRoleOf(access)} or a higher one.`;
}

function requestBody(name: keyof typeof requests): Json {
  // A missing body counts as an empty object.
  const required = !requests[name].safeParse({}).success;
  return { required, content: json(refTo(name)) };
}

function parametersOf({ method, path, query, conditional }: Operation): readonly Json[] {
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
    description:
      'Makes retries safe: the same key with the same request gets the same answer and changes nothing again.',
    schema: schemaOf(IdempotencyKey),
  };
  return [
    ...inPath,
    ...inQuery,
    ...(method === 'post' ? [key] : []),
    ...(conditional === true ? [knownAnswer] : []),
  ];
}

const knownAnswer: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of an earlier answer; 304 if nothing has changed since.',
  schema: { type: 'string' },
};
