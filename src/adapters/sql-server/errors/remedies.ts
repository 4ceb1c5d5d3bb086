/** What a person can do about an error, in English. src/api/findings has them in Indonesian by the same codes. */
import { type RemedyCode, schedulerDefect } from '../../../core/run/failure.ts';

export const remedies: Readonly<Record<RemedyCode, string>> = {
  unreachable:
    'Check SQL_SERVER and SQL_PORT, that the server is running and accepts TCP/IP connections, and that its firewall admits this app.',
  transient:
    'Such errors usually pass on their own; the run is retried while it has attempts left. If it keeps failing, call the database administrator.',
  outcome_unknown:
    'The connection broke while the procedure was running. The scheduler first makes sure that the procedure has stopped, then retries while attempts remain.',
  interrupted:
    'The app was stopped or replaced during the run. It is retried while attempts remain, once the procedure is certain to have stopped.',
  governance:
    'Azure SQL ended the session for using too many resources: scale the database up or make the procedure lighter.',
  access:
    'The server refused the app: the message says why. The app needs permission to connect to the database and to EXECUTE the procedure, nothing more.',
  contract:
    'Check PROCEDURE_NAME, PROCEDURE_START_PARAMETER and PROCEDURE_END_PARAMETER against the declaration of the procedure in the database.',
  data: 'The procedure met data that it cannot process: use the message to find the row, correct it, then choose Run now.',
  environment:
    'The database server itself is in trouble (disk, log or memory full, or damaged pages): call its administrator now.',
  user_raised: 'The procedure itself raised this error: its text says what it expects.',
  unclassified:
    'The scheduler does not know this error and treats it as permanent. Read the message in full, and show it to the database administrator.',
  locked_rows:
    'Another session worked on the same rows at the same time; the run is retried while it has attempts left. If this recurs, move the schedule away from the other job, or let the administrator look for the deadlock.',
  unbalanced_transaction:
    'The procedure does not end its transactions properly: on every path, also in CATCH, each BEGIN TRANSACTION needs exactly one COMMIT or ROLLBACK (check @@TRANCOUNT and XACT_STATE()). Its developer must correct it.',
  procedure_defect:
    'The procedure, or code beneath it, contains an error: the message and the line number say where. Its developer must correct it.',
  parameter_type:
    'A parameter of the procedure does not accept a date: declare PROCEDURE_START_PARAMETER and PROCEDURE_END_PARAMETER there as date, datetime or varchar, or correct these settings.',
  missing_object:
    'The procedure uses a table, column or other object that does not exist in this database: check SQL_DATABASE, then ask the developer of the procedure. The message names the object.',
  missing_grant:
    'Grant the permission: GRANT EXECUTE ON OBJECT::<procedure> TO <the user of this app>. The message names the object.',
  missing_inner_grant:
    'The procedure was started, but something it does or uses is not permitted, mostly because the object has another owner, lies in another database or is used in dynamic SQL. Grant the permission that the message names, or create the procedure WITH EXECUTE AS OWNER.',
  missing_procedure:
    'The procedure does not exist in this database, or this login may not see it: check PROCEDURE_NAME and SQL_DATABASE.',
  missing_database:
    'Check SQL_DATABASE: the database does not exist, is offline or being restored, or this login may not open it.',
  missing_user:
    'The login exists, but not as a user of this database: CREATE USER <name> FOR LOGIN <login> there, and GRANT EXECUTE on the procedure. Check SQL_DATABASE, too.',
  read_only:
    'The database cannot be written here: it is read-only, or this server is a secondary replica since a failover. Set SQL_SERVER to the listener of the availability group, or let the administrator make the database writable.',
  login_refused: 'Check SQL_USER and SQL_PASSWORD, and that the login exists on this server.',
  login_blocked:
    'The login exists but is disabled or locked, or its password has expired or must be changed: let the administrator enable it (ALTER LOGIN), then set the password that applies as SQL_PASSWORD.',
  identity_refused:
    'The database does not know the managed identity of this app: CREATE USER [<name of the app>] FROM EXTERNAL PROVIDER in the database, and GRANT EXECUTE on the procedure. Check SQL_DATABASE, too.',
  windows_login:
    'The app cannot log in with a Windows account. Create a SQL Server login (CREATE LOGIN … WITH PASSWORD) for SQL_USER, and let the server accept both kinds (mixed mode: SQL Server and Windows Authentication).',
  token_refused:
    'No token for the database: check that the managed identity exists and is assigned to the app (SQL_CLIENT_ID).',
  firewall:
    'The firewall of the server refuses this app. In the Azure Portal, open the SQL server, then Networking: add the IP address that the message names, or allow the virtual network of this app; if public access is disabled, the app needs a private endpoint. A new rule takes up to five minutes.',
  free_limit:
    'The database has used up its free amount of this month and is paused: in the Azure Portal, under Compute + storage, continue for a charge, or wait until next month.',
  server_name:
    'The server does not recognise its name: set SQL_SERVER to the full name, such as example.database.windows.net, not to an IP address or alias.',
  instance_not_found:
    'The port of the named instance is not known. On the server, start the SQL Server Browser service, open UDP port 1434, and enable TCP/IP for the instance; or give the instance a fixed port and set SQL_PORT to it, which needs no Browser.',
  encryption_missing:
    'The server does not encrypt: install a certificate there, or, for development only, set SQL_ENCRYPT=false.',
  encryption_required:
    'The server accepts encrypted connections only: set SQL_ENCRYPT=true, or remove the setting, and make sure that its certificate is trusted.',
  tls_refused:
    'The server and this app have no version or cipher of TLS in common; the app needs TLS 1.2 or later. Update the server (SQL Server 2012 and 2014 need their latest service pack for TLS 1.2), enable TLS 1.2 in Windows, or give the server a certificate with a longer key.',
  handshake_broken:
    'The server closed the connection while encryption was being agreed. If this recurs, it offers no version or cipher of TLS that this app accepts (TLS 1.2 or later): update the server (SQL Server 2012 and 2014 need their latest service pack), and enable TLS 1.2 in Windows.',
  strict_refused:
    'SQL_ENCRYPT=strict needs TDS 8.0: SQL Server 2022 or later, or Azure SQL. This server does not answer to it: set SQL_ENCRYPT=true.',
  certificate_untrusted:
    'The TLS certificate of the server is not trusted, has expired or is for another name: install a valid one, or, for development only, set SQL_TRUST_SERVER_CERTIFICATE=true.',
  open_transaction:
    'What the procedure did in that transaction was undone. It must end every transaction that it begins: look for a path without COMMIT or ROLLBACK, for a RETURN before it, and for SET IMPLICIT_TRANSACTIONS ON.',
  return_code:
    'The procedure ended without an error, but its return code is not 0: look up in the procedure what the code means. With FAIL_ON_RETURN_CODE=false it would be a warning.',
  certificate_strict:
    'SQL_ENCRYPT=strict always verifies the TLS certificate, and that of the server is not trusted, has expired or is for another name: install a valid one on the server, or add its issuer with NODE_EXTRA_CA_CERTS.',
  scheduler_defect: schedulerDefect.remedy,
};
