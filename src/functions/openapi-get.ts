import { describeApi } from '../core/api/openapi.ts';
import { NoParameters } from '../core/requests.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { asItIs } from './replies.ts';
import { routes } from './routes.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, NoParameters);
  return query.kind === 'answered' ? query.response : asItIs(describeApi(routes, world.instance.version));
};
