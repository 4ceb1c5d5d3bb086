/** Every error code of the driver and of Node's TLS that the app knows. A new one is one row. */
import type { KnownError } from './error-numbers.ts';

const unreachable: KnownError = { before_execute: 'unreachable' };
/** Before EXEC nothing ran; after it nobody knows. */
const connection: KnownError = { before_execute: 'unreachable', executing: 'outcome_unknown' };
/** Who logs in, or how the connection is encrypted, is wrong and stays so. */
const access = { before_execute: 'access', executing: 'access' } as const;
const certificate: KnownError = { ...access, remedy: 'certificate_untrusted' };

/** Not an object: a code may be named like something that every object has. */
export const driverCodes: ReadonlyMap<string, KnownError> = new Map<string, KnownError>([
  ['ECONNRESET', connection],
  ['ESOCKET', connection],
  ['ECONNCLOSED', connection],
  ['ECLOSE', connection],
  ['ETIMEOUT', connection],
  ['ETIMEDOUT', connection],
  ['EINVALIDSTATE', connection],
  ['ENOTOPEN', connection],
  // Without a number of the server: a response that the driver could not read.
  ['EREQUEST', connection],
  ['EINSTLOOKUP', unreachable],
  ['ENOTFOUND', unreachable],
  ['ECONNREFUSED', unreachable],
  ['EAI_AGAIN', unreachable],
  ['ENOCONN', unreachable],
  ['ELOGIN', { ...access, remedy: 'login_refused' }],
  ['EFEDAUTH', { ...access, remedy: 'token_refused' }],
  ['EENCRYPT', { ...access, remedy: 'encryption_missing' }],
  // Node does not accept the server's TLS certificate.
  ['DEPTH_ZERO_SELF_SIGNED_CERT', certificate],
  ['SELF_SIGNED_CERT_IN_CHAIN', certificate],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', certificate],
  ['UNABLE_TO_GET_ISSUER_CERT', certificate],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', certificate],
  ['CERT_HAS_EXPIRED', certificate],
  ['CERT_NOT_YET_VALID', certificate],
  ['ERR_TLS_CERT_ALTNAME_INVALID', certificate],
]);

export const isCertificateCode = (code: unknown): boolean =>
  typeof code === 'string' && driverCodes.get(code) === certificate;
