/** What a person can do about an error of SQL Server or its driver: which remedy it is, and its English words. */
import type { FailureClass, RemedyCode } from '../../../core/run/failure.ts';
import type { SqlErrorReport } from './error-reports.ts';
import { certificateCodes } from './error-numbers.ts';

const remedies: Record<RemedyCode, string> = {
  unreachable:
    'Check SQL_SERVER and SQL_PORT, that the server is running, and that its firewall admits this app.',
  transient:
    'Nothing to do unless it keeps happening: such errors pass by themselves and the attempt is repeated.',
  outcome_unknown:
    'The connection broke while the procedure ran. The scheduler waits until its session is gone before it tries again.',
  interrupted: 'The app was stopped or replaced while the procedure ran; the attempt is repeated.',
  governance:
    'Azure SQL ended the session for using too many resources: scale the database up or lighten the procedure.',
  access:
    'Check the login and its rights: the app needs to connect to the database and EXECUTE on the procedure, nothing more.',
  contract:
    'Check PROCEDURE_NAME, PROCEDURE_START_PARAMETER and PROCEDURE_END_PARAMETER against the database, and what the procedure refers to.',
  data: 'The procedure met data that it cannot process: look at the row that the message names, correct it, then force a run.',
  environment:
    'The database server itself is in trouble (disk full, log full or damaged pages): call its administrator now.',
  user_raised: 'The procedure itself raised this error: its text says what it expects.',
  unclassified:
    'This error is not on the list of known ones; it is treated as permanent. Read the message in full.',
  missing_grant:
    'Grant it: GRANT EXECUTE ON OBJECT::<procedure> TO <the login of this app>. The message names the object.',
  missing_procedure:
    'The procedure does not exist in this database, or this login may not see it: check PROCEDURE_NAME and SQL_DATABASE.',
  missing_database:
    'Check SQL_DATABASE: the database does not exist, is offline, or this login may not open it.',
  login_refused:
    'Check SQL_USER and SQL_PASSWORD (or the managed identity), and that the login exists on this server.',
  token_refused:
    'No token for the database: check that the managed identity exists and is assigned to the app (SQL_CLIENT_ID).',
  encryption_missing:
    'The server does not encrypt: install a certificate there, or, for development only, set SQL_ENCRYPT=false.',
  certificate_untrusted:
    'The TLS certificate of the server is not trusted for this name: install a valid one, or, for development only, set SQL_TRUST_SERVER_CERTIFICATE=true.',
};

const byNumber: Readonly<Record<number, RemedyCode>> = {
  229: 'missing_grant',
  2812: 'missing_procedure',
  4060: 'missing_database',
  18456: 'login_refused',
};

/** Not an object: a code may be called as something that every object has. */
const byDriverCode: ReadonlyMap<string, RemedyCode> = new Map([
  ['ELOGIN', 'login_refused'],
  ['EFEDAUTH', 'token_refused'],
  ['EENCRYPT', 'encryption_missing'],
]);

function remedyCodeOf(
  { number, code }: Pick<SqlErrorReport, 'number' | 'code'>,
  failureClass: FailureClass,
): RemedyCode {
  if (number !== undefined) return byNumber[number] ?? failureClass;
  if (code === undefined) return failureClass;
  if (certificateCodes.has(code)) return 'certificate_untrusted';
  return byDriverCode.get(code) ?? failureClass;
}

export function remedyFor(
  report: SqlErrorReport,
  failureClass: FailureClass,
): { readonly remedy: string; readonly remedyCode: RemedyCode } {
  const remedyCode = remedyCodeOf(report, failureClass);
  return { remedy: remedies[remedyCode], remedyCode };
}
