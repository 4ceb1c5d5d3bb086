/** What tests can make the procedure do instead of its own work: one statement after the other, as T-SQL would. */
import { z } from 'zod';
import { sqlMessage } from './sql-message.ts';

const rows = z.int().min(0);

export const scriptStep = z.union([
  z.strictObject({ set: z.enum(['nocount on', 'nocount off', 'implicit_transactions on']) }),
  z.strictObject({ print: z.string(), times: z.int().min(1).default(1) }),
  /** SELECT of this many rows. */
  z.strictObject({ select: rows }),
  /** SELECT @x = … from this many rows: no result set. */
  z.strictObject({ assign: rows }),
  z.strictObject({ insert: rows }),
  z.strictObject({ update: rows }),
  z.strictObject({ delete: rows }),
  z.strictObject({ merge: rows }),
  z.strictObject({ transaction: z.enum(['begin', 'commit', 'rollback']) }),
  /** An error that does not end the procedure. */
  z.strictObject({ error: sqlMessage }),
  /** Sends everything so far, as RAISERROR … WITH NOWAIT does, and waits. */
  z.strictObject({ wait: z.number().min(0) }),
  /** Must be the last one. */
  z.strictObject({ return: z.int() }),
]);
export type ScriptStep = z.output<typeof scriptStep>;
