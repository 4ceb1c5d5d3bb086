/** One route as an OpenAPI operation. */
import type { z } from 'zod';
import { type Access, appRoleOf } from '../access.ts';
import { type Command, type CommandName, commands } from '../commands.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { Query } from '../routes.ts';
import type { ComponentName } from '../schemas/answers.ts';
import { queryParameters } from '../schemas/query-parameters.ts';
import { IdempotencyKey, questions, requests } from '../schemas/requests.ts';
import { RunId } from '../schemas/run-schemas.ts';
import { type Json, refTo, schemaOf } from './json-schema.ts';
import { describeAnswers, describeRefusals, json, withoutBodies } from './responses.ts';
import { securityFor } from './security.ts';

const bodies = { ...requests, ...questions };

export interface Operation {
  readonly name: string;
  readonly asks: 'query' | 'command';
  readonly method: 'get' | 'post' | 'put';
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly query?: z.ZodObject;
  readonly body?: keyof typeof bodies;
  /** The types of text that may stand in place of JSON. */
  readonly text?: readonly string[];
  readonly answerTypes?: readonly string[];
  readonly scraped?: true;
  readonly answers: Readonly<Partial<Record<200 | 202, ComponentName>>>;
  readonly conditional?: true;
  readonly ignoresParameters?: true;
  readonly refusals: readonly ErrorCode[];
}

export function ofQuery({ query, answer, method, refusals = [], ...rest }: Query): Operation {
  const parameters = query === undefined ? {} : { query: queryParameters[query] };
  const asked = { asks: 'query', method: method === 'POST' ? 'post' : 'get' } as const;
  return { ...rest, ...asked, ...parameters, answers: { 200: answer }, refusals };
}

export function ofCommand(name: CommandName): Operation {
  const { role, method, ...rest }: Command = commands[name];
  const asked = { asks: 'command', method: method === 'PUT' ? 'put' : 'post' } as const;
  return { ...rest, ...asked, name, access: role, tag: 'Control' };
}

export function describeOperation(operation: Operation): Json {
  const { name, access, tag, summary, body, text } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [operation.description, neededFor(access)].join(' ').trim(),
    security: securityFor(access, operation.scraped),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: requestBody(body, text) }),
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

function requestBody(name: keyof typeof bodies, text: readonly string[] = []): Json {
  // A missing body counts as an empty object.
  const required = !bodies[name].safeParse({}).success;
  const asText = text.map((type) => [type, { schema: { type: 'string' } }] as const);
  return { required, content: { ...json(refTo(name)), ...Object.fromEntries(asText) } };
}

function parametersOf({ asks, method, path, query, conditional }: Operation): readonly Json[] {
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
    ...(asks === 'command' ? [key] : []),
    ...(method === 'put' ? [basis] : []),
    ...(conditional === true ? [knownAnswer] : []),
  ];
}

const basis: Json = {
  name: 'If-Match',
  in: 'header',
  // Required, but whoever leaves it out gets 428 rather than 400.
  required: false,
  description:
    'The revision that the change is based on, as `"7"` or as the `ETag` of `GET`; `*` replaces whatever there is.',
  schema: { type: 'string', pattern: String.raw`^(\*|(W/)?"\d{1,15}(\.[0-9a-f]+)?")$` },
};

const knownAnswer: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of an earlier answer; 304 if nothing has changed since.',
  schema: { type: 'string' },
};
