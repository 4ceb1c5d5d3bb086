/** Refines a remedy by the circumstances: how the app connects, and where in the procedure the error arose. */
import type { RemedyCode } from '../../../core/run/failure.ts';
import type { FailurePhase, SqlErrorReport } from './error-reports.ts';
import type { SqlSettings } from '../sql-settings.ts';

/** How the app connects, as far as it decides what can be done. */
export type ConnectionFacts = Pick<SqlSettings, 'encrypt' | 'login'>;

export function refineRemedy(
  remedy: RemedyCode,
  report: SqlErrorReport,
  phase: FailurePhase,
  facts: ConnectionFacts | undefined,
): RemedyCode {
  if (phase === 'executing') return remedyWithin(remedy, report);
  switch (remedy) {
    case 'login_refused':
      return facts?.login.kind === 'managed-identity' ? 'identity_refused' : remedy;
    // The driver has one code for a server that must not encrypt and for one that cannot do without.
    case 'encryption_missing':
      return facts?.encrypt === false ? 'encryption_required' : remedy;
    case 'certificate_untrusted':
      return facts?.encrypt === 'strict' ? 'certificate_strict' : remedy;
    case 'tls_refused':
      return facts?.encrypt === 'strict' ? 'strict_refused' : remedy;
    // During login it is a connection that ended while encryption was being agreed (error-reports.ts).
    case 'unreachable':
      if (phase !== 'login' || report.code !== 'ECONNRESET') return remedy;
      return facts?.encrypt === 'strict' ? 'strict_refused' : 'handshake_broken';
    default:
      return remedy;
  }
}

/** The procedure was started: the app's own login, database and right to EXECUTE are in order. */
function remedyWithin(remedy: RemedyCode, report: SqlErrorReport): RemedyCode {
  switch (remedy) {
    case 'missing_grant':
      return concernsObjectBeneath(report.message) ? 'missing_inner_grant' : remedy;
    case 'missing_user':
    case 'login_refused':
    case 'login_blocked':
    case 'windows_login':
      return 'missing_inner_grant';
    case 'missing_database':
      return 'missing_object';
    default:
      return remedy;
  }
}

/** Another right than EXECUTE. These words are the same in every language of the server; names stand in quotation marks. */
const concernsObjectBeneath = (message: string): boolean =>
  /\b(?:SELECT|INSERT|UPDATE|DELETE|REFERENCES|ALTER|CONTROL|VIEW|TAKE OWNERSHIP|RECEIVE)\b/.test(
    message.replaceAll(/'[^']*'|"[^"]*"|«[^«»]*»|“[^“”]*”/g, ''),
  );
