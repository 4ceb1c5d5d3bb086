/** How callers authenticate, in OpenAPI's terms. The deployment decides which way applies. */
import { type Access, appRoleOf } from '../access.ts';
import type { Json } from './json-schema.ts';

export const securitySchemes: Json = {
  functionKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-functions-key',
    description: 'A function key. Where no sign-in is set up, it grants every role.',
  },
  functionKeyInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'code',
    description: 'The same key in the URL, which ends up in the logs of proxies: prefer the header.',
  },
  entraToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A Microsoft Entra ID token for this app, where App Service Authentication is enabled.',
  },
  metricsToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The setting METRICS_TOKEN. Where it is set, the metrics take no other credential.',
  },
  entraSession: {
    type: 'apiKey',
    in: 'cookie',
    name: 'AppServiceAuthSession',
    description:
      'The session after signing in at /.auth/login/aad. Commands also need `Content-Type: application/json`, and either the header `X-Requested-With` or an `Origin` that is the app itself.',
  },
};

/** Any one of them is enough; the roles are the app roles in Entra ID. */
export function securityFor(access: Access, scraped?: true): readonly Json[] {
  if (access === 'public') return [];
  const roles = [appRoleOf(access)];
  return [
    { functionKey: [] },
    { functionKeyInQuery: [] },
    { entraToken: roles },
    { entraSession: roles },
    ...(scraped === true ? [{ metricsToken: [] }] : []),
  ];
}
