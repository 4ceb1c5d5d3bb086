import { NoParameters } from '../core/requests.ts';
import { readRun } from '../operations/read-run.ts';
import { failure, type Handler, success } from './http.ts';
import { readQuery } from './parse.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, NoParameters);
  if (query.kind === 'answered') return query.response;
  const id = request.params['id'] ?? '';
  const run = await readRun(world, id);
  return run === undefined
    ? failure(404, 'not_found', `there is no run ${JSON.stringify(id)}`)
    : success(run);
};
