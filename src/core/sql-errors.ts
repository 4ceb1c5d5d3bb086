/**
 * Which SQL errors pass by themselves. Numbers and their classes are those of facts/sql-server-wire.md
 * (Microsoft's SqlClient retry list, EF Core's transient detector, Azure SQL's error documentation).
 * Judged by number, never by text; of several errors the most severe permanent one decides.
 */
import type { Failure, FailureClass, FailurePhase, SqlErrorReport } from './failure.ts';
import { present } from './present.ts';

const connecting = new Set([
  233, 997, 1204, 1205, 1222, 4060, 4221, 10060, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 42108,
  42109, 49918, 49919, 49920, 64, 20, 121, 10053, 10054, 11001, 18401, 617, 669, 926, 615,
]);
const answered = new Set([
  1204, 1205, 1222, 3935, 3960, 3966, 8628, 8645, 8651, 41301, 41302, 41305, 41325, 41839, 10928, 10929,
  40501,
]);
const connectionLost = new Set([64, 121, 233, 596, 10053, 10054, 10060, 40197, 40613]);
const lostCodes = new Set([
  'ECONNRESET',
  'ESOCKET',
  'ECONNCLOSED',
  'ETIMEOUT',
  'ETIMEDOUT',
  'EINVALIDSTATE',
  'ENOTOPEN',
]);
const unreachableCodes = new Set([
  ...lostCodes,
  'EINSTLOOKUP',
  'ENOTFOUND',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOCONN',
]);

const permanent: readonly (readonly [FailureClass, ReadonlySet<number>])[] = [
  ['environment', new Set([1105, 9002, 823, 824, 825])],
  ['access', new Set([18456, 40615, 40531, 40532, 916, 229, 230, 262, 297, 300])],
  ['contract', new Set([201, 207, 208, 2812, 8144, 8145, 8146])],
  ['governance', new Set([40544, 40549, 40550, 40551, 40552, 40553, 1132])],
  ['data', new Set([241, 242, 245, 515, 547, 2601, 2627, 8114, 8115, 8134, 8152, 2628])],
];

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
  if (phase === 'before_execute') {
    if (number !== undefined && connecting.has(number)) return 'transient';
    if (number === undefined && code === 'ELOGIN') return 'access';
    if (number === undefined && code === 'EFEDAUTH') return 'access';
    if (number === undefined && code !== undefined && unreachableCodes.has(code)) return 'unreachable';
  } else {
    if (number !== undefined && answered.has(number)) return 'transient';
    if (number !== undefined && connectionLost.has(number)) return 'outcome_unknown';
    if (number === undefined && code !== undefined && lostCodes.has(code)) return 'outcome_unknown';
  }
  if (number === undefined) return 'unclassified';
  return (
    permanent.find(([, numbers]) => numbers.has(number))?.[0] ??
    (number >= 50_000 ? userRaised(number) : 'unclassified')
  );
}

/** Babelfish sends a packed SQLSTATE (2^24 and more) for errors that have no number in SQL Server. */
const userRaised = (number: number): FailureClass => (number < 2 ** 24 ? 'user_raised' : 'unclassified');

const access =
  'Check the login and its rights: the app needs to connect to the database and EXECUTE on the procedure, nothing more.';
const remedies: Record<FailureClass, string> = {
  unreachable:
    'Check SQL_SERVER and SQL_PORT, that the server is running, and that its firewall admits this app.',
  transient:
    'Nothing to do unless it keeps happening: such errors pass by themselves and the attempt is repeated.',
  outcome_unknown:
    'The connection broke while the procedure ran. The scheduler waits until its session is gone before it tries again.',
  interrupted: 'The app was stopped or replaced while the procedure ran; the attempt is repeated.',
  governance:
    'Azure SQL ended the session for using too many resources: scale the database up or lighten the procedure.',
  access,
  contract:
    'Check PROCEDURE_NAME, PROCEDURE_START_PARAMETER and PROCEDURE_END_PARAMETER against the database, and what the procedure refers to.',
  data: 'The procedure met data that it cannot process: look at the row that the message names, correct it, then force a run.',
  environment:
    'The database server itself is in trouble (disk full, log full or damaged pages): call its administrator now.',
  user_raised: 'The procedure itself raised this error: its text says what it expects.',
  unclassified:
    'This error is not on the list of known ones; it is treated as permanent. Read the message in full.',
};

const remediesByNumber: Readonly<Record<number, string>> = {
  229: 'Grant it: GRANT EXECUTE ON OBJECT::<procedure> TO <the login of this app>. The message names the object.',
  2812: 'The procedure does not exist in this database, or this login may not see it: check PROCEDURE_NAME and SQL_DATABASE.',
  4060: 'Check SQL_DATABASE: the database does not exist, is offline, or this login may not open it.',
  18456:
    'Check SQL_USER and SQL_PASSWORD (or the managed identity), and that the login exists on this server.',
};

/** Classifies what one attempt met; `reports` must not be empty. */
export function toFailure(reports: readonly SqlErrorReport[], phase: FailurePhase): Failure {
  const judged = reports
    .map((report) => ({ report, class: classifyError(report, phase) }))
    .toSorted((one, other) => weight.indexOf(one.class) - weight.indexOf(other.class));
  const decisive = judged[0] ?? {
    report: { message: 'an error without a description' },
    class: 'unclassified' as const,
  };
  const { report } = decisive;
  const others = judged.slice(1).map((each) => each.report.message);
  return {
    class: decisive.class,
    message: [report.message, ...others].join(' | ').slice(0, 4_000),
    remedy: remedyOf(report, decisive.class),
    ...present('number', report.number),
    ...present('code', report.code),
    ...present('severity', report.severity),
    ...present('line', report.line),
    ...present('procedure', report.procedure),
  };
}

function remedyOf(report: SqlErrorReport, failureClass: FailureClass): string {
  if (report.code === 'ELOGIN' && report.number === undefined) return remediesByNumber[18456] ?? access;
  if (report.code === 'EFEDAUTH') {
    return 'No token for the database: check that the managed identity exists and is assigned to the app (SQL_CLIENT_ID).';
  }
  return (
    (report.number === undefined ? undefined : remediesByNumber[report.number]) ?? remedies[failureClass]
  );
}
