import { noSuchRun } from '../core/refusal.ts';
import { NoParameters } from '../core/requests.ts';
import { readRun } from '../operations/read-run.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { refused, success } from './replies.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, NoParameters);
  if (query.kind === 'answered') return query.response;
  const id = request.params['id'] ?? '';
  const run = await readRun(world, id);
  return run === undefined ? refused(noSuchRun(id)) : success(run);
};
