import { describeApi } from '../api/openapi/document.ts';
import { NoParameters } from '../api/schemas/requests.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { asItIs } from './replies.ts';
import { routes } from './routes.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, NoParameters);
  return query.kind === 'answered' ? query.response : asItIs(describeApi(routes, world.instance.version));
};
