/**
 * What the errors of an attempt mean, judged by number and, where the procedure raised an error again, by the server's
 * own words. Of several errors the most severe decides; what follows from another error does not.
 */
import type { Failure, FailureClass, RemedyCode } from '../../../core/run/failure.ts';
import type { KeepMessages } from '../../../core/run/kept-text.ts';
import { type ConnectionFacts, refineRemedy } from './choose-remedy.ts';
import { knownCode } from './driver-codes.ts';
import { errorNumbers } from './error-numbers.ts';
import type { FailurePhase, SqlErrorReport } from './error-reports.ts';
import type { KnownError } from './numbers/rows.ts';
import { wordsOf } from './kept-words.ts';
import { reRaisedNumber } from './re-raised.ts';
import { remedies } from './remedies.ts';

/** The most severe first. A passing error comes before what a procedure says about it in words of its own. */
const bySeverity: readonly FailureClass[] = [
  'environment',
  'access',
  'contract',
  'governance',
  'data',
  'transient',
  'user_raised',
  'unclassified',
  'outcome_unknown',
  'interrupted',
  'unreachable',
];
/** A deadlock rolls everything back: a missing row or table after it proves nothing. These do not come from it. */
const independent: ReadonlySet<FailureClass> = new Set(['environment', 'access', 'governance']);

interface Judged {
  readonly report: SqlErrorReport;
  readonly class: FailureClass;
  readonly remedy: RemedyCode;
  /** 1 decides only without an error that is known, 2 only alone. */
  readonly secondary: 0 | 1 | 2;
}

export const classifyError = (report: SqlErrorReport, phase: FailurePhase): FailureClass =>
  judge(report, phase).class;

function judge(report: SqlErrorReport, phase: FailurePhase, facts?: ConnectionFacts): Judged {
  const known = knownError(report);
  const failure = known?.[phase];
  // The values of the parameters are converted before the first line.
  if (phase === 'executing' && report.line === 0 && conversions.has(report.number)) {
    return { report, class: 'contract', remedy: 'parameter_type', secondary: 0 };
  }
  if (failure === undefined) {
    const otherwise = classOfUnknown(report, phase);
    return { report, class: otherwise, remedy: otherwise, secondary: phase === 'login' ? 1 : 0 };
  }
  // After the login, an error of the driver's own is a broken connection.
  const ownOfDriver = report.number === undefined && phase !== 'login';
  const remedy = ownOfDriver ? failure : refineRemedy(known?.remedy ?? failure, report, phase, facts);
  // Nothing was lost: the server does not know TDS 8, and will not at the next try.
  const refused = remedy === 'strict_refused' && phase === 'login';
  return {
    report,
    class: refused ? 'access' : failure,
    remedy,
    secondary: known?.consequence === true ? 2 : 0,
  };
}

/** An error with a number is the server's; one without is the driver's own. */
function knownError({ number, code, message }: SqlErrorReport): KnownError | undefined {
  if (number === undefined) return code === undefined ? undefined : knownCode(code);
  // Code in .NET wraps the server's errors in 6522.
  const original = isUserRaised(number) || number === 6522 ? reRaisedNumber(message) : undefined;
  return errorNumbers.get(original ?? number);
}

/** Babelfish sends a packed SQLSTATE (2^24 and more) for errors that have no number in SQL Server. */
const isUserRaised = (number: number): boolean => number >= 50_000 && number < 2 ** 24;

/** From 21 on, the server itself is in trouble: its processes, the integrity of its data, or the hardware. */
const fatalSeverity = 21;

function classOfUnknown({ number, severity = 0 }: SqlErrorReport, phase: FailurePhase): FailureClass {
  // Of the driver: the connection or an answer is broken, and the procedure may go on.
  if (number === undefined) return phase === 'executing' ? 'outcome_unknown' : 'unclassified';
  if (phase === 'login') return 'access';
  if (isUserRaised(number)) return 'user_raised';
  return severity >= fatalSeverity ? 'environment' : 'unclassified';
}

/** 201 and its kind also come at line 0, but say themselves which parameter is missing. */
const conversions: ReadonlySet<number | undefined> = new Set([
  206, 220, 241, 242, 244, 245, 248, 257, 295, 296, 529, 8114, 8115, 8169,
]);

/** Classifies what one attempt met; `reports` must not be empty. */
export function toFailure(
  reports: readonly SqlErrorReport[],
  phase: FailurePhase,
  keep: KeepMessages,
  facts?: ConnectionFacts,
): Failure {
  const judged = reports.map((report) => judge(report, phase, facts));
  const passing = judged.findIndex((each) => each.class === 'transient');
  const weigh = (each: Judged): number => {
    const comesAfter = passing !== -1 && judged.indexOf(each) > passing && each.class !== 'transient';
    const follows = comesAfter && !independent.has(each.class) ? 1 : 0;
    return bySeverity.indexOf(each.class) + bySeverity.length * Math.max(follows, each.secondary);
  };
  const [decisive = nothing, ...others] = judged.toSorted((one, other) => weigh(one) - weigh(other));
  const { message: _, ...details } = decisive.report;
  return {
    class: decisive.class,
    message: wordsOf(
      [decisive, ...others].map(({ report }) => report),
      phase,
      keep,
    ),
    remedy: remedies[decisive.remedy],
    remedyCode: decisive.remedy,
    ...details,
  };
}

const nothing: Judged = {
  report: { message: 'an error without a description' },
  class: 'unclassified',
  remedy: 'unclassified',
  secondary: 0,
};
