/** Whether this login may execute a procedure. NULL: there is none of that name, or the login may not see it. */
import { z } from 'zod';
import type { PendingProcedureFacts } from '../../../core/preflight/preflight-facts.ts';
import type { Session } from '../sql-session.ts';
import { answered, ask } from './ask-server.ts';

const question = "SELECT HAS_PERMS_BY_NAME(@procedure, N'OBJECT', N'EXECUTE') AS [right]";
const RightRow = z.object({ right: z.number().nullable() });

export async function askRight(session: Session, procedure: string): Promise<PendingProcedureFacts> {
  const mayExecute = await answered(
    async () => RightRow.parse((await ask(session, question, { procedure }))[0]).right,
  );
  return { procedure, mayExecute };
}
