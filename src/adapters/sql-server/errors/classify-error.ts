/**
 * Which SQL errors pass by themselves. Judged by number, never by text; of several errors the most severe
 * permanent one decides.
 */
import type { Failure, FailureClass } from '../../../core/run/failure.ts';
import type { FailurePhase, SqlErrorReport } from './error-reports.ts';
import { omitUndefined } from '../../../core/omit-undefined.ts';
import {
  accessCodes,
  answered,
  certificateCodes,
  connecting,
  connectionLost,
  lostCodes,
  permanent,
  unreachableCodes,
} from './error-numbers.ts';
import { remedyFor } from './remedies.ts';

/** In order of weight: which of several errors decides. */
const weight: readonly FailureClass[] = [
  'environment',
  'access',
  'contract',
  'governance',
  'data',
  'user_raised',
  'unclassified',
  'outcome_unknown',
  'interrupted',
  'transient',
  'unreachable',
];

export function classifyError(report: SqlErrorReport, phase: FailurePhase): FailureClass {
  const { number, code } = report;
  if (number === undefined) return classifyDriverError(code ?? '', phase);
  if (phase === 'before_execute' && connecting.has(number)) return 'transient';
  if (phase === 'executing' && answered.has(number)) return 'transient';
  if (phase === 'executing' && connectionLost.has(number)) return 'outcome_unknown';
  return (
    permanent.find(([, numbers]) => numbers.has(number))?.[0] ??
    (number >= 50_000 ? userRaised(number) : 'unclassified')
  );
}

/** Errors without a number are the driver's own. `EREQUEST` is then a response that it could not read. */
function classifyDriverError(code: string, phase: FailurePhase): FailureClass {
  if (accessCodes.has(code) || certificateCodes.has(code)) return 'access';
  if (phase === 'executing') {
    return lostCodes.has(code) || code === 'EREQUEST' ? 'outcome_unknown' : 'unclassified';
  }
  return unreachableCodes.has(code) || code === 'EREQUEST' ? 'unreachable' : 'unclassified';
}

/** Babelfish sends a packed SQLSTATE (2^24 and more) for errors that have no number in SQL Server. */
const userRaised = (number: number): FailureClass => (number < 2 ** 24 ? 'user_raised' : 'unclassified');

/** Classifies what one attempt met; `reports` must not be empty. */
export function toFailure(reports: readonly SqlErrorReport[], phase: FailurePhase): Failure {
  const judged = reports
    .map((report) => ({ report, class: classifyError(report, phase) }))
    .toSorted((one, other) => weightOf(one) - weightOf(other));
  const decisive = judged[0] ?? {
    report: { message: 'an error without a description' },
    class: 'unclassified' as const,
  };
  const { report } = decisive;
  const others = judged.slice(1).map((each) => each.report.message);
  return {
    class: decisive.class,
    message: [report.message, ...others].join(' | ').slice(0, 4_000),
    ...remedyFor(report, decisive.class),
    ...omitUndefined({
      number: report.number,
      code: report.code,
      severity: report.severity,
      line: report.line,
      procedure: report.procedure,
    }),
  };
}

/** 18456 also follows the error that made the login fail (4060, for one), and would point at the password. */
const weightOf = (judged: { readonly report: SqlErrorReport; readonly class: FailureClass }): number =>
  judged.report.number === 18456 ? weight.length : weight.indexOf(judged.class);
