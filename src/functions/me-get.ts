import { NoParameters } from '../api/schemas/query-parameters.ts';
import { toSessionView } from '../api/views/session-view.ts';
import { found } from './conditional.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';

export const handle: Handler = async (call) => {
  const query = readQuery(call.request, NoParameters);
  return query.kind === 'answered' ? query.response : found(call, toSessionView(call.actor, call.role));
};
