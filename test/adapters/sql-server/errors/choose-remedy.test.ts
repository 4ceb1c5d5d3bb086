import { describe, expect, it } from 'vitest';
import type { ConnectionFacts } from '../../../../src/adapters/sql-server/errors/choose-remedy.ts';
import { toFailure } from '../../../../src/adapters/sql-server/errors/classify-error.ts';
import type {
  FailurePhase,
  SqlErrorReport,
} from '../../../../src/adapters/sql-server/errors/error-reports.ts';

const password: ConnectionFacts = {
  encrypt: true,
  login: { kind: 'password', user: 'app', password: 'secret' },
};
const unencrypted: ConnectionFacts = { ...password, encrypt: false };
const strict: ConnectionFacts = { ...password, encrypt: 'strict' };
const identity: ConnectionFacts = { ...password, login: { kind: 'managed-identity' } };

const of = (number: number, message = ''): SqlErrorReport => ({ number, message });
const code = (name: string): SqlErrorReport => ({ code: name, message: '' });
const denied = (right: string, object: string, procedure = 'spJamkerja') => ({
  ...of(229, `The ${right} permission was denied on the object '${object}', database 'hr', schema 'dbo'.`),
  line: 1,
  procedure,
});

/** What was reported, when and how the app connects; the code; and words that the operator then reads. */
const cases: readonly (readonly [
  SqlErrorReport,
  FailurePhase,
  ConnectionFacts,
  string,
  readonly string[],
])[] = [
  [code('ESOCKET'), 'login', password, 'unreachable', ['SQL_SERVER', 'TCP/IP', 'firewall']],
  [code('EINSTLOOKUP'), 'login', password, 'instance_not_found', ['Browser', 'UDP port 1434', 'TCP/IP']],
  [code('ELOGIN'), 'login', password, 'login_refused', ['SQL_USER', 'SQL_PASSWORD']],
  [code('EFEDAUTH'), 'login', identity, 'token_refused', ['SQL_CLIENT_ID']],
  // Encryption and certificates.
  [code('EENCRYPT'), 'login', password, 'encryption_missing', ['SQL_ENCRYPT=false']],
  [code('EENCRYPT'), 'login', unencrypted, 'encryption_required', ['SQL_ENCRYPT=true']],
  [of(17835), 'login', unencrypted, 'encryption_required', ['SQL_ENCRYPT=true']],
  [code('ERR_SSL_UNSUPPORTED_PROTOCOL'), 'login', password, 'tls_refused', ['TLS 1.2', 'service pack']],
  [code('ERR_SSL_WRONG_VERSION_NUMBER'), 'login', strict, 'strict_refused', ['TDS 8.0', 'SQL_ENCRYPT=true']],
  [code('ECONNRESET'), 'login', strict, 'strict_refused', ['TDS 8.0']],
  [code('ECONNRESET'), 'login', password, 'handshake_broken', ['TLS']],
  [code('ECONNRESET'), 'before_execute', strict, 'unreachable', ['SQL_SERVER']],
  [code('ECONNRESET'), 'executing', strict, 'outcome_unknown', ['connection broke']],
  [code('CERT_HAS_EXPIRED'), 'login', password, 'certificate_untrusted', ['SQL_TRUST_SERVER_CERTIFICATE']],
  [code('DEPTH_ZERO_SELF_SIGNED_CERT'), 'login', strict, 'certificate_strict', ['NODE_EXTRA_CA_CERTS']],
  // The login.
  [of(18456), 'login', password, 'login_refused', ['SQL_PASSWORD']],
  [of(18456), 'login', identity, 'identity_refused', ['FROM EXTERNAL PROVIDER', 'SQL_DATABASE']],
  [of(18456), 'executing', password, 'missing_inner_grant', ['was started']],
  [of(18452), 'login', password, 'windows_login', ['Windows account', 'CREATE LOGIN', 'mixed mode']],
  [of(18470), 'login', password, 'login_blocked', ['disabled', 'ALTER LOGIN']],
  [of(18486), 'login', password, 'login_blocked', ['locked']],
  [of(18487), 'login', password, 'login_blocked', ['expired']],
  [of(18488), 'login', password, 'login_blocked', ['must be changed']],
  [of(40615), 'login', password, 'firewall', ['Azure Portal', 'Networking', 'IP address']],
  [of(40914), 'login', password, 'firewall', ['virtual network']],
  [of(47073), 'login', password, 'firewall', ['private endpoint']],
  [of(42119), 'login', password, 'free_limit', ['free amount', 'next month']],
  [of(40532), 'login', password, 'server_name', ['SQL_SERVER', 'database.windows.net']],
  [of(33_134), 'login', password, 'access', ['the message says why']],
  // The database.
  [of(4060), 'login', password, 'missing_database', ['SQL_DATABASE']],
  [of(4064), 'login', password, 'missing_database', ['SQL_DATABASE']],
  [of(911), 'login', password, 'missing_database', ['SQL_DATABASE']],
  [of(911), 'executing', password, 'missing_object', ['names the object']],
  [of(916), 'login', password, 'missing_user', ['CREATE USER']],
  [of(916), 'executing', password, 'missing_inner_grant', ['another database']],
  [of(976), 'login', password, 'read_only', ['listener']],
  [of(3906), 'executing', password, 'read_only', ['read-only', 'failover']],
  [of(1105), 'executing', password, 'environment', ['administrator now']],
  // Rights.
  [denied('EXECUTE', 'spJamkerja'), 'executing', password, 'missing_grant', ['GRANT EXECUTE']],
  [denied('EXECUTE', 'SELECT', 'SELECT'), 'executing', password, 'missing_grant', ['GRANT EXECUTE']],
  [denied('SELECT', 'EXECUTE'), 'executing', password, 'missing_inner_grant', ['WITH EXECUTE AS OWNER']],
  [denied('INSERT', 'JamKerja'), 'executing', password, 'missing_inner_grant', ['was started']],
  [
    of(229, 'Die SELECT-Berechtigung wurde für das JamKerja-Objekt, hr-Datenbank, dbo-Schema, verweigert.'),
    'executing',
    password,
    'missing_inner_grant',
    ['was started'],
  ],
  [of(229), 'before_execute', password, 'missing_grant', ['GRANT EXECUTE']],
  [of(230), 'executing', password, 'missing_inner_grant', ['was started']],
  // The procedure and its parameters.
  [of(2812), 'executing', password, 'missing_procedure', ['PROCEDURE_NAME']],
  [{ ...of(201), line: 0 }, 'executing', password, 'contract', ['PROCEDURE_START_PARAMETER']],
  [of(8144), 'executing', password, 'contract', ['PROCEDURE_END_PARAMETER']],
  [{ ...of(8114), line: 0 }, 'executing', password, 'parameter_type', ['does not accept a date']],
  [{ ...of(206), line: 0 }, 'executing', password, 'parameter_type', ['does not accept a date']],
  [{ ...of(257), line: 0 }, 'executing', password, 'parameter_type', ['does not accept a date']],
  [{ ...of(241), line: 0 }, 'executing', password, 'parameter_type', ['does not accept a date']],
  [{ ...of(8114), line: 7 }, 'executing', password, 'data', ['find the row']],
  [{ ...of(547), line: 0 }, 'executing', password, 'data', ['find the row']],
  [of(8114), 'executing', password, 'data', ['find the row']],
  [{ ...of(206), line: 7 }, 'executing', password, 'procedure_defect', ['line number']],
  [of(208), 'executing', password, 'missing_object', ['SQL_DATABASE']],
  [of(102), 'executing', password, 'procedure_defect', ['developer']],
  [of(512), 'executing', password, 'data', ['find the row']],
  [of(1205), 'executing', password, 'locked_rows', ['deadlock']],
  [of(266), 'executing', password, 'unbalanced_transaction', ['@@TRANCOUNT']],
  [of(10936), 'executing', password, 'transient', ['pass on their own']],
  [code('ERR_SSL_WRONG_VERSION_NUMBER'), 'before_execute', strict, 'unreachable', ['SQL_SERVER']],
  [code('ERR_SSL_WRONG_VERSION_NUMBER'), 'executing', password, 'outcome_unknown', ['makes sure']],
  [code('toString'), 'before_execute', password, 'unclassified', ['Read the message']],
];

describe('the remedy', () => {
  it.each(cases)('for %j (%s) is fit', (report, phase, facts, remedyCode, words) => {
    const failure = toFailure([report], phase, 'all', facts);
    expect(failure.remedyCode).toBe(remedyCode);
    for (const each of words) expect(failure.remedy).toContain(each);
  });

  it('of a reset is that of strict encryption only while the server is asked for it', () => {
    expect(toFailure([code('ECONNRESET')], 'login', 'all', strict).class).toBe('access');
    expect(toFailure([code('ECONNRESET')], 'login', 'all', password).class).toBe('unreachable');
    expect(toFailure([code('ESOCKET')], 'login', 'all', strict).class).toBe('unreachable');
    expect(toFailure([code('ECONNRESET')], 'executing', 'all', strict).class).toBe('outcome_unknown');
  });

  it('never proposes what the setting refuses', () => {
    for (const name of ['DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED']) {
      expect(toFailure([code(name)], 'login', 'all', strict).remedy).not.toContain(
        'SQL_TRUST_SERVER_CERTIFICATE',
      );
    }
    expect(toFailure([code('EENCRYPT')], 'login', 'all', unencrypted).remedy).not.toContain(
      'SQL_ENCRYPT=false',
    );
  });
});
