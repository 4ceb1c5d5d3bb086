/**
 * The error numbers of SQL Server and the codes of its driver, sorted by what they mean for an attempt. They are
 * those of docs/facts/sql-server.md (Microsoft's SqlClient retry list, EF Core's transient detector, Azure SQL's
 * error documentation).
 */
import type { FailureClass } from '../../../core/run/failure.ts';

export const connecting = new Set([
  233, 997, 1204, 1205, 1222, 4060, 4221, 10060, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 42108,
  42109, 49918, 49919, 49920, 64, 20, 121, 10053, 10054, 11001, 18401, 617, 669, 926, 615,
]);
export const answered = new Set([
  1204, 1205, 1222, 3935, 3960, 3966, 8628, 8645, 8651, 41301, 41302, 41305, 41325, 41839, 10928, 10929,
  40501,
]);
export const connectionLost = new Set([64, 121, 233, 596, 10053, 10054, 10060, 40197, 40613]);
export const lostCodes = new Set([
  'ECONNRESET',
  'ESOCKET',
  'ECONNCLOSED',
  'ECLOSE',
  'ETIMEOUT',
  'ETIMEDOUT',
  'EINVALIDSTATE',
  'ENOTOPEN',
]);
export const unreachableCodes = new Set([
  ...lostCodes,
  'EINSTLOOKUP',
  'ENOTFOUND',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOCONN',
]);
/** Who logs in or how it is encrypted is wrong, and stays so. */
export const accessCodes = new Set(['ELOGIN', 'EFEDAUTH', 'EENCRYPT']);
/** What Node says about a server's TLS certificate that it does not accept. */
export const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export const permanent: readonly (readonly [FailureClass, ReadonlySet<number>])[] = [
  ['environment', new Set([1105, 9002, 823, 824, 825])],
  ['access', new Set([18456, 40615, 40531, 40532, 916, 229, 230, 262, 297, 300])],
  ['contract', new Set([201, 207, 208, 2812, 8144, 8145, 8146])],
  ['governance', new Set([40544, 40549, 40550, 40551, 40552, 40553, 1132])],
  ['data', new Set([241, 242, 245, 515, 547, 2601, 2627, 8114, 8115, 8134, 8152, 2628])],
];
