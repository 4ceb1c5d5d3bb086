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
  'locked_rows',
  'unbalanced_transaction',
  'procedure_defect',
  'parameter_type',
  'missing_object',
  'missing_grant',
  'missing_inner_grant',
  'missing_procedure',
  'missing_database',
  'missing_user',
  'read_only',
  'login_refused',
  'login_blocked',
  'identity_refused',
  'windows_login',
  'token_refused',
  'firewall',
  'free_limit',
  'server_name',
  'instance_not_found',
  'encryption_missing',
  'encryption_required',
  'tls_refused',
  'handshake_broken',
  'strict_refused',
  'certificate_untrusted',
  'open_transaction',
  'return_code',
  'certificate_strict',
  'scheduler_defect',
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

/** What a `catch` reports that only a defect of the scheduler reaches. */
export const schedulerDefect = {
  class: 'unclassified',
  remedyCode: 'scheduler_defect',
  remedy: 'This is a defect in the scheduler: report it together with this message.',
} as const satisfies Omit<Failure, 'message'>;

/** Nothing was executed, because nothing proves that the lease is still this process's. */
export const leaseUnconfirmed: Failure = {
  class: 'transient',
  message:
    'the lease could not be confirmed in the table right before the procedure was to be executed, so it was not executed',
  remedyCode: 'transient',
  remedy:
    'The run is retried while it has attempts left. If this recurs, look for warnings about the table in the log.',
};

/** An earlier try or attempt may have held the applock when its connection broke, and the server may not have noticed. */
export const lockPerhapsOwn: Failure = {
  class: 'transient',
  message:
    'another session holds the applock: perhaps that of an earlier try or attempt, whose end the server has not noticed yet',
  remedyCode: 'transient',
  remedy:
    'The server gives up such a session by itself within minutes, and the run is retried while it has attempts left. If this recurs, find out which session holds the applock.',
};
