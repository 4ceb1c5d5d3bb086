/** What the errors of an attempt mean. Judged by number, never by text; of several errors the most severe decides. */
import type { Failure, FailureClass } from '../../../core/run/failure.ts';
import { driverCodes } from './driver-codes.ts';
import { errorNumbers, type KnownError } from './error-numbers.ts';
import type { FailurePhase, SqlErrorReport } from './error-reports.ts';
import { remedies } from './remedies.ts';

/** The most severe first. */
const bySeverity: readonly FailureClass[] = [
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
  return knownError(report)?.[phase] ?? (isUserRaised(report) ? 'user_raised' : 'unclassified');
}

/** An error with a number is the server's; one without is the driver's own. */
function knownError({ number, code }: SqlErrorReport): KnownError | undefined {
  if (number !== undefined) return errorNumbers.get(number);
  return code === undefined ? undefined : driverCodes.get(code);
}

/** Babelfish sends a packed SQLSTATE (2^24 and more) for errors that have no number in SQL Server. */
const isUserRaised = ({ number }: SqlErrorReport): boolean =>
  number !== undefined && number >= 50_000 && number < 2 ** 24;

/** Classifies what one attempt met; `reports` must not be empty. */
export function toFailure(reports: readonly SqlErrorReport[], phase: FailurePhase): Failure {
  const judged = reports
    .map((report) => ({ report, class: classifyError(report, phase) }))
    .toSorted((one, other) => weightOf(one) - weightOf(other));
  const decisive = judged[0] ?? {
    report: { message: 'an error without a description' },
    class: 'unclassified' as const,
  };
  const { message: _, ...details } = decisive.report;
  const messages = [decisive, ...judged.slice(1)].map(({ report }) => report.message);
  const remedyCode = knownError(decisive.report)?.remedy ?? decisive.class;
  return {
    class: decisive.class,
    message: messages.join(' | ').slice(0, 4_000),
    remedy: remedies[remedyCode],
    remedyCode,
    ...details,
  };
}

/** 18456 also follows the error that made the login fail (4060, for one), and would point at the password. */
const weightOf = (judged: { readonly report: SqlErrorReport; readonly class: FailureClass }): number =>
  judged.report.number === 18456 ? bySeverity.length : bySeverity.indexOf(judged.class);
