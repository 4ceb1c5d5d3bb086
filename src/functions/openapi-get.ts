import { describeApi } from '../api/openapi/document.ts';
import { NoParameters } from '../api/schemas/query-parameters.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { asItIs } from './replies.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, NoParameters);
  return query.kind === 'answered' ? query.response : asItIs(describeApi(world.instance.version));
};
