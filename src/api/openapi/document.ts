/** The OpenAPI 3.1 description of the app, made from its tables of routes and from the schemas that validate requests. */
import { perCommand, urlOf } from '../commands.ts';
import { queries } from '../queries.ts';
import { components } from '../schemas/answers.ts';
import { questions, requests } from '../schemas/requests.ts';
import { describeHead, describeOperation, ofCommand, ofQuery } from './operation.ts';
import { type Json, schemasOf } from './json-schema.ts';
import { securitySchemes } from './security.ts';

export function describeApi(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of [...queries.map(ofQuery), ...Object.values(perCommand(ofCommand))]) {
    const methods = (paths[urlOf(operation.path, '{id}')] ??= {});
    methods[operation.method] = describeOperation(operation);
    if (operation.method === 'get') methods['head'] = describeHead(operation);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'spJamkerja scheduler', version, description },
    servers: [{ url: '/', description: 'The app that served this description' }],
    tags: [
      { name: 'Watch', description: 'Current state and history' },
      { name: 'Control', description: 'Commands; each one is recorded in the audit' },
      { name: 'About', description: 'The app itself' },
    ],
    paths,
    components: {
      securitySchemes,
      schemas: { ...schemasOf(components, 'output'), ...schemasOf({ ...requests, ...questions }, 'input') },
    },
  };
}

const description = [
  'Runs a stored procedure on a schedule, never twice at once.',
  'Times are ISO 8601 with an offset, in the time zone of the schedule; durations are in seconds.',
  'Answers are `{"success": true, "data": …}` or `{"success": false, "error": {"code", "message", "details"}}`.',
  'Unknown fields and parameters are refused; only `health` and `status` ignore parameters, because monitors add some of their own.',
  'Every GET can be sent as HEAD: the same status and headers, without a body.',
].join(' ');
