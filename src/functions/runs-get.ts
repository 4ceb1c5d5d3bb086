import { RunsQuery } from '../core/requests.ts';
import { listRuns } from '../operations/list-runs.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { success } from './replies.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, RunsQuery);
  return query.kind === 'answered' ? query.response : success(await listRuns(world, query.value));
};
