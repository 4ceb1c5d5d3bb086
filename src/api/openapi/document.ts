/** The OpenAPI 3.1 description of the app, made from its routes and from the schemas that validate and type. */
import type { Access } from '../access.ts';
import { components } from '../schemas/answers.ts';
import { type RouteName, requests } from './descriptions.ts';
import { describeOperation } from './operation.ts';
import { type Json, schemasOf } from './json-schema.ts';
import { securitySchemes } from './security.ts';

export interface DescribedRoute {
  readonly name: RouteName;
  readonly method: 'GET' | 'POST';
  /** Without the slash in front. */
  readonly path: string;
  readonly access: Access;
}

export function describeApi(routes: readonly DescribedRoute[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const methods = (paths[`/${route.path}`] ??= {});
    methods[route.method.toLowerCase()] = describeOperation(route);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'spJamkerja scheduler', version, description },
    servers: [{ url: '/', description: 'The app that gave this description' }],
    tags: [
      { name: 'Watch', description: 'What is, and what was' },
      { name: 'Control', description: 'What changes something; each change is in the audit' },
      { name: 'About', description: 'The app itself' },
    ],
    paths,
    components: {
      securitySchemes,
      schemas: { ...schemasOf(components, 'output'), ...schemasOf(requests, 'input') },
    },
  };
}

const description = [
  'Executes the stored procedure on a schedule, never twice at once.',
  'Times are ISO 8601 with offset, durations are seconds.',
  'Answers are `{"success": true, "data": …}` or `{"success": false, "error": {"code", "message", "details"}}`.',
  'Unknown fields and parameters are refused.',
].join(' ');
