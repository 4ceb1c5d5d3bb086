import { NoParameters } from '../api/schemas/query-parameters.ts';
import { statusContent } from '../api/views/status-view.ts';
import { readStatus } from '../operations/queries/read-status.ts';
import { found } from './conditional.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';

export const handle: Handler = async (call) => {
  const query = readQuery(call.request, NoParameters);
  if (query.kind === 'answered') return query.response;
  const status = await readStatus(call.world);
  return found(call, status, statusContent(status));
};
