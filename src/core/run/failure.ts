/** What went wrong in an attempt, for decisions and for people. */
import { z } from 'zod';

/** The classes of docs/facts/sql-server.md; `unreachable` is a transient failure before the procedure was sent. */
export const FailureClass = z.enum([
  'unreachable',
  'transient',
  'outcome_unknown',
  'interrupted',
  'governance',
  'access',
  'contract',
  'data',
  'environment',
  'user_raised',
  'unclassified',
]);
export type FailureClass = z.infer<typeof FailureClass>;

/** Which remedy fits, for clients with their own texts: the class, or something more specific. */
export const RemedyCode = z.enum([
  ...FailureClass.options,
  'missing_grant',
  'missing_procedure',
  'missing_database',
  'login_refused',
  'token_refused',
  'encryption_missing',
  'certificate_untrusted',
  'open_transaction',
  'return_code',
]);
export type RemedyCode = z.infer<typeof RemedyCode>;

export const Failure = z
  .object({
    class: FailureClass,
    /** The full message of the server or driver. */
    message: z.string(),
    /** What a person can do about it. */
    remedy: z.string(),
    /** Missing in rows of earlier versions: then the class serves instead. */
    remedyCode: RemedyCode.exactOptional(),
    number: z.int().exactOptional(),
    code: z.string().exactOptional(),
    severity: z.int().exactOptional(),
    line: z.int().exactOptional(),
    procedure: z.string().exactOptional(),
  })
  .readonly();
export type Failure = z.infer<typeof Failure>;
