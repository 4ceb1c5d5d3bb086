/** What went wrong in an attempt, in terms that a decision and a person can use. */
import { z } from 'zod';

/** The classes of facts/sql-server-wire.md; `unreachable` is a transient failure before the procedure was sent. */
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

/** One error as the server or the driver reported it. */
export interface SqlErrorReport {
  /** SQL Server's error number; absent for errors of the driver. */
  readonly number?: number | undefined;
  /** The driver's code, such as `ESOCKET`. */
  readonly code?: string | undefined;
  readonly message: string;
  readonly severity?: number | undefined;
  readonly line?: number | undefined;
  readonly procedure?: string | undefined;
}

export const Failure = z
  .object({
    class: FailureClass,
    /** What the server or driver said, in full. */
    message: z.string(),
    /** What a person can do about it. */
    remedy: z.string(),
    number: z.int().exactOptional(),
    code: z.string().exactOptional(),
    severity: z.int().exactOptional(),
    line: z.int().exactOptional(),
    procedure: z.string().exactOptional(),
  })
  .readonly();
export type Failure = z.infer<typeof Failure>;

/** How far the attempt had come: only before EXEC was sent is it certain that nothing ran. */
export type FailurePhase = 'before_execute' | 'executing';
