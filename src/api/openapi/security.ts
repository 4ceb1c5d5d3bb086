/** How callers show who they are, in OpenAPI's terms. Which of the ways counts is the deployment's choice. */
import { type Access, appRoleOf } from '../access.ts';
import type { Json } from './json-schema.ts';

export const securitySchemes: Json = {
  functionKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-functions-key',
    description: 'A function key. Where no sign-in is set up, it may do everything.',
  },
  functionKeyInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'code',
    description: 'The same key in the URL, where it ends up in logs of others: prefer the header.',
  },
  entraToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of Microsoft Entra ID for this app, where App Service Authentication is on.',
  },
  entraSession: {
    type: 'apiKey',
    in: 'cookie',
    name: 'AppServiceAuthSession',
    description:
      'The session after a sign-in at /.auth/login/aad. Requests that change something also need `Content-Type: application/json` and the header `X-Requested-With`, or an `Origin` that is the app itself.',
  },
};

/** One of them is enough; the roles are those of Entra ID. */
export function securityFor(access: Access): readonly Json[] {
  if (access === 'public') return [];
  const roles = [appRoleOf(access)];
  return [{ functionKey: [] }, { functionKeyInQuery: [] }, { entraToken: roles }, { entraSession: roles }];
}
