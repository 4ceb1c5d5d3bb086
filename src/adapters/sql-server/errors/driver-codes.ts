/** Every error code of the driver and of Node's TLS that the app knows. A new one is one row. */
import type { RemedyCode } from '../../../core/run/failure.ts';
import { always, type KnownError } from './numbers/rows.ts';

/** Before EXEC nothing ran. While the procedure executes, no error of the driver's own proves that it has ended. */
const unreachable: KnownError = {
  login: 'unreachable',
  before_execute: 'unreachable',
  executing: 'outcome_unknown',
};
/** Only a login is refused: afterwards, what TLS cannot read is a broken connection. */
const refused = (remedy: RemedyCode): KnownError => ({ ...unreachable, login: 'access', remedy });
const certificate = refused('certificate_untrusted');
const tls = refused('tls_refused');

/** Not an object: a code may be named like something that every object has. */
const driverCodes: ReadonlyMap<string, KnownError> = new Map<string, KnownError>([
  ['ECONNRESET', unreachable],
  ['ESOCKET', unreachable],
  ['ECONNCLOSED', unreachable],
  ['ECLOSE', unreachable],
  ['ETIMEOUT', unreachable],
  ['ETIMEDOUT', unreachable],
  ['EPIPE', unreachable],
  ['ECONNABORTED', unreachable],
  ['EHOSTUNREACH', unreachable],
  ['ENETUNREACH', unreachable],
  ['EINVALIDSTATE', unreachable],
  ['ENOTOPEN', unreachable],
  // Without a number of the server: a response that the driver could not read.
  ['EREQUEST', unreachable],
  ['ERR_OUT_OF_RANGE', unreachable],
  ['ERR_BUFFER_OUT_OF_BOUNDS', unreachable],
  // The driver refused a value and sent nothing.
  ['EPARAM', always('unclassified')],
  // Our own: redirected in circles, or flooded before the procedure was sent.
  ['ELIMIT', unreachable],
  ['EINSTLOOKUP', { ...unreachable, remedy: 'instance_not_found' }],
  ['ENOTFOUND', unreachable],
  ['ECONNREFUSED', unreachable],
  ['EAI_AGAIN', unreachable],
  ['ENOCONN', unreachable],
  ['ELOGIN', refused('login_refused')],
  ['EFEDAUTH', refused('token_refused')],
  ['EENCRYPT', refused('encryption_missing')],
  // The server speaks another version of TDS, or something else.
  ['ETDS', refused('access')],
  // Node does not accept the server's TLS certificate.
  ['DEPTH_ZERO_SELF_SIGNED_CERT', certificate],
  ['SELF_SIGNED_CERT_IN_CHAIN', certificate],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', certificate],
  ['UNABLE_TO_GET_ISSUER_CERT', certificate],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', certificate],
  ['CERT_HAS_EXPIRED', certificate],
  ['CERT_NOT_YET_VALID', certificate],
  ['CERT_CHAIN_TOO_LONG', certificate],
  ['CERT_REJECTED', certificate],
  ['CERT_REVOKED', certificate],
  ['CERT_SIGNATURE_FAILURE', certificate],
  ['CERT_UNTRUSTED', certificate],
  ['HOSTNAME_MISMATCH', certificate],
  ['INVALID_CA', certificate],
  ['INVALID_PURPOSE', certificate],
  ['PATH_LENGTH_EXCEEDED', certificate],
  ['ERR_TLS_CERT_ALTNAME_INVALID', certificate],
  ['ERR_TLS_CERT_ALTNAME_FORMAT', certificate],
]);

export function knownCode(code: string): KnownError | undefined {
  return driverCodes.get(code) ?? (isTlsCode(code) ? tls : undefined);
}

/** OpenSSL has hundreds: no version or cipher in common, a short key, something other than TLS. */
const isTlsCode = (code: string): boolean => /^(?:ERR_SSL_|ERR_OSSL_|ERR_TLS_)|^EPROTO$/.test(code);

/** A refusal that stays, although the driver reports it as `ESOCKET`, as it does a server that is down. */
export const isSecurityCode = (code: unknown): boolean => {
  if (typeof code !== 'string') return false;
  const known = driverCodes.get(code);
  return known === undefined ? isTlsCode(code) : known === certificate;
};
