import { noSuchRun } from '../api/refusals.ts';
import { NoParameters } from '../api/schemas/query-parameters.ts';
import { runContent } from '../api/views/run-view.ts';
import { readRun } from '../operations/queries/read-run.ts';
import { found } from './conditional.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { refused } from './replies.ts';

export const handle: Handler = async (call) => {
  const { request, world } = call;
  const query = readQuery(request, NoParameters);
  if (query.kind === 'answered') return query.response;
  const id = request.params['id'] ?? '';
  const run = await readRun(world, id);
  return run === undefined ? refused(noSuchRun(id)) : found(call, run, runContent(run));
};
