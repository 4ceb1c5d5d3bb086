/** What a person can do about an error of SQL Server or its driver. */
import type { FailureClass, SqlErrorReport } from './failure.ts';
import { certificateCodes } from './sql-error-codes.ts';

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

const remediesByCode: Readonly<Record<string, string>> = {
  ELOGIN: remediesByNumber[18456] ?? access,
  EFEDAUTH:
    'No token for the database: check that the managed identity exists and is assigned to the app (SQL_CLIENT_ID).',
  EENCRYPT:
    'The server does not encrypt: install a certificate there, or, for development only, set SQL_ENCRYPT=false.',
};

const untrustedCertificate =
  'The TLS certificate of the server is not trusted for this name: install a valid one, or, for development only, set SQL_TRUST_SERVER_CERTIFICATE=true.';

export function remedyOf({ number, code }: SqlErrorReport, failureClass: FailureClass): string {
  if (number !== undefined) return remediesByNumber[number] ?? remedies[failureClass];
  if (code === undefined) return remedies[failureClass];
  if (certificateCodes.has(code)) return untrustedCertificate;
  return remediesByCode[code] ?? remedies[failureClass];
}
