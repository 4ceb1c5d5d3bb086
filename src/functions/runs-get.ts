import { RunsQuery } from '../api/schemas/query-parameters.ts';
import { listRuns } from '../operations/queries/list-runs.ts';
import { found } from './conditional.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';

export const handle: Handler = async (call) => {
  const query = readQuery(call.request, RunsQuery);
  return query.kind === 'answered' ? query.response : found(call, await listRuns(call.world, query.value));
};
