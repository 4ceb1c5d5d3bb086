import { AuditQuery } from '../core/requests.ts';
import { listAudit } from '../operations/list-audit.ts';
import type { Handler } from './http.ts';
import { readQuery } from './parse.ts';
import { success } from './replies.ts';

export const handle: Handler = async ({ request, world }) => {
  const query = readQuery(request, AuditQuery);
  return query.kind === 'answered' ? query.response : success(await listAudit(world, query.value));
};
