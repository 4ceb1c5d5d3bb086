/** What somebody should know about a run that its outcome does not say. */
import { z } from 'zod';
import { omitUndefined } from '../omit-undefined.ts';
import { mostRows } from './progress.ts';
import { type EndedAttempt, type FinishedRun, isFinished, type Run } from './run.ts';

export const WarningCode = z.enum([
  /** It succeeded, but its return code is not 0. */
  'return_code',
  /** It was stopped while the procedure was executing. */
  'work_may_remain',
  /** It was stopped, but the procedure had finished first. */
  'work_remains',
  /** The server reported more rows than can be counted exactly. */
  'row_count_limit',
]);
export type WarningCode = z.infer<typeof WarningCode>;

export interface RunWarning {
  readonly code: WarningCode;
  readonly message: string;
  readonly returnValue?: number;
}

export function warningsOf(run: Run): readonly RunWarning[] {
  const last = run.attempts.at(-1);
  if (!isFinished(run) || last === undefined) return [];
  const code = 'row_count_limit';
  const uncounted = last.rowsAffected >= mostRows ? [{ code, message: messages[code] } as const] : [];
  return [...ofOutcome(run, last), ...uncounted];
}

function ofOutcome(run: FinishedRun, last: EndedAttempt): readonly RunWarning[] {
  const { returnValue } = last;
  switch (run.state.outcome) {
    case 'succeeded':
      return returnValue === undefined || returnValue === 0
        ? []
        : [{ code: 'return_code', message: `the procedure returned code ${returnValue}`, returnValue }];
    case 'cancelled':
    case 'timed_out':
    case 'failed': {
      if (last.work === undefined) return [];
      const code = last.work;
      return [{ code, message: messages[code], ...omitUndefined({ returnValue }) }];
    }
    case 'lost':
    case 'skipped':
      return [];
  }
}

const messages: Readonly<Record<Exclude<WarningCode, 'return_code'>, string>> = {
  work_may_remain:
    'what the procedure committed before it was stopped remains, and it may even have finished: check its results',
  work_remains: 'the procedure had already finished when the request to stop reached it: its work remains',
  row_count_limit: `the server reported more rows than can be counted exactly: ${mostRows} stands for that many or more`,
};
