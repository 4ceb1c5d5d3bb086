/** What a person can do about an error, in English. The dashboard has the words of other languages by the same codes. */
import type { RemedyCode } from '../../../core/run/failure.ts';

export const remedies: Readonly<Record<RemedyCode, string>> = {
  unreachable:
    'Check SQL_SERVER and SQL_PORT, that the server is running, and that its firewall admits this app.',
  transient:
    'Such errors usually pass on their own; the run is retried while it has attempts left. If it keeps failing, call the database administrator.',
  outcome_unknown:
    'The connection broke while the procedure was running. The scheduler first makes sure that the procedure has stopped, then retries while attempts remain.',
  interrupted:
    'The app was stopped or replaced during the run. It is retried while attempts remain, once the procedure is certain to have stopped.',
  governance:
    'Azure SQL ended the session for using too many resources: scale the database up or make the procedure lighter.',
  access:
    'Check the login and its rights: the app needs permission to connect to the database and to EXECUTE the procedure, nothing more.',
  contract:
    'Check PROCEDURE_NAME, PROCEDURE_START_PARAMETER and PROCEDURE_END_PARAMETER against the database, and that the objects the procedure uses exist.',
  data: 'The procedure met data that it cannot process: use the message to find the row, correct it, then choose Run now.',
  environment:
    'The database server itself is in trouble (disk full, log full or damaged pages): call its administrator now.',
  user_raised: 'The procedure itself raised this error: its text says what it expects.',
  unclassified:
    'The scheduler does not know this error and treats it as permanent. Read the message in full.',
  missing_grant:
    'Grant the permission: GRANT EXECUTE ON OBJECT::<procedure> TO <the login of this app>. The message names the object.',
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
  open_transaction:
    'What the procedure did in that transaction was undone. It must end every transaction that it begins: look for a path without COMMIT or ROLLBACK, for a RETURN before it, and for SET IMPLICIT_TRANSACTIONS ON.',
  return_code:
    'The procedure ended without an error, but its return code is not 0: look up in the procedure what the code means. With FAIL_ON_RETURN_CODE=false it would be a warning.',
};
