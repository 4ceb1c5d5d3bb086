import { AuditQuery } from '../api/schemas/query-parameters.ts';
import { listAudit } from '../operations/queries/list-audit.ts';
import { found } from './conditional.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';

export const handle: Handler = async (call) => {
  const query = readQuery(call.request, AuditQuery);
  return query.kind === 'answered' ? query.response : found(call, await listAudit(call.world, query.value));
};
