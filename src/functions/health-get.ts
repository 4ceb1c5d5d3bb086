import { NoParameters } from '../api/schemas/query-parameters.ts';
import { checkHealth } from '../operations/queries/check-health.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { success } from './replies.ts';

/** 200 when the settings are valid and the table answers; `answer` turns anything else into a 503 that says what. */
export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, NoParameters);
  return query.kind === 'answered' ? query.response : success(await checkHealth(world));
};
