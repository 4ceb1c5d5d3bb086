import { NoParameters } from '../core/requests.ts';
import { readStatus } from '../operations/read-status.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { success } from './replies.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, NoParameters);
  if (query.kind === 'answered') return query.response;
  return success(await readStatus(world));
};
