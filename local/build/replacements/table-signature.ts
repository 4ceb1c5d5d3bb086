/**
 * For the signature of the tables' client, which signs every request with the account's key and prepares that key each
 * time: that took twice as long as the signing.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

let last: { readonly text: string; readonly key: KeyObject } | undefined;

/** `accountKey` in Base64, as the result. */
export function computeHMACSHA256(stringToSign: string, accountKey: string): string {
  if (last?.text !== accountKey)
    last = { text: accountKey, key: createSecretKey(Buffer.from(accountKey, 'base64')) };
  return createHmac('sha256', last.key).update(stringToSign, 'utf8').digest('base64');
}
